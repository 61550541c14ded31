"""Nexpose's XML report: its scans, its nodes, and the checks that it defines behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from quarterdeck.readers.hosts import kind_of, system_of
from quarterdeck.readers.markup import lines
from quarterdeck.readers.nexpose_findings import FAMILY, Check, time_of
from quarterdeck.readers.record import Identifier, ScanHeader, SystemSeen
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.xml_stream import Element, walk

WHOLE = ("test", "vulnerability")
TAGS = ("scan", "node", "name", "os", "software", "endpoint", "fingerprint", "config", *WHOLE)
_MOST_NAMES = 20
_GONE = ("dead", "unresolved", "filtered")


@dataclass(frozen=True, slots=True)
class Scan:
    name: str = ""
    start: str = ""
    end: str = ""
    status: str = ""


@dataclass(slots=True)
class Node:
    """A host as its report describes it before, between and behind its tests."""

    address: str = ""
    mac: str = ""
    site: str = ""
    template: str = ""
    status: str = ""
    names: list[str] = field(default_factory=list)
    operating_system: str = ""
    has_software: bool = False
    scan: str = ""

    @property
    def answered(self) -> bool:
        return self.status.lower() not in _GONE

    def system(self, place: str) -> SystemSeen:
        found: list[Identifier] = [(kind_of(name), name) for name in self.names]
        found += [(kind_of(self.address), self.address), ("mac", _colons(self.mac))]
        system = system_of(found, self.operating_system, place)
        return system or SystemSeen(name="unnamed host", place=place)


@dataclass(slots=True)
class Frame:
    """What stands around the tests: scans by number, nodes in order, checks by their name."""

    scans: dict[str, Scan] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    checks: dict[str, Check] = field(default_factory=dict)

    def header(self, node: Node) -> ScanHeader:
        """The scan of a node: the one its tests name, else the report's last one. Lists of the
        software that runs there are for those who are signed in."""
        last = next(reversed(self.scans.values()), Scan())
        scan = self.scans.get(node.scan, last)
        ended = f"({scan.status})" if scan.status not in ("", "finished") else ""
        return ScanHeader(
            family=FAMILY,
            tool="Rapid7 Nexpose",
            started_at=time_of(scan.start),
            finished_at=time_of(scan.end),
            target=node.site or scan.name,
            kind="network-credentialed" if node.has_software else "network",
            policy=f"{node.template} {ended}".strip(),
        )


def frame_of(source: Source) -> Frame:
    """Reads the file once, for everything but the tests."""
    frame = Frame()
    open_nodes: list[Node] = []
    for kind, element in walk(source, TAGS, whole=WHOLE):
        if element.tag == "node":
            if kind == "start":
                open_nodes.append(_node(element))
                frame.nodes.append(open_nodes[-1])
            else:
                open_nodes.pop()
        elif kind == "end":
            _take(frame, open_nodes[-1] if open_nodes else Node(), element)
    return frame


def _node(element: Element) -> Node:
    def said(name: str) -> str:
        return line(element.get(name), 255)

    return Node(said("address"), said("hardware-address"), said("site-name"),
                said("scan-template"), said("status"))  # fmt: skip


def _take(frame: Frame, node: Node, element: Element) -> None:
    tag, parent = element.tag, element.getparent()
    above = "" if parent is None else parent.tag
    if tag == "scan":
        get = element.get
        frame.scans[get("id") or ""] = Scan(
            line(get("name")), get("startTime") or "", get("endTime") or "", line(get("status"))
        )
    elif tag == "vulnerability":
        frame.checks[(element.get("id") or "").strip().lower()] = check_of(element)
    elif tag == "test":
        node.scan = max(node.scan, line(element.get("scan-id")), key=lambda n: (len(n), n))
    elif tag == "name" and above == "names" and len(node.names) < _MOST_NAMES:
        node.names.append(line(element.text, 255))
    elif tag == "os" and not node.operating_system:
        parts = (element.get("vendor"), element.get("product"), element.get("version"))
        node.operating_system = line(" ".join(dict.fromkeys(filter(None, parts))))
    elif tag == "software":
        node.has_software = True


def _colons(mac: str) -> str:
    bare = mac.replace(":", "").replace("-", "").lower()
    return ":".join(bare[at : at + 2] for at in range(0, 12, 2)) if len(bare) == 12 else ""


def check_of(element: Element) -> Check:
    """What the report says of a vulnerability."""
    facts = {str(name).lower(): str(value) for name, value in element.attrib.items()}
    named = [(ref.get("source") or "", line(ref.text)) for ref in element.iter("reference")]
    return Check(
        title=line(facts.get("title")),
        level=line(facts.get("severity")),
        scores=(facts.get("cvssv3score", ""), facts.get("cvssscore", "")),
        vectors=(facts.get("cvssv3vector", ""), facts.get("cvssvector", "")),
        cves=" ".join(text for kind, text in named if kind.upper() in ("CVE", "CWE")),
        references=tuple(text for kind, text in named if kind.upper() == "URL"),
        description=prose(element.find("description")),
        fix=prose(element.find("solution")),
    )


def prose(element: Element | None) -> str:
    """The text of paragraphs and lists, a line for each, with the addresses they link to."""
    return "" if element is None else lines("\n".join(_parts(element)))


def _parts(element: Element) -> Iterator[str]:
    for part in element.iter("*"):
        link = part.get("LinkURL")
        yield line(part.text, 4_000) or line(link)
        if part is not element:
            yield line(part.tail, 4_000)
