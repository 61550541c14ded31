"""A Checkov check as a finding: of a configuration file, a secret, code, a package or a licence."""

from typing import Any

from msgspec.structs import replace

from quarterdeck.readers import severity
from quarterdeck.readers.json_value import at, part, required, text, texts
from quarterdeck.readers.packages import ecosystem, place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import Category, FindingSeen, Status, SystemSeen
from quarterdeck.readers.secrets import WITHDRAW, withdrawal_key
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, addresses, bounded, cves, distinct, line

FAMILY = "checkov"
STATUSES: dict[str, Status] = {
    "passed_checks": "passed",
    "failed_checks": "open",
    "skipped_checks": "muted",
    "unknown_checks": "manual",
}


def root_of(check: dict[str, Any]) -> str:
    """The folder that was scanned, "" when the check does not tell: what its absolute path has
    before the path within that folder."""
    inner, whole = at(check, "file_path"), at(check, "file_abs_path")
    return whole.removesuffix(inner) if inner and whole.endswith(inner) else ""


def finding(
    source: Source,
    system: SystemSeen,
    framework: str,
    check: dict[str, Any],
    status: Status,
    place: str,
) -> FindingSeen:
    """Without an account on its platform Checkov gives no severity: it is "unknown" then."""
    rule, path = required(source, check, "check_id", place), line(at(check, "file_path"))
    title, word = line(at(check, "check_name")) or rule, at(check, "severity")
    found = FindingSeen(
        system=system,
        weakness=f"{rule} {path}".strip(),
        title=title,
        severity=severity.from_word(word),
        severity_word=line(word),
        category=_category(framework),
        status=status,
        location=f"{_spot(check, path)} {line(at(check, 'resource'))}".strip(),
        fix=title,
        fix_key=action_key(title),
        description=bounded(at(check, "description") or at(check, "short_description")),
        evidence=_evidence(part(check, "check_result")),
        references=addresses(texts(check.get("guideline"))),
        raw_id=rule,
        place=place,
    )
    details = part(check, "vulnerability_details")
    if details:
        return _of_package(found, details, path)
    if found.category == "secret":
        key = withdrawal_key(rule, path)
        return replace(found, location=_spot(check, path), fix=WITHDRAW, fix_key=key)
    return found


def unread(system: SystemSeen, path: str, place: str) -> FindingSeen:
    """A file that Checkov could not parse: nobody looked at it."""
    path = line(path)
    return FindingSeen(
        system=system,
        weakness=f"parsing error {path}",
        title=f"Checkov could not read {path}",
        severity="none",
        category="information",
        status="manual",
        location=path,
        place=place,
    )


def _category(framework: str) -> Category:
    if framework == "secrets":
        return "secret"
    return "code" if framework.startswith("sast") else "misconfiguration"


def _spot(check: dict[str, Any], path: str) -> str:
    span = check.get("file_line_range")
    first = text(span[0]) if isinstance(span, list) and span else ""
    return f"{path}:{first}" if first not in ("", "0") else path


def _evidence(result: dict[str, Any]) -> str:
    keys = ", ".join(texts(result.get("evaluated_keys")))
    said = (at(result, "suppress_comment"), f"Looked at: {keys}" if keys else "")
    return bounded("\n".join(filter(None, said)))


def _of_package(found: FindingSeen, details: dict[str, Any], path: str) -> FindingSeen:
    """A package's weakness by its CVE; its licence, which Checkov reports the same way, informs."""
    package, version = line(at(details, "package_name")), line(at(details, "package_version"))
    found = replace(
        found,
        location=place_of(package, version, path),
        package=package,
        package_version=version,
    )
    name = line(at(details, "id"))
    if not name:
        licence = line(at(details, "license"))
        return replace(found, category="information", evidence=licence, fix="", fix_key="")
    fixed = line(at(details, "lowest_fixed_version") or at(details, "fix_version"))
    known = cves(name)
    return replace(
        found,
        weakness=known[0] if known else name,
        title=f"{name} in {package}" if package else name,
        severity=severity.from_word(at(details, "severity") or found.severity_word),
        severity_word=line(at(details, "severity")) or found.severity_word,
        score=severity.score(at(details, "cvss")),
        category="vulnerability",
        cves=known,
        cvss=distinct([line(at(details, "vector"))]),
        fixed_version=fixed,
        fix=upgrade_words(package, fixed),
        fix_key=upgrade_key(ecosystem("", at(details, "package_type")), package),
        description=bounded(at(details, "description")) or found.description,
        references=addresses([at(details, "link"), *found.references]),
        raw_id=name,
    )
