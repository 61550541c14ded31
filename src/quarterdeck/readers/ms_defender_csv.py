"""Microsoft Defender, CSV: advanced hunting over software vulnerabilities, and the API's rows."""

from collections.abc import Iterator

from quarterdeck.readers.csv_table import rows
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.ms_defender_rows import FAMILY, TOOL, finding, said, unlisted
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import csv_layout, layout_of
from quarterdeck.readers.source import Source

__all__ = ["FAMILY", "read", "sniff"]

_LAYOUTS = (
    ("devicename", "softwarename", "cveid"),
    ("deviceid", "softwarename", "cveid"),
    ("machineid", "productname", "cveid"),
)


def sniff(head: bytes, _name: str) -> float | bool:
    return csv_layout(head, _LAYOUTS) is not None


def read(source: Source) -> Iterator[Record]:
    """One header, and a finding for each row that names a CVE."""
    header = ScanHeader(family=FAMILY, tool=TOOL, kind="host")
    return grouped(_seen(source, header), header)


def _seen(source: Source, header: ScanHeader) -> Iterator[Seen]:
    layout = layout_of(source, _LAYOUTS)
    for number, row in rows(source, layout):
        system = unlisted(row)
        place = f"line {number:,}"
        yield header, finding(row, system, place) if said(row, "cve") else system
