"""One alert of GitHub's, of each of its kinds, as a record."""

from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.json_value import at, objects, part, texts
from quarterdeck.readers.packages import ecosystem, place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import FindingSeen, Severity, Status, SystemSeen
from quarterdeck.readers.secrets import WITHDRAW, withdrawal_key
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import addresses, bounded, cves, cwes, distinct, line
from quarterdeck.readers.times import moment

_STATES: dict[str, Status] = {
    "open": "open",
    "fixed": "fixed",
    "closed": "fixed",
    "dismissed": "muted",
    "auto_dismissed": "muted",
}
_ADVISORIES = (
    "securityVulnerability", "securityAdvisory", "security_vulnerability", "security_advisory",
)  # fmt: skip
_LEVELS: dict[str, Severity] = {"error": "high", "warning": "medium", "note": "low"}


def kind_of(raw: dict[str, Any]) -> str:
    """Which of GitHub's scanners an alert is from; "" for what is no alert."""
    if any(key in raw for key in _ADVISORIES):
        return "dependabot"
    if "secret_type" in raw:
        return "secret-scanning"
    return "code-scanning" if "rule" in raw and "tool" in raw else ""


def policy_of(raw: dict[str, Any], kind: str) -> str:
    """Whose rules were applied: several tools hand their results to code scanning."""
    return line(f"{kind} {at(raw, 'tool', 'name')}") if kind == "code-scanning" else kind


def finding(
    source: Source, raw: dict[str, Any], kind: str, system: SystemSeen, place: str
) -> FindingSeen:
    if kind == "secret-scanning":
        return _secret(raw, system, place)
    return (_code if kind == "code-scanning" else _package)(source, raw, system, place)


def _status(raw: dict[str, Any]) -> Status:
    found = _STATES.get(at(raw, "state").lower())
    if found:
        return found
    if _given(at(raw, "fixedAt") or at(raw, "fixed_at")):
        return "fixed"
    dismissed = _given(at(raw, "dismissedAt") or at(raw, "dismissed_at"))
    return "muted" if dismissed else "open"


def _given(said: str) -> str:
    """Scripts that write Python's None out leave its name behind."""
    return "" if said in ("None", "null") else said


def _package(source: Source, raw: dict[str, Any], system: SystemSeen, place: str) -> FindingSeen:
    """A Dependabot alert, of GraphQL or REST, told by whichever of the two names it uses."""
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
    version = line(_given(at(raw, "vulnerableRequirements")).removeprefix("= "))
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
        status=_status(raw),
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


def _code(_source: Source, raw: dict[str, Any], system: SystemSeen, place: str) -> FindingSeen:
    rule, seen = part(raw, "rule"), part(raw, "most_recent_instance")
    name = line(at(rule, "id") or at(rule, "name")) or "unnamed rule"
    path = line(at(seen, "location", "path"), 1_000)
    number = at(seen, "location", "start_line")
    word = _given(at(rule, "security_severity_level")) or at(rule, "severity")
    known = cves(name)
    tags = " ".join(texts(rule.get("tags"))).replace("cwe/cwe-", "CWE-")
    return FindingSeen(
        system=system,
        weakness=known[0] if len(known) == 1 else f"{name} {path}".strip(),
        title=line(at(rule, "description")) or name,
        severity=_LEVELS.get(word.lower()) or severity.from_word(word),
        severity_word=line(word, 100),
        category="vulnerability" if known else "code",
        status=_status(raw),
        cves=known,
        cwes=cwes(tags),
        location=f"{path}:{number}" if path and number else path,
        description=bounded(at(rule, "full_description") or at(rule, "help")),
        evidence=bounded(at(seen, "message", "text")),
        references=addresses([link for link in (at(raw, "html_url"),) if "://" in link]),
        first_seen=moment(at(raw, "created_at")),
        raw_id=line(at(raw, "html_url") or at(raw, "number")),
        place=place,
    )


def _secret(raw: dict[str, Any], system: SystemSeen, place: str) -> FindingSeen:
    """A secret that was pushed; never the secret itself. GitHub grades none, so what it has not
    found to be dead counts as high."""
    kind, seen = line(at(raw, "secret_type")) or "secret", part(raw, "first_location_detected")
    path, number = line(at(seen, "path").lstrip("/"), 1_000), at(seen, "start_line")
    where = path or f"alert {at(raw, 'number')}"
    resolution = _given(at(raw, "resolution"))
    resolved = at(raw, "state").lower() == "resolved"
    ended: Status = "fixed" if resolution == "revoked" else "muted"
    dead = at(raw, "validity") == "inactive"
    return FindingSeen(
        system=system,
        weakness=f"{kind} {where}",
        title=line(at(raw, "secret_type_display_name")) or kind,
        severity="low" if dead else "high",
        category="secret",
        status=ended if resolved else "open",
        location=f"{path}:{number}" if path and number else path,
        fix_key=withdrawal_key(kind, f"{system.name} {where}"),
        fix=WITHDRAW,
        references=addresses([link for link in (at(raw, "html_url"),) if "://" in link]),
        first_seen=moment(at(raw, "created_at")),
        raw_id=line(at(raw, "html_url") or at(raw, "number")),
        place=place,
    )
