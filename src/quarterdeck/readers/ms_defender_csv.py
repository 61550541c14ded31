"""Microsoft Defender, CSV: advanced hunting over software vulnerabilities, and the API's rows."""

from collections.abc import Iterator

from quarterdeck.readers.csv_table import rows
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.ms_defender_rows import FAMILY, TOOL, finding, said, unlisted
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import HEAD_BYTES, csv_has
from quarterdeck.readers.source import Source

__all__ = ["FAMILY", "read", "sniff"]

_LAYOUTS = (
    ("devicename", "softwarename", "cveid"),
    ("deviceid", "softwarename", "cveid"),
    ("machineid", "productname", "cveid"),
)


def sniff(head: bytes, _name: str) -> float | bool:
    return any(csv_has(head, *layout) for layout in _LAYOUTS)


def read(source: Source) -> Iterator[Record]:
    """One header, and a finding for each row that names a CVE."""
    header = ScanHeader(family=FAMILY, tool=TOOL, kind="host")
    found = False
    for record in grouped(_seen(source, header)):
        found = True
        yield record
    if not found:
        yield header


def _seen(source: Source, header: ScanHeader) -> Iterator[Seen]:
    head = as_utf8(source.head(HEAD_BYTES))
    layout = next((layout for layout in _LAYOUTS if csv_has(head, *layout)), _LAYOUTS[0])
    for number, row in rows(source, layout):
        system = unlisted(row)
        place = f"line {number:,}"
        yield header, finding(row, system, place) if said(row, "cve") else system
