"""Microsoft Defender for Endpoint, JSON: vulnerabilities by machine (short and full), the inventory
of machines, answers of advanced hunting; as the API wraps them, as lists, and a line each.

In an archive the members are one scan: the inventory in it names the machines. An inventory alone
is a scan of its own, because it says nothing about weaknesses; so is one page of many.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_times import latest
from quarterdeck.readers.json_value import expect, text
from quarterdeck.readers.ms_defender_rows import (
    FAMILY,
    TOOL,
    finding,
    is_machine,
    is_vulnerability,
    machine,
    said,
    unlisted,
)
from quarterdeck.readers.record import Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has, json_paths
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line

__all__ = ["FAMILY", "read", "sniff"]

_LISTS = ("value.item", "item", "Results.item", "results.item")
_TIMES = [
    f"{path}.{name}"
    for path in _LISTS
    for name in ("lastSeenTimestamp", "LastSeenTimestamp", "eventTimestamp", "lastSeen")
]
_NEXT = "@odata.nextLink"
_EMPTY = frozenset(("@odata.context", "@odata.count", _NEXT, "value"))
_HOSTS = (b"securitycenter.", b"api.security.microsoft.com", b"$metadata#Machines")


@dataclass(frozen=True, slots=True)
class _Export:
    """What all files of one export say together."""

    machines: dict[str, SystemSeen]
    has_vulnerabilities: bool
    exported_at: datetime | None


def sniff(head: bytes, _name: str) -> float | bool:
    return _is_vulnerabilities(head) or _is_inventory(head)


def read(source: Source) -> Iterator[Record]:
    """One header; the machines of an inventory, or a finding for each product on each machine."""
    head = as_utf8(source.head(HEAD_BYTES))
    beside = source.beside()
    export = _archive(source.beside) if beside else _export((source,))
    header = ScanHeader(
        family=FAMILY,
        tool=TOOL,
        finished_at=export.exported_at,
        kind="host",
        policy=("" if beside else _page(source)) if export.has_vulnerabilities else "inventory",
    )
    empty = header if json_has(head, "value") else None
    return grouped(_seen(source, header, head, export.machines), empty)


def _seen(
    source: Source, header: ScanHeader, head: bytes, listed: dict[str, SystemSeen]
) -> Iterator[Seen]:
    for place, row in _rows(source, head):
        if is_vulnerability(row):
            system = listed.get(said(row, "machine")) or unlisted(row)
            has_cve = said(row, "cve")
            yield header, finding(row, system, place) if has_cve else system
        elif is_machine(row):
            yield header, machine(row)
        else:
            problem = "is neither a vulnerability on a machine nor a machine of Defender's."
            raise source.error(place, problem, "Leave the format out, or export it again.")


@lru_cache(maxsize=1)
def _archive(beside: Callable[[], tuple[Source, ...]]) -> _Export:
    return _export(beside())


def _export(sources: tuple[Source, ...]) -> _Export:
    machines: dict[str, SystemSeen] = {}
    times: list[datetime | None] = []
    has_vulnerabilities = False
    for source in sources:
        head = as_utf8(source.head(HEAD_BYTES))
        if _is_inventory(head):
            machines |= {said(row, "id"): machine(row) for _, row in _rows(source, head)}
        elif _is_vulnerabilities(head):
            has_vulnerabilities = True
        else:
            continue
        times.append(latest(source, _TIMES))
    youngest = max((time for time in times if time), default=None)
    return _Export(machines, has_vulnerabilities, youngest)


def _page(source: Source) -> str:
    """Which part of the whole the file is, when the API says that there is more."""
    found = walk(source, (_NEXT, f"item.{_NEXT}"), many=True)
    links = [text(value) for path, _, value in found if path == _NEXT]
    return f"page before {line(links[-1].rpartition('?')[2], 200)}" if links and links[-1] else ""


def _rows(source: Source, head: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, fields in lower case) for each row."""
    alone = _fields(head, "")
    paths = ("",) if is_machine(alone) or is_vulnerability(alone) else _LISTS
    for _, place, value in walk(source, paths, many=True):
        row = expect(source, value, place)
        yield place, {key.lower(): inner for key, inner in row.items()}


def _is_inventory(head: bytes) -> bool:
    return any(map(is_machine, _layouts(head))) or (_is_empty(head) and b"#Machines" in head)


def _is_vulnerabilities(head: bytes) -> bool:
    return any(map(is_vulnerability, _layouts(head))) or (
        _is_empty(head) and b"#Machines" not in head
    )


def _is_empty(head: bytes) -> bool:
    paths = json_paths(head)
    known = {"@odata.context", "value"} <= paths <= _EMPTY
    return known and any(host in head for host in _HOSTS)


def _layouts(head: bytes) -> Iterator[set[str]]:
    for path in ("", *_LISTS):
        yield _fields(head, path)


def _fields(head: bytes, path: str) -> set[str]:
    start = f"{path}." if path else ""
    return {name[len(start) :].lower() for name in json_paths(head) if name.startswith(start)}
