"""Qualys CSV: reports on hosts or scans, VMDR's list of vulnerabilities, and PCI reports."""

import re
from collections.abc import Iterator
from datetime import datetime

from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.hosts import system_of
from quarterdeck.readers.qualys_findings import (
    FAMILY,
    Check,
    Detection,
    dns,
    finding,
    said,
)
from quarterdeck.readers.record import Identifier, Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import HEAD_BYTES, csv_layout, layout_of
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import cves
from quarterdeck.readers.times import moment

__all__ = ["FAMILY", "read", "sniff"]

_LAYOUTS = (("ip", "qid", "title"), ("asset name", "qid", "title"), ("ip", "qid", "vuln title"))
_COLUMNS = {
    "title": ("title", "vuln title"),
    "level": ("q_severity", "severity"),
    "cves": ("cve id", "cve", "cveid"),
    "type": ("type", "type detected"),
    "status": ("vuln status", "status"),
    "port": ("port",),
    "protocol": ("protocol",),
    "result": ("results", "result"),
    "first": ("first detected",),
    "last": ("last detected", "last scan"),
    "os": ("os", "operating system"),
}
_STAMP = re.compile(r"\d\d/\d\d/\d{4} at \d\d:\d\d:\d\d \(GMT[^)]{0,6}\)")
_BASES = ("cvss4 base", "cvss3.1 base", "cvss3 base", "cvssv3.1 base (nvd)", "cvss base",
          "cvss_base", "cvssv2 base (nvd)")  # fmt: skip


def sniff(head: bytes, _name: str) -> float | bool:
    return csv_layout(head, _LAYOUTS) is not None


def read(source: Source) -> Iterator[Record]:
    """One header, as late as the latest detection, and each row's finding after its system."""
    layout = layout_of(source, _LAYOUTS)
    yield ScanHeader(
        family=FAMILY, tool="Qualys", kind="network", finished_at=_latest(source, layout)
    )
    system: SystemSeen | None = None
    for number, row in rows(source, layout):
        place = f"line {number:,}"
        found = system_of(_identifiers(row), _said(row, "os"), place)
        if found is None:
            raise source.error(place, "has neither an address nor a name.", "Export it again.")
        qid = row.get("qid", "").strip()
        if not qid and not row.get("ip status", "").lower().startswith("host scanned"):
            continue
        if system is None or found.identifiers != system.identifiers:
            system = found
            yield system
        if qid:
            yield finding(system, _check(row), _detection(row, qid, place))


def _latest(source: Source, layout: tuple[str, ...]) -> datetime | None:
    """When anything was last detected; for a scan's result, which has no such column, the last
    time that stands before the head: its launch."""
    times = (moment(_said(row, "last")) for _, row in rows(source, layout))
    latest = max(filter(None, times), default=None)
    if latest:
        return latest
    before = as_utf8(source.head(HEAD_BYTES)).decode("utf-8", "replace").partition("QID")[0]
    stamps = _STAMP.findall(before)
    return moment(stamps[-1]) if stamps else None


def _said(row: Row, name: str) -> str:
    return next((text for column in _COLUMNS[name] if (text := row.get(column, "").strip())), "")


def _identifiers(row: Row) -> Iterator[Identifier]:
    yield "cloud_id", row.get("cloud resource id", "") or row.get("ec2 instance id", "")
    yield dns(row.get("dns", "") or row.get("hostname", "") or row.get("asset name", ""))
    yield "hostname", row.get("netbios", "")
    addresses = " ".join(row.get(name, "") for name in ("ip", "asset ipv4", "asset ipv6"))
    for address in addresses.replace(",", " ").split():
        yield "ip", address
    yield "other", row.get("qg host id", "") or row.get("asset id", "")


def _check(row: Row) -> Check:
    return Check(
        title=_said(row, "title"),
        level=_said(row, "level"),
        cves=cves(_said(row, "cves")),
        base=tuple(text for name in _BASES if (text := row.get(name, "").strip())),
        description=said(row.get("threat"), row.get("impact")),
        fix=said(row.get("solution")),
    )


def _detection(row: Row, qid: str, place: str) -> Detection:
    return Detection(
        qid=qid,
        type=_said(row, "type"),
        status=_said(row, "status"),
        muted=_is_muted(row),
        port=_said(row, "port"),
        protocol=_said(row, "protocol"),
        result=_said(row, "result"),
        first_found=_said(row, "first"),
        place=place,
    )


def _is_muted(row: Row) -> bool:
    """Whether it was ignored, disabled, or accepted as a false positive."""
    yes = ("yes", "true", "1", "approved")
    names = ("ignored", "disabled", "false positive status")
    return any(row.get(name, "").strip().lower() in yes for name in names)
