"""Dependabot alerts, as GraphQL and as REST write them."""

from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.github_states import given, status_of
from quarterdeck.readers.json_value import at, objects, part
from quarterdeck.readers.packages import ecosystem, place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import FindingSeen, SystemSeen
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import addresses, bounded, cves, cwes, distinct, line
from quarterdeck.readers.times import moment


def package(source: Source, raw: dict[str, Any], system: SystemSeen, place: str) -> FindingSeen:
    """An alert, told by whichever of the two interfaces' names it uses."""
    found = part(raw, "securityVulnerability") or part(raw, "security_vulnerability")
    advice = part(found, "advisory") or part(raw, "securityAdvisory")
    advice = advice or part(raw, "security_advisory")
    names = [at(one, "value") for one in objects(source, advice.get("identifiers"), place)]
    names += [at(advice, "cve_id"), at(advice, "ghsa_id"), at(advice, "ghsaId")]
    known = cves(*names)
    product = part(found, "package") or part(raw, "dependency", "package")
    package = line(at(product, "name"))
    patched = part(found, "firstPatchedVersion") or part(found, "first_patched_version")
    fixed = line(at(patched, "identifier"))
    version = line(given(at(raw, "vulnerableRequirements")).removeprefix("= "))
    path = at(raw, "vulnerableManifestPath") or at(raw, "dependency", "manifest_path")
    word = at(found, "severity") or at(advice, "severity")
    score, vectors = _rating(advice)
    name = next(filter(None, names), "") or at(raw, "id") or at(raw, "number")
    links = [at(one, "url") for one in objects(source, advice.get("references"), place)]
    return FindingSeen(
        system=system,
        weakness=known[0] if len(known) == 1 else line(name) or "unnamed advisory",
        title=line(at(advice, "summary")) or f"{name} in {package}",
        severity=severity.from_word(word),
        severity_word=line(word, 100),
        score=score,
        status=status_of(raw),
        cves=known,
        cwes=_cwes(advice),
        cvss=vectors,
        location=place_of(package, version, line(path, 1_000)),
        package=package,
        package_version=version,
        fixed_version=fixed,
        fix_key=upgrade_key(ecosystem("", at(product, "ecosystem")), package),
        fix=upgrade_words(package, fixed),
        description=bounded(at(advice, "description")),
        references=addresses([link for link in (at(raw, "html_url"), *links) if "://" in link]),
        first_seen=moment(at(raw, "createdAt") or at(raw, "created_at")),
        raw_id=line(at(raw, "id") or at(raw, "html_url") or at(raw, "number")),
        place=place,
    )


def _rating(advice: dict[str, Any]) -> tuple[float | None, tuple[str, ...]]:
    """The CVSS score, where one is given (0 stands for none), and the vectors."""
    ratings = [part(advice, "cvss")]
    for group in (part(advice, "cvss_severities"), part(advice, "cvssSeverities")):
        ratings += [part(one) for one in group.values()]
    scores = [severity.score(at(one, "score")) for one in ratings]
    vectors = [at(one, "vectorString") or at(one, "vector_string") for one in ratings]
    return next((one for one in scores if one), None), distinct([line(one) for one in vectors])


def _cwes(advice: dict[str, Any]) -> tuple[str, ...]:
    given = advice.get("cwes")
    given = given if isinstance(given, list) else part(given).get("nodes")
    known = given if isinstance(given, list) else []
    return cwes(*(at(one, "cwe_id") or at(one, "cweId") for one in known))
