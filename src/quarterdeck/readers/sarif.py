"""SARIF 2.1: what static analysis, and many a scanner of packages and settings, writes. Every run
is a scan of its own, and every tool a family of its own."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, part, text
from quarterdeck.readers.packages import place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import (
    Category,
    FindingSeen,
    Record,
    ScanHeader,
    Status,
    SystemSeen,
)
from quarterdeck.readers.sarif_grades import category_of, graded
from quarterdeck.readers.sarif_packages import Package, package_facts
from quarterdeck.readers.sarif_places import where
from quarterdeck.readers.sarif_rules import Rule, message, named_cves
from quarterdeck.readers.sarif_run import FAMILY, RUN, Run, runs_of
from quarterdeck.readers.sites import site, website
from quarterdeck.readers.sniffing import json_paths
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import bounded, cwes, line
from quarterdeck.readers.times import moment

__all__ = ["FAMILY", "read", "sniff"]

_RESULTS = f"{RUN}.results"
_PARTS = {f"{RUN}.{name}" for name in ("results", "invocations", "artifacts")}
_FINGERPRINTS = ("hash", "fingerprint", "/v")
_KINDS: dict[str, Status] = {
    "pass": "passed",
    "notapplicable": "not-applicable",
    "review": "manual",
    "open": "manual",
}


def sniff(head: bytes, _name: str) -> float | bool:
    paths = json_paths(head)
    if "runs" not in paths:
        return False
    is_named = b"sarif" in head.lower()
    return "runs.item.tool.driver" in paths or (
        is_named and ("version" in paths or not paths.isdisjoint(_PARTS))
    )


def read(source: Source) -> Iterator[Record]:
    """A header for each run, one that says nothing when there is none; the system if the file names
    it and results were computed; and each result after the system that it sits on."""
    known = runs_of(source)
    if not known:
        yield ScanHeader(family=FAMILY, tool="SARIF", place="runs")
    runs = iter(known)
    run: Run | None = None
    system: SystemSeen | None = None
    for path, place, value in walk(source, (f"{_RESULTS}.item",), marks=(RUN, _RESULTS)):
        if path == RUN:
            run, system = next(runs), None
            yield run.header
            continue
        assert run is not None
        if path == _RESULTS:
            if run.is_named:
                system = run.system
                yield system
            continue
        finding = _finding(source, run, expect(source, value, place), place)
        if finding.system != system:
            system = finding.system
            yield system
        yield finding


def _finding(source: Source, run: Run, result: dict[str, Any], place: str) -> FindingSeen:
    rule = run.rules.of(result)
    path, number = where(run.places, result)
    spot = f"{path}:{number}" if path and number else path
    said = message(run.rules, rule, result)
    category = _category(run, rule, result)
    grade, word, score = graded(run.rules.tool, rule, result)
    cves = named_cves(rule, category, said)
    package = package_facts(rule, said) if category == "vulnerability" else Package()
    return FindingSeen(
        system=_system(run, path),
        weakness=_weakness(source, rule, category, cves, path, said, place),
        title=rule.title or line(said, 200) or line(at(rule.raw, "name")) or rule.id,
        severity=grade if category != "information" else "none",
        severity_word=word,
        score=score,
        category=category,
        status=_status(result),
        cves=cves,
        cwes=rule.cwes or cwes(rule.id),
        location=place_of(package.name, package.version, path) if package.name else spot,
        package=package.name,
        package_version=package.version,
        fixed_version=package.fixed,
        fix_key=upgrade_key(package.ecosystem, package.name),
        fix=upgrade_words(package.name, package.fixed) or _mend(result),
        description=bounded(rule.description),
        evidence=bounded(said),
        references=tuple(filter(None, (at(rule.raw, "helpUri"), at(result, "hostedViewerUri")))),
        first_seen=moment(at(result, "provenance", "firstDetectionTimeUtc")),
        raw_id=_fingerprint(result) or rule.id,
        place=place,
    )


def _category(run: Run, rule: Rule, result: dict[str, Any]) -> Category:
    informs = text(result.get("kind")).lower() == "informational"
    return "information" if informs else category_of(run.rules, rule)


def _system(run: Run, path: str) -> SystemSeen:
    """The run's system, or the web site that the result is about."""
    address = site(path)
    return website(address) if address else run.system


def _weakness(
    source: Source, rule: Rule, category: Category, cves: tuple[str, ...], path: str, said: str,
    place: str,
) -> str:  # fmt: skip
    """The CVE; or the rule, and the file because each is mended apart."""
    name = line(rule.id, 300) or line(said, 120)
    if not name:
        raise source.error(place, "has neither a rule nor a message.", "Export the report again.")
    if category == "vulnerability":
        return cves[0] if len(cves) == 1 else name
    return f"{name} {path}".strip()


def _status(result: dict[str, Any]) -> Status:
    """Muted when suppressed and no suppression is still under review or was rejected."""
    if text(result.get("baselineState")).lower() == "absent":
        return "fixed"
    kind = _KINDS.get(text(result.get("kind")).lower())
    if kind:
        return kind
    suppressions = result.get("suppressions")
    if isinstance(suppressions, list) and suppressions:
        states = {at(s, "status") or at(s, "state") for s in suppressions}
        return "open" if states & {"underReview", "rejected"} else "muted"
    return "muted" if result.get("suppressionStates") else "open"


def _mend(result: dict[str, Any]) -> str:
    fixes = result.get("fixes")
    first = fixes[0] if isinstance(fixes, list) and fixes else {}
    return bounded(at(first, "description", "text"))


def _fingerprint(result: dict[str, Any]) -> str:
    """What the tool knows the result by. Some keep names, dates or an excuse among these."""
    for key in ("fingerprints", "partialFingerprints"):
        for name in sorted(part(result, key)):
            said = line(at(result, key, name), 200)
            if " " not in said and any(word in name.lower() for word in _FINGERPRINTS):
                return said
    return line(at(result, "guid"), 200)
