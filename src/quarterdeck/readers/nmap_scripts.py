"""What nmap's scripts found: CVEs by version (vulners, vulscan), tests of one weakness (the vulns
library), and everything else, which only informs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quarterdeck.readers import severity
from quarterdeck.readers.nmap_services import bad_answer
from quarterdeck.readers.packages import place_of, upgrade_key
from quarterdeck.readers.record import FindingSeen, Severity, Status, SystemSeen
from quarterdeck.readers.text import bounded, cves, distinct, line
from quarterdeck.readers.xml_stream import Element

_BY_VERSION = frozenset(("vulners", "vulscan"))
_NOISE = frozenset(("fingerprint-strings",))
_SCORED = re.compile(r"^[ \t]*(CVE-\d{4}-\d{4,9})\s+(\d{1,2}(?:\.\d+)?)\b", re.MULTILINE)
_NAMED = re.compile(r"\[(CVE-\d{4}-\d{4,9})\]\s*(.*)")
_VECTOR = re.compile(r"\((CVSS:[34]\.\d/[A-Z:/]+)\)")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d+)?")
_RISK = re.compile(r"Risk factor: (\w+)")
_STATE = re.compile(r"^[ \t]*State: (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a script ran: a host, or one of its ports and the product that answered there."""

    system: SystemSeen
    port: str = ""
    product: str = ""
    version: str = ""
    place: str = ""


def script_findings(spot: Spot, script: Element) -> Iterator[FindingSeen]:
    """The findings of one <script>."""
    name, output = script.get("id") or "", script.get("output") or ""
    if name in _BY_VERSION:
        yield from _by_version(spot, script, name, output)
        return
    tests = [t for t in (script, *script.iterfind(".//table")) if _elem(t, "state")]
    tests = [test for test in tests if "VULNERABLE" in _elem(test, "state").upper()]
    if tests:
        for test in tests:
            yield _tested(spot, name, output, test)
    elif stated := _STATE.search(output):
        yield _only_in_words(spot, name, output, stated[1])
    elif name and name not in _NOISE:
        yield _answered(spot, name, output)


def _answered(spot: Spot, name: str, output: str) -> FindingSeen:
    """What a script saw, which mostly only informs."""
    wrong = bad_answer(name, output)
    return FindingSeen(
        system=spot.system,
        weakness=f"script {line(name, 200)}",
        title=wrong or f"What the script {line(name, 200)} saw",
        severity="medium" if wrong else "none",
        category="misconfiguration" if wrong else "information",
        location=spot.port,
        evidence=bounded(output),
        raw_id=name,
        place=spot.place,
    )


def _elem(parent: Element, key: str) -> str:
    return next((line(e.text) for e in parent.iterfind("elem") if e.get("key") == key), "")


def _by_version(spot: Spot, script: Element, name: str, output: str) -> Iterator[FindingSeen]:
    """CVEs known for a product's version: nothing was tried, and a patch may hide behind it."""
    scores: dict[str, str] = {}
    words: dict[str, str] = {}
    for table in script.iterfind(".//table"):
        if (identifier := _elem(table, "id").upper()).startswith("CVE-"):
            scores.setdefault(identifier, _elem(table, "cvss"))
    for cve, score in _SCORED.findall(output):
        scores.setdefault(cve, score)
    for cve, said in _NAMED.findall(output):
        scores.setdefault(cve, "")
        words.setdefault(cve, said)
    for cve in cves(output) if not scores and name == "vulscan" else ():
        scores.setdefault(cve, "")
    for cve, said in scores.items():
        score = severity.score(said)
        yield FindingSeen(
            system=spot.system,
            weakness=cve,
            title=line(words.get(cve)) or f"{cve} in {spot.product or 'a service'}",
            severity=severity.from_score(score),
            severity_word=said,
            score=score,
            cves=(cve,),
            location=spot.port,
            package=spot.product,
            package_version=spot.version,
            fix_key=upgrade_key("service", spot.product),
            fix=f"Upgrade {place_of(spot.product, spot.version)}." if spot.product else "",
            evidence="Concluded from the version that the service names; nothing was tried.",
            raw_id=name,
            place=spot.place,
        )


def _tested(spot: Spot, name: str, output: str, test: Element) -> FindingSeen:
    """A test by the vulns library: one weakness, tried, with its state."""
    key = test.get("key") or ""
    named = cves(key, _elem(test, "cve"), *_under(test, "ids"))
    scores = _under(test, "scores")
    numbers = [severity.score(n[0]) for text in scores if (n := _NUMBER.match(text))]
    score = max((number for number in numbers if number is not None), default=None)
    risk = _elem(test, "risk_factor") or next(iter(_RISK.findall(output)), "")
    state = _elem(test, "state")
    return FindingSeen(
        system=spot.system,
        weakness=named[0] if len(named) == 1 else f"{name} {key}".strip(),
        title=_elem(test, "title") or key or name,
        severity=_severity(score, risk),
        severity_word=risk,
        score=score,
        status=_status(state),
        cves=named,
        cvss=distinct([v for text in scores for v in _VECTOR.findall(text)]),
        location=spot.port,
        package=spot.product,
        package_version=spot.version,
        description=bounded("\n".join(_under(test, "description"))),
        evidence=bounded("\n".join((state, *_under(test, "extra_info")))),
        references=distinct(_under(test, "refs"))[:20],
        raw_id=name,
        place=spot.place,
    )


def _under(test: Element, key: str) -> list[str]:
    """The texts in the table with this key, at any depth."""
    tables = [table for table in test.iterfind("table") if table.get("key") == key]
    return [(e.text or "").strip() for table in tables for e in table.iter("elem")]


def _only_in_words(spot: Spot, name: str, output: str, state: str) -> FindingSeen:
    """The same, as old versions wrote it: in the output's words alone."""
    named, risk = cves(output), next(iter(_RISK.findall(output)), "")
    title = output.split("State:")[0].strip().splitlines()
    return FindingSeen(
        system=spot.system,
        weakness=named[0] if len(named) == 1 else name,
        title=line(title[-1] if title else name) or name,
        severity=_severity(None, risk),
        severity_word=risk,
        status=_status(state),
        cves=named,
        location=spot.port,
        package=spot.product,
        package_version=spot.version,
        evidence=bounded(output),
        raw_id=name,
        place=spot.place,
    )


def _status(state: str) -> Status:
    if "NOT VULNERABLE" in state.upper():
        return "passed"
    return "open" if "VULNERABLE" in state.upper() else "manual"


def _severity(score: float | None, risk: str) -> Severity:
    """By score, else by the script's word, else "high": what was tried and worked is no trifle."""
    if score is not None:
        return severity.from_score(score)
    found = severity.from_word(risk)
    return "high" if found == "unknown" else found
