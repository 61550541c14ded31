"""ZAP's XML: traditional, plus (with requests and responses), and that of the first versions, where
an alert holds its one place itself. What an alert says stands around its places, which may be many,
so the file is walked twice and an alert never held whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quarterdeck.readers.record import FindingSeen, Record, SystemSeen
from quarterdeck.readers.sniffing import xml_root
from quarterdeck.readers.source import Source
from quarterdeck.readers.spelled_times import spelled
from quarterdeck.readers.text import bounded, line
from quarterdeck.readers.xml_stream import Element, walk
from quarterdeck.readers.zap_findings import (
    FAMILY,
    Alert,
    alert_of,
    finding,
    instance_of,
    system,
)
from quarterdeck.readers.zap_rules import scans

__all__ = ["FAMILY", "read", "sniff"]

_ROOTS = ("OWASPZAPReport", "report")
_WHOLE = ("instance", "statistic", "tags")
_FIELDS = ("pluginid", "alertRef", "alert", "name", "riskcode", "riskdesc", "confidence",
           "reliability", "desc", "solution", "reference", "otherinfo", "cweid", "uri", "method",
           "param", "attack", "evidence")  # fmt: skip
_TAGS = (*_ROOTS, "site", "alertitem", *_WHOLE, *_FIELDS)
_LONGEST = 80_000
_MEND = "Export the report again."
Facts = dict[str, Any]


@dataclass(slots=True)
class _Frame:
    """What the report says of itself and, in their order, of its alerts."""

    rooted: bool = False
    version: str = ""
    generated: str = ""
    alerts: list[Facts] = field(default_factory=list)


def sniff(head: bytes, _name: str) -> float | bool:
    root = xml_root(head)
    return root == "OWASPZAPReport" or (root == "report" and b"<alertitem>" in head)


def read(source: Source) -> Iterator[Record]:
    """Every site under its headers, and a finding for every place of an alert."""
    frame = _frame(source)
    if not frame.rooted:
        raise source.error("line 1", "holds no ZAP report.", _MEND)
    records = _places(source, frame.alerts)
    yield from scans(frame.version, spelled(frame.generated), records)


def _frame(source: Source) -> _Frame:
    """Reads the file once, for everything but the places of alerts."""
    frame = _Frame()
    for kind, element in walk(source, _TAGS, whole=_WHOLE):
        tag, parent = str(element.tag), element.getparent()
        if tag in _ROOTS and kind == "start":
            frame.rooted = True
            frame.version = element.get("version") or ""
            frame.generated = element.get("generated") or ""
        elif tag == "site" and kind == "start" and parent is not None:
            frame.generated = frame.generated or line(parent.text)
        elif tag == "alertitem" and kind == "start":
            frame.alerts.append({})
        elif kind == "end" and parent is not None and parent.tag == "alertitem":
            if tag == "tags":
                frame.alerts[-1][tag] = [_texts(each) for each in element.iterfind("tag")]
            elif tag in _FIELDS:
                frame.alerts[-1][tag] = bounded(element.text, _LONGEST)
    return frame


def _places(source: Source, alerts: list[Facts]) -> Iterator[SystemSeen | FindingSeen]:
    """Each site, and its alerts at each of their places."""
    here: SystemSeen | None = None
    alert: Alert | None = None
    number = places = 0
    for kind, element in walk(source, _TAGS, whole=_WHOLE):
        tag = element.tag
        if tag == "site" and kind == "start":
            here = system(line(element.get("name") or element.get("host"), 255))
            yield here
        elif tag == "alertitem" and kind == "start":
            number, places = number + 1, 0
            alert = alert_of(source, alerts[number - 1], f"alert {number:,}")
            if here is None:
                raise source.error(f"alert {number:,}", "is on no site.", _MEND)
        elif here and alert and kind == "end":
            if tag == "instance":
                places += 1
                where = instance_of(_texts(element))
                yield finding(here, alert, where, f"alert {number:,}, instance {places:,}")
            elif tag == "alertitem" and not places:
                yield finding(here, alert, instance_of(alerts[number - 1]), f"alert {number:,}")


def _texts(element: Element) -> Facts:
    return {str(child.tag): (child.text or "").strip() for child in element.iterchildren("*")}
