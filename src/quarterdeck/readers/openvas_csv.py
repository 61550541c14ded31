"""Greenbone's "CSV Results", with and without quality of detection, EPSS and the later columns."""

from collections.abc import Iterator
from datetime import datetime

from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.hosts import kind_of, system_of
from quarterdeck.readers.openvas_findings import FAMILY, Result, finding
from quarterdeck.readers.record import Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import csv_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.times import moment

__all__ = ["FAMILY", "read", "sniff"]

_REQUIRED = ("ip", "hostname", "nvt name", "severity")
_SUMMARY = ("summary", "vulnerability insight", "impact")


def sniff(head: bytes, _name: str) -> float | bool:
    return csv_has(head, *_REQUIRED)


def read(source: Source) -> Iterator[Record]:
    """A header for every task, as late as its latest row, its hosts and their results."""
    ends = _ends(source)
    if not ends:
        yield _header("", None)
    yield from grouped(_seen(source, ends))


def _ends(source: Source) -> dict[str, datetime | None]:
    """The latest time that the rows of each task name."""
    ends: dict[str, datetime | None] = {}
    for _, row in rows(source, _REQUIRED):
        task, time = _task(row), moment(row.get("timestamp", ""))
        before = ends.setdefault(task, time)
        if time and (before is None or time > before):
            ends[task] = time
    return ends


def _seen(source: Source, ends: dict[str, datetime | None]) -> Iterator[Seen]:
    headers = {task: _header(task, end) for task, end in ends.items()}
    systems: dict[tuple[str, str], SystemSeen] = {}
    for number, row in rows(source, _REQUIRED):
        place = f"line {number:,}"
        key = (row.get("ip", "").strip(), row.get("hostname", "").strip())
        if key not in systems:
            systems[key] = _system(*key, place)
        yield headers[_task(row)], finding(systems[key], _result(source, row, place))


def _header(task: str, end: datetime | None) -> ScanHeader:
    return ScanHeader(
        family=FAMILY, tool="Greenbone OpenVAS", finished_at=end, target=task, kind="network",
        policy=f"{task} (CSV)".strip(),
    )  # fmt: skip


def _task(row: Row) -> str:
    return line(row.get("task name") or row.get("task id"))


def _system(address: str, name: str, place: str) -> SystemSeen:
    names = [known for known in (name if name != address else "", address) if known]
    system = system_of([(kind_of(known), known) for known in names], place=place)
    return system or SystemSeen(name="unnamed host", place=place)


def _result(source: Source, row: Row, place: str) -> Result:
    get = {name: value.strip() for name, value in row.items()}.get
    oid, name = line(get("nvt oid")), line(get("nvt name"))
    if not oid and not name:
        raise source.error(place, "names no check (NVT).", "Export the report again.")
    links = " ".join((get("other references", ""), get("references", ""))).replace(",", " ")
    return Result(
        oid="" if oid == "0" else oid,
        name=name,
        threat=line(get("severity")),
        score=get("cvss", ""),
        quality=get("qod", ""),
        port=f"{get('port', '')}/{get('port protocol', '')}",
        cves=get("cves", ""),
        summary="\n".join(filter(None, (get(column, "") for column in _SUMMARY))),
        fix=get("solution", ""),
        detail=get("specific result", ""),
        product=get("product detection result", ""),
        references=tuple(word.removeprefix("URL:") for word in links.split()),
        uid=line(get("result id")),
        place=place,
    )
