"""What Tenable's CSV says of the scan itself: on each host, in the output of plugin 19506."""

import re
from dataclasses import dataclass
from datetime import datetime

from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.nessus_columns import IDENTIFIERS, said
from quarterdeck.readers.record import ScanKind
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.times import moment

Host = tuple[str, ...]
_PLUGIN = "19506"
_SAID = re.compile(r"^\s*(Scan policy used|Credentialed checks|Scan Start Date)\s*:(.*)$", re.M)
_START = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})\s+(\d{1,2}):(\d{2})")
_OFFSET = re.compile(r"\(UTC ([+-]\d{2}:\d{2})\)")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class ScanInfo:
    """How a host was scanned. The start is in the scanner's time, UTC where it names no offset."""

    policy: str = ""
    kind: ScanKind = "network"
    started_at: datetime | None = None


def host_of(row: Row) -> Host:
    """Everything by which a row names its host."""
    names = (row.get(column, "") for _, columns in IDENTIFIERS for column in columns)
    return (said(row, "host"), *names)


def scans(source: Source, layout: tuple[str, ...]) -> tuple[dict[Host, ScanInfo], datetime | None]:
    """How each host was scanned, where the file tells, and the latest time that it names. Reads
    the file once."""
    known: dict[Host, ScanInfo] = {}
    latest: datetime | None = None
    for _, row in rows(source, layout):
        latest = max(filter(None, (latest, moment(said(row, "last")))), default=None)
        if said(row, "plugin") == _PLUGIN:
            known[host_of(row)] = scan_info(said(row, "output"))
    return known, latest


def scan_info(output: str) -> ScanInfo:
    """What the plugin's output says; nothing known where it says nothing."""
    told = {name: line(value) for name, value in _SAID.findall(output[:_LONGEST])}
    signed_in = told.get("Credentialed checks", "").lower().startswith("yes")
    return ScanInfo(
        policy=told.get("Scan policy used", ""),
        kind="network-credentialed" if signed_in else "network",
        started_at=_start(told.get("Scan Start Date", "")),
    )


def _start(text: str) -> datetime | None:
    found, offset = _START.search(text), _OFFSET.search(text)
    if not found:
        return None
    year, month, day, hour, minute = map(int, found.groups())
    zone = offset[1] if offset else "+00:00"
    return moment(f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00{zone}")
