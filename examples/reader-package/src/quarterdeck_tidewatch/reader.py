"""Tidewatch JSON, versions 1 and 2: one watch over one harbour, its hosts and their alarms."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, required, texts
from quarterdeck.readers.record import (
    FindingSeen,
    Identifier,
    Record,
    ScanHeader,
    Status,
    SystemSeen,
)
from quarterdeck.readers.sniffing import json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, bounded, cves, line
from quarterdeck.readers.times import moment

FAMILY = "tidewatch"
_FACTS = ("tidewatch", "harbour", "ended")
_STATES: dict[str, Status] = {"raised": "open", "silenced": "muted", "calm": "passed"}


def sniff(head: bytes, _name: str) -> float | bool:
    return json_has(head, "tidewatch", "harbour")


def read(source: Source) -> Iterator[Record]:
    """One header; each host, whether it has alarms or not; each alarm."""
    facts = {path: value for path, _, value in walk(source, _FACTS)}
    yield ScanHeader(
        family=FAMILY,
        tool="Tidewatch",
        tool_version=at(facts, "tidewatch"),
        finished_at=moment(at(facts, "ended")),
        target=line(at(facts, "harbour")),
        kind="network",
    )
    system: SystemSeen | None = None
    for path, place, value in walk(source, ("hosts.item.host", "hosts.item.alarms.item")):
        entry = expect(source, value, place)
        if path == "hosts.item.host":
            system = _system(source, entry, place)
            yield system
        elif system is None:
            raise source.error(place, "comes before any host.", "Export the report again.")
        else:
            yield _finding(source, system, entry, place)


def _system(source: Source, host: dict[str, Any], place: str) -> SystemSeen:
    name, address = required(source, host, "name", place), line(at(host, "ip"))
    found: tuple[Identifier, ...] = (("fqdn", name), ("ip", address))
    return SystemSeen(name=name, identifiers=tuple(each for each in found if each[1]))


def _finding(source: Source, system: SystemSeen, alarm: dict[str, Any], place: str) -> FindingSeen:
    known = cves(*texts(alarm.get("cves")))
    rule, advice = required(source, alarm, "rule", place), bounded(at(alarm, "advice"))
    state = at(alarm, "state") or "raised"
    if state not in _STATES:
        problem = f"has the state “{line(state, 40)}”, which Tidewatch does not write."
        raise source.error(place, problem, f"Tidewatch writes {', '.join(_STATES)}.")
    grade = at(alarm, "grade")
    return FindingSeen(
        system=system,
        weakness=known[0] if len(known) == 1 else rule,
        title=line(at(alarm, "says")) or rule,
        severity=severity.from_word(grade),
        severity_word=grade,
        category="information" if severity.from_word(grade) == "none" else "vulnerability",
        status=_STATES[state],
        cves=known,
        location=line(at(alarm, "port")),
        fix=advice,
        fix_key=action_key(advice),
        raw_id=rule,
        place=place,
    )
