"""Trivy's vulnerabilities, misconfigurations, secrets and licences as findings."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from quarterdeck.readers import severity
from quarterdeck.readers.json_value import at, expect, part, required, text, texts
from quarterdeck.readers.packages import ecosystem, place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import FindingSeen, Status
from quarterdeck.readers.secrets import WITHDRAW, withdrawal_key
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, addresses, bounded, cves, cwes, distinct, line
from quarterdeck.readers.trivy_facts import Result

Maker = Callable[[Source, Result, dict[str, Any], str], FindingSeen]
_CHECKS: dict[str, Status] = {
    "FAIL": "open", "PASS": "passed", "EXCEPTION": "muted", "MANUAL": "manual",
}  # fmt: skip
_CHANGES: dict[str, Status] = {"not_affected": "not-applicable", "fixed": "fixed"}
_VERSIONS = ("V40", "V3", "V2")


def vulnerability(source: Source, result: Result, found: dict[str, Any], place: str) -> FindingSeen:
    """Trivy's own status "fixed" says that an update exists, not that it was installed."""
    package, version = line(at(found, "PkgName")), line(at(found, "InstalledVersion"))
    name = _name(source, found, package, place)
    fixed, word = line(at(found, "FixedVersion")), at(found, "Severity")
    purl = at(found, "PkgIdentifier", "PURL")
    known = cves(name, *texts(found.get("VendorIDs")))
    where = place_of(package, version, line(at(found, "PkgPath")))
    return FindingSeen(
        system=result.system,
        weakness=known[0] if len(known) == 1 else name,
        title=line(at(found, "Title")) or f"{name} in {package}",
        severity=severity.from_word(word),
        severity_word=word,
        score=_score(found),
        status="not-applicable" if at(found, "Status") == "not_affected" else "open",
        cves=known,
        cwes=cwes(*texts(found.get("CweIDs"))),
        cvss=_vectors(found),
        location=", ".join(filter(None, (where, result.workload))),
        package=package,
        package_version=version,
        fixed_version=fixed,
        fix_key=upgrade_key(ecosystem(purl, result.type), package),
        fix=upgrade_words(package, fixed),
        description=bounded(at(found, "Description")),
        references=_links(found),
        raw_id=name,
        place=place,
    )


def _name(source: Source, found: dict[str, Any], package: str, place: str) -> str:
    """The identifier, which early versions leave out for advisories that have none."""
    if package and not at(found, "VulnerabilityID").strip():
        return line(at(found, "Title")) or f"unnamed vulnerability in {package}"
    return required(source, found, "VulnerabilityID", place)


def misconfiguration(
    source: Source, result: Result, found: dict[str, Any], place: str
) -> FindingSeen:
    """A failed, passed or excepted check of one file or workload."""
    rule, word = required(source, found, "ID", place), at(found, "Severity")
    cause = part(found, "CauseMetadata")
    return FindingSeen(
        system=result.system,
        weakness=f"{rule} {result.target}".strip(),
        title=line(at(found, "Title")) or rule,
        severity=severity.from_word(word),
        severity_word=word,
        category="misconfiguration",
        status=_CHECKS.get(at(found, "Status").upper(), "open"),
        location=_spot(result, at(cause, "StartLine")),
        fix_key=action_key(at(found, "Resolution")),
        fix=bounded(at(found, "Resolution")),
        description=bounded(at(found, "Description")),
        evidence=bounded(at(found, "Message")),
        references=_links(found),
        raw_id=at(found, "AVDID") or rule,
        place=place,
    )


def secret(source: Source, result: Result, found: dict[str, Any], place: str) -> FindingSeen:
    """A secret in a file. The line around it is left behind on purpose."""
    rule, word = required(source, found, "RuleID", place), at(found, "Severity")
    return FindingSeen(
        system=result.system,
        weakness=f"{rule} {result.target}".strip(),
        title=line(at(found, "Title")) or rule,
        severity=severity.from_word(word),
        severity_word=word,
        category="secret",
        location=_spot(result, at(found, "StartLine")),
        fix=WITHDRAW,
        fix_key=withdrawal_key(rule, result.target),
        raw_id=rule,
        place=place,
    )


def licence(source: Source, result: Result, found: dict[str, Any], place: str) -> FindingSeen:
    """The licence of a package: information, no weakness."""
    name, package = required(source, found, "Name", place), line(at(found, "PkgName"))
    where, word = package or line(at(found, "FilePath")), at(found, "Severity")
    return FindingSeen(
        system=result.system,
        weakness=f"licence {name} {where}".strip(),
        title=f"Licence {name}",
        severity=severity.from_word(word),
        severity_word=word,
        category="information",
        location=where,
        package=package,
        raw_id=name,
        place=place,
    )


MAKERS: dict[str, Maker] = {
    "Vulnerabilities": vulnerability,
    "Misconfigurations": misconfiguration,
    "Secrets": secret,
    "Licenses": licence,
}
_BY_TYPE = {
    "vulnerability": vulnerability,
    "misconfiguration": misconfiguration,
    "secret": secret,
    "license": licence,
}


def changed(source: Source, result: Result, value: dict[str, Any], place: str) -> FindingSeen:
    """A finding that the tool was told to leave out, by an ignore file or a VEX statement."""
    make = _BY_TYPE.get(at(value, "Type"), vulnerability)
    found = make(source, result, expect(source, value.get("Finding"), place), place)
    return replace(found, status=_CHANGES.get(at(value, "Status"), "muted"))


def _spot(result: Result, line_number: str) -> str:
    return f"{result.target}:{line_number}" if line_number not in ("", "0") else result.target


def _links(found: dict[str, Any]) -> tuple[str, ...]:
    return addresses([at(found, "PrimaryURL"), *texts(found.get("References"))])


def _ratings(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The CVSS ratings: of whoever set the severity, then of NVD, then the others."""
    ratings = part(found, "CVSS")
    first = [at(found, "SeveritySource"), "nvd"]
    return [part(ratings, name) for name in dict.fromkeys([*first, *ratings]) if name in ratings]


def _score(found: dict[str, Any]) -> float | None:
    scores = (
        severity.score(text(rating.get(f"{version}Score")))
        for rating in _ratings(found)
        for version in _VERSIONS
    )
    return next((score for score in scores if score is not None), None)


def _vectors(found: dict[str, Any]) -> tuple[str, ...]:
    ratings = _ratings(found)
    return distinct([line(at(r, f"{version}Vector")) for version in _VERSIONS for r in ratings])
