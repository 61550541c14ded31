"""What Nexpose's layouts share: what a check says, what a test of it came to, both as a finding.

Severity runs from 1 to 10; Rapid7 calls 1 to 3 moderate (its lowest word), 4 to 7 severe and 8 to
10 critical.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from quarterdeck.readers import severity
from quarterdeck.readers.record import FindingSeen, Severity, Status, SystemSeen
from quarterdeck.readers.text import action_key, addresses, bounded, cves, cwes, distinct, line
from quarterdeck.readers.times import moment

FAMILY = "nexpose"
_CODES: dict[str, Status] = {
    "ve": "open", "vv": "open", "vp": "open",
    "ee": "muted", "ev": "muted", "ep": "muted",
    "nv": "passed", "ov": "passed", "sv": "not-applicable", "sd": "not-applicable",
    "nt": "not-applicable", "ds": "not-applicable",
}  # fmt: skip
_WORDS: tuple[tuple[str, Status], ...] = (
    ("exception", "muted"),
    ("exclu", "muted"),
    ("overrid", "passed"),
    ("not-vulnerable", "passed"),
    ("skipped", "not-applicable"),
    ("disabled", "not-applicable"),
    ("vulnerable", "open"),
    ("potential", "open"),
)
_TIME = re.compile(r"(\d{8}T\d{6})\d*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What Nexpose knows of a vulnerability, as text; `scores` from the newest CVSS version on."""

    title: str = ""
    level: str = ""
    scores: tuple[str, ...] = ()
    vectors: tuple[str, ...] = ()
    cves: str = ""
    references: tuple[str, ...] = ()
    description: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """What became of one check on one system. `result` is a word or a code of two letters."""

    id: str
    result: str
    port: str = ""
    protocol: str = ""
    key: str = ""
    proof: str = ""
    since: str = ""
    place: str = ""


def finding(system: SystemSeen, check: Check, test: Test) -> FindingSeen:
    """The finding of one test. Without a definition of its check it has no severity to tell."""
    ours = _severity(check)
    port = f"{test.port}/{test.protocol.lower()}".rstrip("/") if test.port not in ("", "0") else ""
    unsure = " (potential)" if test.result.lower() == "vp" or "potential" in test.result else ""
    return FindingSeen(
        system=system,
        weakness=test.id,
        title=check.title or test.id,
        severity=ours,
        severity_word=f"{check.level}{unsure}".strip(),
        score=_score(check),
        category="information" if ours == "none" else "vulnerability",
        status=status_of(test.result),
        cves=cves(check.cves),
        cwes=cwes(check.cves),
        cvss=distinct([line(vector.strip(" ()"), 200) for vector in check.vectors]),
        location=line(f"{port} {test.key}"),
        fix_key=action_key(check.fix),
        fix=bounded(check.fix),
        description=bounded(check.description),
        evidence=bounded(test.proof),
        references=addresses([link for link in check.references if "://" in link]),
        first_seen=time_of(test.since),
        raw_id=test.id,
        place=test.place,
    )


def status_of(result: str) -> Status:
    """What a test came to; "manual" for errors, missing credentials and words we do not know."""
    said = result.strip().lower()
    if said in _CODES:
        return _CODES[said]
    return next((status for word, status in _WORDS if word in said), "manual")


def _score(check: Check) -> float | None:
    found = map(severity.score, check.scores)
    return next((score for score in found if score is not None), None)


def _severity(check: Check) -> Severity:
    level = severity.score(check.level)
    if level is None:
        found = severity.from_word(check.level)
        return found if found != "unknown" else severity.from_score(_score(check))
    bands: tuple[tuple[int, Severity], ...] = ((1, "none"), (4, "low"), (7, "medium"), (8, "high"))
    return next((ours for limit, ours in bands if level < limit), "critical")


def time_of(text: str) -> datetime | None:
    """The moment in "20210211T163822649", or in any other layout of time."""
    found = _TIME.fullmatch(text.strip())
    return moment(found[1] if found else text)
