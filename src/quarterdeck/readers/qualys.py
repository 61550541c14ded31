"""Qualys XML: the report on hosts (ASSET_DATA_REPORT), the API's list of detections, and the result
of one scan (SCAN). Every host is a scan of its own, as late as anything was found on it. Reports of
Web Application Scanning are read in `qualys_was`."""

from collections.abc import Iterator

from quarterdeck.readers import qualys_scan, qualys_was
from quarterdeck.readers.encoding import as_utf8
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
from quarterdeck.readers.sniffing import HEAD_BYTES, xml_root
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import cves, line
from quarterdeck.readers.times import moment
from quarterdeck.readers.xml_stream import Element, walk

__all__ = ["FAMILY", "read", "sniff"]

_HOSTS = ("ASSET_DATA_REPORT", "HOST_LIST_VM_DETECTION_OUTPUT", "QUALYS_REPORT")
_TAGS = ("HEADER", "HOSTS", "HOST", "VULN_DETAILS", "DATETIME")
_BASES = ("CVSS3_SCORE/CVSS3_BASE", "CVSS_SCORE/CVSS_BASE", "CVSS3_FINAL", "CVSS_FINAL")
_LISTED = ("VULN_INFO_LIST/VULN_INFO", "DETECTION_LIST/DETECTION")
_AUTHENTICATED, _SCANNED = "LAST_VM_AUTH_SCANNED_DATE", "LAST_VM_SCANNED_DATE"


def sniff(head: bytes, _name: str) -> float | bool:
    return xml_root(head) in (*_HOSTS, *qualys_was.ROOTS, qualys_scan.ROOT)


def read(source: Source) -> Iterator[Record]:
    """A header, the system and its findings for every host; one bare header if there is none."""
    root = xml_root(as_utf8(source.head(HEAD_BYTES)))
    if root == qualys_scan.ROOT:
        yield from qualys_scan.read(source)
    elif root in qualys_was.ROOTS:
        yield from qualys_was.read(source)
    elif root in _HOSTS:
        yield from _report(source)


def _report(source: Source) -> Iterator[Record]:
    policy, generated, checks = _frame(source)
    number = 0
    for _, host in walk(source, _TAGS, ("end",)):
        if host.tag == "HOST":
            number += 1
            yield from _host(source, host, policy, generated, checks, f"HOST {number:,}")
    if not number:
        yield ScanHeader(
            family=FAMILY, tool="Qualys", kind="network", policy=policy,
            finished_at=moment(generated),
        )  # fmt: skip


def _frame(source: Source) -> tuple[str, str, dict[str, Check]]:
    """What stands around the hosts, partly after them: template, time, what each QID means."""
    policy = generated = ""
    checks: dict[str, Check] = {}
    for _, element in walk(source, _TAGS, ("end",)):
        if element.tag == "VULN_DETAILS":
            checks[_qid(element) or line(element.get("id"))] = _check(element)
        elif element.tag == "HEADER":
            policy = line(element.findtext("TEMPLATE"))
            generated = line(element.findtext("GENERATION_DATETIME"))
        elif element.tag == "DATETIME" and not generated:
            generated = line(element.text)
    return policy, generated, checks


def _check(details: Element) -> Check:
    links = [line(url.text) for url in details.iterfind("VENDOR_REFERENCE_LIST//URL")]
    return Check(
        title=line(details.findtext("TITLE") or details.findtext("VULN_TITLE")),
        level=line(details.findtext("SEVERITY")),
        cves=cves(*((e.text or "") for e in details.iterfind("CVE_ID_LIST/CVE_ID/ID"))),
        base=tuple(text for path in _BASES if (text := line(details.findtext(path)))),
        description=said(details.findtext("THREAT"), details.findtext("IMPACT")),
        fix=said(details.findtext("SOLUTION")),
        references=tuple(link for link in links if "://" in link),
    )


def _host(
    source: Source, host: Element, policy: str, generated: str, checks: dict[str, Check], place: str
) -> Iterator[Record]:
    if host.find("ERROR") is not None:
        return
    system = system_of(_identifiers(host), _operating_system(host), place)
    if system is None:
        raise source.error(place, "has neither an address nor a name.", "Export it again.")
    found = [entry for path in _LISTED for entry in host.iterfind(path)]
    seen = [
        _detection(source, entry, f"{place}, finding {n:,}") for n, entry in enumerate(found, 1)
    ]
    kind = kind_of(line(host.findtext("TRACKING_METHOD")), seen)
    if kind == "network" and host.findtext(_AUTHENTICATED):
        signed_in = host.findtext(_AUTHENTICATED) == host.findtext(_SCANNED)
        kind = "network-credentialed" if signed_in else kind
    latest = max(filter(None, (moment(text) for text in _times(host, found))), default=None)
    yield ScanHeader(
        family=FAMILY, tool="Qualys", kind=kind, policy=policy, place=place,
        finished_at=latest or moment(generated),
    )  # fmt: skip
    yield system
    for entry, detection in zip(found, seen, strict=True):
        yield finding(system, checks.get(detection.qid) or _check(entry), detection)


def _identifiers(host: Element) -> Iterator[Identifier]:
    for name in ("CLOUD_RESOURCE_ID", "EC2_INSTANCE_ID"):
        yield "cloud_id", host.findtext(name) or ""
    yield dns(host.findtext("DNS") or "")
    yield "hostname", host.findtext("NETBIOS") or ""
    yield "ip", host.findtext("IP") or ""
    yield "ip", host.findtext("IPV6") or ""
    yield "other", host.findtext("QG_HOSTID") or ""


def _operating_system(host: Element) -> str:
    return host.findtext("OPERATING_SYSTEM") or host.findtext("OS") or ""


def _times(host: Element, found: list[Element]) -> Iterator[str]:
    yield line(host.findtext("LAST_SCAN_DATETIME") or host.findtext(_SCANNED))
    for entry in found:
        yield line(entry.findtext("LAST_FOUND") or entry.findtext("LAST_FOUND_DATETIME"))


def _qid(element: Element) -> str:
    """The number of a check, which some reports give in an attribute alone."""
    named = element.find("QID")
    if named is None:
        return ""
    return line(named.text) or line(named.get("id")).removeprefix("qid_")


def _detection(source: Source, entry: Element, place: str) -> Detection:
    qid = _qid(entry)
    if not qid:
        raise source.error(place, "lacks its QID.", "Export the report again.")
    return Detection(
        qid=qid,
        type=line(entry.findtext("TYPE")),
        status=line(entry.findtext("VULN_STATUS") or entry.findtext("STATUS")),
        muted="1" in (entry.findtext("IS_IGNORED"), entry.findtext("IS_DISABLED")),
        port=line(entry.findtext("PORT")),
        protocol=line(entry.findtext("PROTOCOL")),
        result=entry.findtext("RESULT") or entry.findtext("RESULTS") or "",
        first_found=line(entry.findtext("FIRST_FOUND") or entry.findtext("FIRST_FOUND_DATETIME")),
        place=place,
    )
