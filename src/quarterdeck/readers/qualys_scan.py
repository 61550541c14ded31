"""The result of one Qualys scan (root SCAN): what each address showed, by category and port."""

from collections.abc import Iterator
from datetime import timedelta

from quarterdeck.readers.hosts import system_of
from quarterdeck.readers.qualys_findings import (
    FAMILY,
    Check,
    Detection,
    dns,
    finding,
    kind_of,
    said,
)
from quarterdeck.readers.record import Identifier, Record, ScanHeader
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import cves, line
from quarterdeck.readers.times import moment
from quarterdeck.readers.xml_stream import Element, walk

ROOT = "SCAN"
_TYPES = {"INFO": "Ig", "SERVICE": "Ig", "VULN": "Vuln", "PRACTICE": "Practice"}


def read(source: Source) -> Iterator[Record]:
    """A header, the system and its findings for every address that answered."""
    run = ScanHeader(family=FAMILY, tool="Qualys", kind="network")
    number = 0
    for _, element in walk(source, ("HEADER", "IP"), ("end",)):
        if element.tag == "HEADER":
            run = _header(element)
        elif _is_address(element):
            number += 1
            yield from _address(source, run, element, f"IP {number:,}")
    if not number:
        yield run


def _is_address(element: Element) -> bool:
    return element.get("value") is not None and element.find("ERROR") is None


def _header(header: Element) -> ScanHeader:
    keys = {key.get("value") or "": line(key.text) for key in header.iterfind("KEY")}
    start = moment(keys.get("DATE") or keys.get("SCAN_DATE") or "")
    spent = keys.get("DURATION", "").split(":")
    finish = None
    if start and len(spent) == 3 and all(part.isdecimal() and len(part) < 6 for part in spent):
        hours, minutes, seconds = map(int, spent)
        finish = start + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return ScanHeader(
        family=FAMILY, tool="Qualys", kind="network", started_at=start, finished_at=finish,
        policy=line(header.findtext("OPTION_PROFILE/OPTION_PROFILE_TITLE")),
    )  # fmt: skip


def _address(source: Source, run: ScanHeader, address: Element, place: str) -> Iterator[Record]:
    found: tuple[Identifier, ...] = (
        dns(address.get("name") or ""),
        ("hostname", address.findtext("NETBIOS_HOSTNAME") or ""),
        ("ip", address.get("value") or ""),
    )
    system = system_of(found, address.findtext("OS") or "", place)
    if system is None:
        raise source.error(place, "has neither an address nor a name.", "Export it again.")
    entries = [
        (category, entry)
        for category in address.iterfind("*/CAT")
        for entry in category
        if entry.tag in _TYPES
    ]
    seen = [
        _detection(source, category, entry, f"{place}, finding {number:,}")
        for number, (category, entry) in enumerate(entries, start=1)
    ]
    yield ScanHeader(
        family=FAMILY, tool="Qualys", kind=kind_of("", seen), policy=run.policy, place=place,
        started_at=run.started_at, finished_at=run.finished_at,
    )  # fmt: skip
    yield system
    for (_, entry), detection in zip(entries, seen, strict=True):
        yield finding(system, _check(entry), detection)


def _detection(source: Source, category: Element, entry: Element, place: str) -> Detection:
    qid = line(entry.get("number"))
    if not qid:
        raise source.error(place, "lacks its number (QID).", "Export the scan again.")
    return Detection(
        qid=qid,
        type=_TYPES[str(entry.tag)],
        port=line(category.get("port")),
        protocol=line(category.get("protocol")),
        result=entry.findtext("RESULT") or "",
        place=place,
    )


def _check(entry: Element) -> Check:
    links = [line(url.text) for url in entry.iterfind("VENDOR_REFERENCE_LIST//URL")]
    listed = [e.text or "" for e in entry.iterfind("CVE_ID_LIST/CVE_ID/ID")]
    return Check(
        title=line(entry.findtext("TITLE")),
        level=line(entry.get("severity")),
        cves=cves(entry.get("cveid") or "", *listed),
        base=tuple(t for name in ("CVSS3_BASE", "CVSS_BASE") if (t := line(entry.findtext(name)))),
        description=said(entry.findtext("DIAGNOSIS"), entry.findtext("CONSEQUENCE")),
        fix=said(entry.findtext("SOLUTION")),
        references=tuple(link for link in links if "://" in link),
    )
