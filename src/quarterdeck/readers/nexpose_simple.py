"""The simple XML of old Nexpose versions: which vulnerabilities a host has, not what they are."""

from collections.abc import Iterator

from quarterdeck.readers.hosts import kind_of, system_of
from quarterdeck.readers.nexpose_findings import FAMILY, Check, Test, finding, time_of
from quarterdeck.readers.record import Identifier, Record, ScanHeader, SystemSeen
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.xml_stream import Element, walk

_WHOLE = ("fingerprint", "vulnerability")
_TAGS = ("generated", "device", *_WHOLE)


def simple(source: Source) -> Iterator[Record]:
    """A header, and every device with its findings; a device's system comes with its first one."""
    yield _header(source)
    system: SystemSeen | None = None
    release, devices = "", 0
    for kind, element in walk(source, _TAGS, whole=_WHOLE):
        tag = element.tag
        if tag == "device" and kind == "start":
            release, system, devices = "", None, devices + 1
        elif tag == "fingerprint" and kind == "end" and _is_of_device(element):
            release = line(element.findtext("description"))
        elif kind == "end" and tag in ("vulnerability", "device"):
            if system is None:
                system = _system(source, element, release, f"device {devices:,}")
                yield system
            if tag == "vulnerability":
                place = f"device {devices:,}, line {element.sourceline:,}"
                yield _finding(source, system, element, place)


def _is_of_device(fingerprint: Element) -> bool:
    parent = fingerprint.getparent()
    return parent is not None and parent.tag == "device"


def _header(source: Source) -> ScanHeader:
    first = next((element for _, element in walk(source, _TAGS[:2], ("end",))), None)
    generated = "" if first is None or first.tag == "device" else line(first.text)
    return ScanHeader(
        family=FAMILY, tool="Rapid7 Nexpose", finished_at=time_of(generated), kind="network"
    )


def _system(source: Source, inside: Element, release: str, place: str) -> SystemSeen:
    device = inside if inside.tag == "device" else next(inside.iterancestors("device"), None)
    if device is None:
        raise source.error(place, "a vulnerability belongs to no device.", "Export it again.")
    names = [line(device.get(key), 255) for key in ("dns-name", "name", "address")]
    found: list[Identifier] = [(kind_of(name), name) for name in names if name]
    return system_of(found, release, place) or SystemSeen(name="unnamed host", place=place)


def _finding(source: Source, system: SystemSeen, element: Element, place: str) -> Record:
    id_ = line(element.get("id"))
    if not id_:
        raise source.error(place, "a vulnerability has no id.", "Export the report again.")
    service = next(element.iterancestors("service"), None)
    named = [(each.get("type") or "", line(each.text)) for each in element.iterfind("id")]
    check = Check(
        title=line(element.get("title")),
        level=line(element.get("severity")),
        cves=" ".join(text for kind, text in named if kind.lower() == "cve"),
        references=tuple(text for kind, text in named if kind.lower() == "url"),
    )
    test = Test(
        id=id_.lower(),
        result=line(element.get("resultCode")),
        port="" if service is None else line(service.get("port")).lstrip("0"),
        protocol="" if service is None else line(service.get("protocol")),
        place=place,
    )
    return finding(system, check, test)
