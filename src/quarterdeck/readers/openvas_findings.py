"""What OpenVAS says of one result, in XML or CSV, and the finding it makes.

A threat is High, Medium, Low (Critical since 2024), or Log, Debug, Error: those only inform.
"""

import re
from dataclasses import dataclass

from quarterdeck.readers import severity
from quarterdeck.readers.packages import place_of
from quarterdeck.readers.record import Category, FindingSeen, Severity, Status, SystemSeen
from quarterdeck.readers.text import LONGEST, action_key, addresses, bounded, cves, distinct, line

FAMILY = "openvas"
_INFORM = frozenset(("log", "debug", "error", "error message", "none", "info"))
_FALSE = frozenset(("false positive", "false p."))
_THREATS = frozenset(("critical", "high", "medium", "low"))
_CPE = re.compile(r"cpe:/[aoh]:([^:\s]+):([^:\s]+)(?::([^:\s]+))?")
_CARRIED = re.compile(r"The host carries the product: (cpe:\S+)")
_PORT = re.compile(r"(\d{1,5})/(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result as text. `original` is the threat before an override, `delta` what became of it
    since the report that this one is compared with, `compliance` the outcome of an audit."""

    oid: str
    name: str
    threat: str = ""
    score: str = ""
    original: str = ""
    quality: str = ""
    port: str = ""
    cves: str = ""
    vectors: tuple[str, ...] = ()
    summary: str = ""
    fix: str = ""
    detail: str = ""
    product: str = ""
    references: tuple[str, ...] = ()
    compliance: str = ""
    delta: str = ""
    refuted: bool = False
    uid: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    severity: Severity
    category: Category = "vulnerability"
    status: Status = "open"


_AUDIT = {
    "yes": Grade("unknown", "misconfiguration", "passed"),
    "no": Grade("medium", "misconfiguration"),
    "incomplete": Grade("unknown", "misconfiguration", "manual"),
}


def finding(system: SystemSeen, result: Result) -> FindingSeen:
    """The finding of one result."""
    grade = grade_of(result)
    vendor, package, version = _product(result)
    fix = line(result.fix, LONGEST)
    return FindingSeen(
        system=system,
        weakness=result.oid or result.name,
        title=result.name or result.oid,
        severity=grade.severity,
        severity_word=result.threat,
        score=severity.score(result.score),
        category=grade.category,
        status=grade.status,
        cves=cves(result.oid, result.cves),
        cvss=distinct([vector for text in result.vectors if (vector := line(text, 200))]),
        location=_location(result.port) or place_of(package, version),
        package=package,
        package_version=version,
        fix_key=_fix_key(result.oid, f"{vendor}:{package}".strip(":"), fix),
        fix=fix,
        description=bounded(result.summary),
        evidence=_evidence(result),
        references=addresses([link for link in result.references if "://" in link]),
        raw_id=result.uid,
        place=result.place,
    )


def grade_of(result: Result) -> Grade:
    """What a result amounts to. A threat that an override took down to Log is an accepted one."""
    audited = _AUDIT.get(result.compliance.lower())
    if audited:
        return audited
    word, before = result.threat.lower(), result.original.lower()
    known = word if word not in _FALSE | _INFORM or before not in _THREATS else before
    ours = severity.from_word(known) if known not in _INFORM else "none"
    if ours == "unknown" and word not in _FALSE:
        ours = severity.from_score(severity.score(result.score))
    refuted = result.refuted or word in _FALSE or known != word
    if result.delta == "gone":
        return Grade(ours, "vulnerability", "fixed")
    if refuted:
        return Grade(ours, "vulnerability", "muted")
    return Grade(ours, "information" if ours == "none" else "vulnerability")


def _product(result: Result) -> tuple[str, str, str]:
    """Vendor, product and version that the result was found in."""
    carried = _CARRIED.search(result.detail[:2_000])
    found = _CPE.search(result.product or (carried[1] if carried else ""))
    return (found[1], found[2][:200], (found[3] or "")[:200]) if found else ("", "", "")


def _location(port: str) -> str:
    """ "443/tcp" from "https (443/tcp)"; "" for "general/tcp", which means the host."""
    found = _PORT.search(port)
    return f"{found[1]}/{found[2].lower()}" if found else ""


def _fix_key(oid: str, product: str, fix: str) -> str:
    """One action closes what the same words close in one product. Words that name no version,
    such as "install the updated packages", mean another action for every check."""
    if not fix:
        return f"upgrade:cpe:{product}" if product else ""
    subject = product or ("" if re.search(r"\d", fix) else oid)
    return action_key(f"{subject} {fix}")


def _evidence(result: Result) -> str:
    quality = f"Quality of detection: {result.quality}%" if result.quality else ""
    return bounded("\n".join(filter(None, (bounded(result.detail, 3_900), quality))))
