"""Rapid7 Nexpose and InsightVM: the XML report (1.0, 2.0), and the simple XML of old versions.
What a check means stands behind the tests, so the report is walked twice."""

from collections.abc import Iterator

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.nexpose_findings import FAMILY, Check, Test, finding
from quarterdeck.readers.nexpose_frame import TAGS, WHOLE, Frame, Node, frame_of, prose
from quarterdeck.readers.nexpose_simple import simple
from quarterdeck.readers.record import Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import HEAD_BYTES, xml_root
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.xml_stream import Element, walk

__all__ = ["FAMILY", "read", "sniff"]

_MEND = "Export the report again."


def sniff(head: bytes, _name: str) -> float | bool:
    return xml_root(head) in ("NexposeReport", "NeXposeSimpleXML")


def read(source: Source) -> Iterator[Record]:
    """A header for every scan, its hosts, and a finding for every test, passed ones too."""
    if xml_root(as_utf8(source.head(HEAD_BYTES))) == "NeXposeSimpleXML":
        yield from simple(source)
        return
    frame = frame_of(source)
    if not frame.nodes:
        yield frame.header(Node())
    yield from grouped(_tests(source, frame))


def _tests(source: Source, frame: Frame) -> Iterator[Seen]:
    begun = 0
    open_nodes: list[tuple[ScanHeader, SystemSeen]] = []
    for kind, element in walk(source, TAGS, whole=WHOLE):
        if element.tag == "node" and kind == "start":
            node = frame.nodes[begun]
            begun += 1
            open_nodes.append((frame.header(node), node.system(f"node {begun:,}")))
            if node.answered:
                yield open_nodes[-1]
        elif element.tag == "node":
            open_nodes.pop()
        elif element.tag == "test" and kind == "end":
            place = f"node {begun:,}, line {element.sourceline:,}"
            if not open_nodes:
                raise source.error(place, "a test stands in no node.", _MEND)
            header, system = open_nodes[-1]
            test = _test(source, element, place)
            yield header, finding(system, frame.checks.get(test.id, Check()), test)


def _test(source: Source, element: Element, place: str) -> Test:
    endpoint = next(element.iterancestors("endpoint"), None)
    get = element.get if endpoint is None else endpoint.get
    return Test(
        id=_id(source, element, place),
        result=line(element.get("status")),
        port=line(get("port")) if endpoint is not None else "",
        protocol=line(get("protocol")) if endpoint is not None else "",
        key=line(element.get("key")),
        proof=prose(element),
        since=element.get("vulnerable-since") or "",
        place=place,
    )


def _id(source: Source, element: Element, place: str) -> str:
    found = line(element.get("id")).lower()
    if not found:
        raise source.error(place, "a test does not name its check (id).", _MEND)
    return found
