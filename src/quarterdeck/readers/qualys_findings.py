"""What Qualys' layouts share: what a check (QID) says, what a host showed, and both as a finding.

Severity follows Qualys' five levels, where 5 and 4 let an intruder in with ease.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from quarterdeck.readers import severity
from quarterdeck.readers.record import (
    Category,
    FindingSeen,
    Identifier,
    ScanKind,
    Severity,
    Status,
    SystemSeen,
)
from quarterdeck.readers.text import action_key, bounded, distinct, line
from quarterdeck.readers.times import moment

FAMILY = "qualys"
_LEVELS: dict[str, Severity] = {
    "1": "low", "2": "low", "3": "medium", "4": "high", "5": "critical",
}  # fmt: skip
_INFORMS = frozenset(("ig", "info", "information gathered", "information", "information_gathered"))
_UNSURE = frozenset(("practice", "potential", "potential vulnerability"))
_MARKUP = re.compile(r"</?(?:p|br|a|b|i|u|ul|ol|li|dl|dt|dd|pre|tt|font|strong|em)\b[^<>]*>", re.I)
_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d+)?)")
_VECTOR = re.compile(r"\(?((?:AV|CVSS:[34]\.\d)[:/][A-Za-z:/.0-9]+)\)?")
_SIGNED_IN = {"70028": ("NULL session", "(none)"), "38307": ()}


@dataclass(frozen=True, slots=True)
class Check:
    """What Qualys knows of a QID, in plain text; `base`: CVSS as written, the newest first."""

    title: str = ""
    level: str = ""
    cves: tuple[str, ...] = ()
    cwes: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    description: str = ""
    fix: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Detection:
    """What one host showed of a QID."""

    qid: str
    type: str = ""
    status: str = ""
    muted: bool = False
    port: str = ""
    protocol: str = ""
    result: str = ""
    first_found: str = ""
    place: str = ""


def finding(system: SystemSeen, check: Check, seen: Detection) -> FindingSeen:
    """The finding of one detection."""
    kind = seen.type.strip().lower()
    informs = kind in _INFORMS
    unsure = " (potential)" if kind in _UNSURE else ""
    port = seen.port.strip()
    return FindingSeen(
        system=system,
        weakness=seen.qid,
        title=line(check.title) or f"Qualys check {seen.qid}",
        severity="none" if informs else _severity(check.level),
        severity_word=f"{check.level}{unsure}",
        score=next((found for text in check.base if (found := score(text)) is not None), None),
        category=_category(informs),
        status=_status(seen),
        cves=check.cves,
        cwes=check.cwes,
        cvss=vectors(check.base),
        location=f"{port}/{seen.protocol.lower()}".rstrip("/")
        if port not in ("", "0", "-")
        else "",
        fix=check.fix,
        fix_key=action_key(check.fix),
        description=check.description,
        evidence=bounded(seen.result),
        references=check.references[:20],
        first_seen=moment(seen.first_found),
        raw_id=seen.qid,
        place=seen.place,
    )


def _severity(level: str) -> Severity:
    return _LEVELS.get(level.strip()) or severity.from_word(level)


def _category(informs: bool) -> Category:
    return "information" if informs else "vulnerability"


def _status(seen: Detection) -> Status:
    status = seen.status.lower()
    if "fixed" in status:
        return "fixed"
    return "muted" if seen.muted or "ignored" in status or "disabled" in status else "open"


def said(*texts: str | None) -> str:
    """Texts of the knowledge base without HTML, one under the other, without any "N/A"."""
    lines = [line(part, 4_000) for text in texts for part in _plain(text or "").splitlines()]
    return bounded("\n".join(part for part in lines if part))


def _plain(text: str) -> str:
    plain = unescape(_MARKUP.sub(" ", text)).strip()
    return "" if plain.lower().rstrip(".") in ("n/a", "na", "not applicable") else plain


def score(text: str) -> float | None:
    """The number in "9.3 (AV:N/…)"."""
    found = _NUMBER.match(text)
    return severity.score(found[1]) if found else None


def vectors(texts: Iterable[str]) -> tuple[str, ...]:
    """The vectors in "9.3 (AV:N/…)", those of version 3 with the prefix that marks them."""
    found = [match[1] for text in texts if (match := _VECTOR.search(text))]
    return distinct([f"CVSS:3.1/{v}" if "/PR:" in v and v[:2] == "AV" else v for v in found])


def kind_of(tracking: str, detections: Iterable[Detection]) -> ScanKind:
    """How deep a host was looked into: by an agent, signed in, or from the network."""
    if "agent" in tracking.lower():
        return "host"
    for seen in detections:
        failed = _SIGNED_IN.get(seen.qid)
        if failed is not None and not any(word in seen.result for word in failed):
            return "network-credentialed"
    return "network"


def dns(name: str) -> Identifier:
    """A name from the name service, whole or not; "" for "No registered hostname"."""
    name = "" if " " in name.strip() else name.strip()
    return ("fqdn" if "." in name else "hostname", name)
