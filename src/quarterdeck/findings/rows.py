"""A reported finding as the row that is stored."""

from datetime import datetime
from functools import lru_cache

from cvss import CVSS2, CVSS3, CVSS4
from cvss.exceptions import CVSSError

from quarterdeck.findings.models import Said
from quarterdeck.findings.texts import clip
from quarterdeck.findings.window import Row
from quarterdeck.readers import FindingSeen
from quarterdeck.readers.severity import from_score

RANKS = {"critical": 5, "high": 4, "medium": 3, "unknown": 2, "low": 1, "none": 0}
_SAID = {"open": Said.OPEN, "muted": Said.MUTED, "manual": Said.UNCHECKED}


def told(finding: FindingSeen) -> str:
    """What the record says: its status, or "information"."""
    return "information" if finding.category == "information" else finding.status


def key_of(finding: FindingSeen, family: str) -> str:
    """The weakness over all tools where it is exactly one CVE, else within the tool family."""
    if len(finding.cves) == 1:
        return finding.cves[0]
    return clip(f"{family}:{finding.weakness}", 400)


def row_of(
    finding: FindingSeen, asset_id: int, scope_id: int, family: str, at: datetime
) -> Row | None:
    """The row; None for records that tell of no weakness: passed, fixed, mere information."""
    said = _SAID.get(told(finding))
    if said is None:
        return None
    severity, score = rated(finding)
    location = _location(finding)
    return Row(
        asset_id=asset_id,
        key=key_of(finding, family),
        scope_id=scope_id,
        seen_at=at,
        first_at=min(at, finding.first_seen) if finding.first_seen else at,
        said=int(said),
        title=finding.title,
        severity=severity,
        rank=RANKS[severity],
        score=score,
        category=finding.category,
        cves=" ".join(finding.cves),
        cvss=" ".join(finding.cvss),
        fix_key=finding.fix_key,
        fix=finding.fix,
        family=family,
        place=finding.place,
        locations={location: None} if location else {},
    )


def rated(finding: FindingSeen) -> tuple[str, float | None]:
    """(severity, score), from the CVSS vectors where the tool gives neither word nor number."""
    severity, score = finding.severity, finding.score
    if score is None and severity == "unknown":
        scores = [s for s in map(base_score, finding.cvss) if s is not None]
        score = max(scores, default=None)
    if severity == "unknown":
        severity = from_score(score)
    return severity, score


@lru_cache(maxsize=8192)
def base_score(vector: str) -> float | None:
    """The base score of a CVSS 2.0, 3.x or 4.0 vector; None for what is none."""
    text = vector.strip().strip("()")
    kind = CVSS4 if text.startswith("CVSS:4") else CVSS3 if text.startswith("CVSS:3") else CVSS2
    try:
        return float(kind(text).base_score)
    except (CVSSError, ValueError, TypeError, ArithmeticError):
        return None


def _location(finding: FindingSeen) -> str:
    if finding.location or not finding.package:
        return finding.location
    return f"{finding.package} {finding.package_version}".strip()
