"""Nexpose's CSV reports on vulnerability checks: the basic one, and those of own columns."""

from collections.abc import Iterator
from datetime import datetime

from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.hosts import kind_of, system_of
from quarterdeck.readers.markup import plain
from quarterdeck.readers.nexpose_findings import FAMILY, Check, Test, finding, time_of
from quarterdeck.readers.record import Identifier, Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import csv_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line

__all__ = ["FAMILY", "read", "sniff"]

_REQUIRED = ("asset ip address", "vulnerability id")
_COLUMNS = {
    "names": ("asset names", "hostname(s)", "asset name"),
    "os": ("asset os name", "operating system", "asset os family"),
    "level": ("vulnerability severity level", "vulnerability severity", "severity"),
    "port": ("service port", "port"),
    "protocol": ("service protocol", "protocol"),
    "key": ("vulnerability key", "key"),
    "proof": ("vulnerability proof", "vulnerability test result description", "evidence"),
    "description": ("vulnerability description", "details"),
    "fix": ("vulnerability solution", "solution"),
    "links": ("vulnerability reference urls", "references"),
    "site": ("site name",),
    "since": ("vulnerable since", "vulnerability age start"),
    "tested": ("vulnerability test date", "scan end", "asset last scan date"),
    "result": ("vulnerability test result code", "vulnerability test result"),
}
_SCORES = ("vulnerability cvssv3 score", "vulnerability cvss v3 score", "vulnerability cvss score")
_VECTORS = (
    "vulnerability cvssv3 vector", "vulnerability cvss v3 vector", "vulnerability cvss vector",
)  # fmt: skip


def sniff(head: bytes, _name: str) -> float | bool:
    return csv_has(head, *_REQUIRED)


def read(source: Source) -> Iterator[Record]:
    """A header for every site, as late as its latest test, its hosts and their findings."""
    ends: dict[str, datetime | None] = {}
    for _, row in rows(source, _REQUIRED):
        site, time = line(_said(row, "site")), time_of(_said(row, "tested"))
        ends[site] = max(filter(None, (ends.get(site), time)), default=None)
    if not ends:
        yield _header("", None)
    yield from grouped(_seen(source, ends))


def _header(site: str, end: datetime | None) -> ScanHeader:
    return ScanHeader(
        family=FAMILY, tool="Rapid7 Nexpose", finished_at=end, target=site, kind="network"
    )


def _seen(source: Source, ends: dict[str, datetime | None]) -> Iterator[Seen]:
    headers = {site: _header(site, end) for site, end in ends.items()}
    systems: dict[tuple[str, ...], SystemSeen] = {}
    for number, row in rows(source, _REQUIRED):
        place = f"line {number:,}"
        key = (row.get("asset ip address", ""), _said(row, "names"))
        if key not in systems:
            systems[key] = _system(row, place)
        header = headers[line(_said(row, "site"))]
        yield header, finding(systems[key], _check(row), _test(source, row, place))


def _said(row: Row, name: str) -> str:
    return next((said for column in _COLUMNS[name] if (said := row.get(column, "").strip())), "")


def _system(row: Row, place: str) -> SystemSeen:
    names = _said(row, "names").replace(",", " ").replace(";", " ").split()[:20]
    address = row.get("asset ip address", "").strip()
    found: list[Identifier] = [(kind_of(name), name) for name in (*names, address) if name]
    found += [("mac", mac) for mac in row.get("asset mac addresses", "").replace(",", " ").split()]
    release = f"{_said(row, 'os')} {row.get('asset os version', '')}"
    return system_of(found, release, place) or SystemSeen(name="unnamed host", place=place)


def _check(row: Row) -> Check:
    return Check(
        title=line(row.get("vulnerability title")),
        level=line(_said(row, "level")),
        scores=tuple(row.get(name, "") for name in _SCORES),
        vectors=tuple(row.get(name, "") for name in _VECTORS),
        cves=row.get("vulnerability cve ids", ""),
        references=tuple(_said(row, "links").replace(",", " ").split()),
        description=plain(_said(row, "description")),
        fix=plain(_said(row, "fix")),
    )


def _test(source: Source, row: Row, place: str) -> Test:
    id_ = line(row.get("vulnerability id")).lower()
    if not id_:
        raise source.error(place, "names no check (Vulnerability ID).", "Export it again.")
    return Test(
        id=id_,
        result=_said(row, "result") or "vulnerable",
        port=line(_said(row, "port")),
        protocol=line(_said(row, "protocol")),
        key=line(_said(row, "key")),
        proof=plain(_said(row, "proof")),
        since=_said(row, "since"),
        place=place,
    )
