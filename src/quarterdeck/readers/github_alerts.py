"""One alert of GitHub's, of each of its kinds, as a record."""

from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.github_packages import package
from quarterdeck.readers.github_states import given, status_of
from quarterdeck.readers.json_value import at, part, texts
from quarterdeck.readers.record import Category, FindingSeen, Severity, Status, SystemSeen
from quarterdeck.readers.secrets import WITHDRAW, withdrawal_key
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import addresses, bounded, cves, cwes, line
from quarterdeck.readers.times import moment

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
    """The alert as a record; `kind` as `kind_of` gave it."""
    if kind == "secret-scanning":
        return _secret(raw, system, place)
    if kind == "code-scanning":
        return _code(raw, system, place)
    return package(source, raw, system, place)


def _code(raw: dict[str, Any], system: SystemSeen, place: str) -> FindingSeen:
    rule, seen = part(raw, "rule"), part(raw, "most_recent_instance")
    name = line(at(rule, "id") or at(rule, "name")) or "unnamed rule"
    path = line(at(seen, "location", "path"), 1_000)
    number = at(seen, "location", "start_line")
    word = given(at(rule, "security_severity_level")) or at(rule, "severity")
    known = cves(name)
    tags = texts(rule.get("tags"))
    return FindingSeen(
        system=system,
        weakness=known[0] if len(known) == 1 else f"{name} {path}".strip(),
        title=line(at(rule, "description")) or name,
        severity=_LEVELS.get(word.lower()) or severity.from_word(word),
        severity_word=line(word, 100),
        category="vulnerability" if known else _category(rule, tags),
        status=status_of(raw),
        cves=known,
        cwes=cwes(*(tag.replace("cwe/cwe-", "CWE-") for tag in tags)),
        location=f"{path}:{number}" if path and number else path,
        description=bounded(at(rule, "full_description") or at(rule, "help")),
        evidence=bounded(at(seen, "message", "text")),
        references=addresses([link for link in (at(raw, "html_url"),) if "://" in link]),
        first_seen=moment(at(raw, "created_at")),
        raw_id=line(at(raw, "html_url") or at(raw, "number")),
        place=place,
    )


def _category(rule: dict[str, Any], tags: list[str]) -> Category:
    """CodeQL marks the rules that concern security; the rest are about quality."""
    is_graded = given(at(rule, "security_severity_level"))
    return "code" if is_graded or not tags or "security" in tags else "information"


def _secret(raw: dict[str, Any], system: SystemSeen, place: str) -> FindingSeen:
    """A secret that was pushed; never the secret itself. GitHub grades none, so what it has not
    found to be dead counts as high."""
    kind, seen = line(at(raw, "secret_type")) or "secret", part(raw, "first_location_detected")
    path, number = line(at(seen, "path").lstrip("/"), 1_000), at(seen, "start_line")
    where = path or f"alert {at(raw, 'number')}"
    resolution = given(at(raw, "resolution"))
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
