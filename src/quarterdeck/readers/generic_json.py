"""Our own JSON: the records themselves, one a line or in one list; see `docs/readers.md`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from quarterdeck.readers import severity
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.errors import ReadError
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.record import FindingSeen, Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import addresses, bounded, distinct

FAMILY = "generic"
_MEND = "docs/readers.md lists the fields and what each may hold."


def sniff(head: bytes, _name: str) -> float | bool:
    return any(
        json_has(head, *(f"{start}{key}" for key in ("type", "family", "tool")))
        for start in ("", "item.")
    )


def read(source: Source) -> Iterator[Record]:
    """The records as they stand, after a check that each names what it belongs to."""
    is_list = as_utf8(source.head(4_096)).startswith(b"[")
    headed = False
    systems: set[SystemSeen] = set()
    for _, place, value in walk(source, ("item",) if is_list else ("",), many=not is_list):
        record = _record(source, value, place)
        if isinstance(record, ScanHeader):
            headed = True
            systems.clear()
        elif not headed:
            raise source.error(place, "comes before any record of type “scan”.", _MEND)
        elif isinstance(record, SystemSeen):
            systems.add(record)
        elif record.system not in systems:
            systems.add(record.system)
            yield record.system
        yield record


def _record(source: Source, value: Any, place: str) -> Record:
    try:
        found: Record = msgspec.convert(value, Record)
    except msgspec.ValidationError as error:
        raise _wrong(source, str(error), place) from error
    _name_all(source, found, place)
    if isinstance(found, ScanHeader):
        times = (_aware(found.started_at), _aware(found.finished_at))
        return replace(found, started_at=times[0], finished_at=times[1])
    return _bounded(found, place) if isinstance(found, FindingSeen) else found


def _name_all(source: Source, found: Record, place: str) -> None:
    """Raises ReadError when a name that identity hangs on is blank."""
    if isinstance(found, FindingSeen):
        names = {"weakness": found.weakness, "title": found.title, "system": found.system.name}
    else:
        names = {"name": found.name} if isinstance(found, SystemSeen) else {"family": found.family}
    for field, name in names.items():
        if not name.strip():
            raise source.error(f"{place}, {field}", "is blank.", _MEND)


def _wrong(source: Source, problem: str, place: str) -> ReadError:
    what, _, where = problem.partition(" - at ")
    field = where.strip("`").removeprefix("$.")
    return source.error(f"{place}, {field}" if field else place, f"{what}.", _MEND)


def _aware(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time


def _bounded(found: FindingSeen, place: str) -> FindingSeen:
    return replace(
        found,
        weakness=bounded(found.weakness, 500),
        title=bounded(found.title, 500),
        score=severity.score(str(found.score)) if found.score is not None else None,
        cves=distinct([cve.upper() for cve in found.cves]),
        fix=bounded(found.fix),
        description=bounded(found.description),
        evidence=bounded(found.evidence),
        references=addresses(found.references),
        first_seen=_aware(found.first_seen),
        place=found.place or place,
    )
