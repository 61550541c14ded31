"""Formats of the outside world → plain frozen records. One module a tool family."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from warnings import warn

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.errors import ReadError, line_of
from quarterdeck.readers.record import FindingSeen, Record, ScanHeader, SystemSeen
from quarterdeck.readers.record_bounds import bounded_record
from quarterdeck.readers.sniffing import HEAD_BYTES
from quarterdeck.readers.source import Source, sources
from quarterdeck.readers.strangers import looks_like

__all__ = [
    "FindingSeen",
    "ReadError",
    "Reader",
    "Record",
    "ScanHeader",
    "Source",
    "SystemSeen",
    "read",
    "registry",
    "sniff",
]

GROUP = "quarterdeck.readers"
_NOTHING = (b"[]", b"{}", b'{"value":[]}')
_LONGEST_NOTHING = 200


class Reader(Protocol):
    """What a reader module offers. `sniff` gets the head in UTF-8 and the file's name."""

    FAMILY: str

    def sniff(self, head: bytes, name: str, /) -> float | bool: ...

    def read(self, source: Source) -> Iterator[Record]: ...


@lru_cache(maxsize=1)
def registry() -> MappingProxyType[str, Reader]:
    """The readers by format name, ours and those of installed packages.

    A package whose reader cannot be loaded is left out with a warning: it must not keep the
    others from their work.
    """
    found: dict[str, Reader] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found[point.name] = point.load()
        except Exception as error:
            problem = f"The reader “{point.name}” cannot be loaded: {line_of(error)}."
            warn(problem, RuntimeWarning, stacklevel=2)
    return MappingProxyType(found)


def sniff(path: str | Path) -> str:
    """The format of the file at `path`, by its content; of the first report in an archive.

    Raises ReadError when no reader knows it.
    """
    return _sniffed(_telling(sources(path))[0])


def read(path: str | Path, format: str | None = None) -> Iterator[Record]:  # noqa: A002
    """The records in the file at `path`, in its order, with memory that does not grow with it.

    Every archive member is read in turn. Raises ReadError, also in the middle of the stream: who
    stores what comes must do so whole or not at all.
    """
    if format is not None and format not in registry():
        problem = f"is asked to be read as “{format}”, which is no format."
        raise ReadError(str(path), "", problem, f"Choose one of: {', '.join(registry())}.")
    for source in _telling(sources(path)):
        reader = registry()[format or _sniffed(source)]
        yield from _guarded(source, reader, format is None or _may_be(source, reader))


def _telling(members: list[Source]) -> list[Source]:
    """The reports; of an archive only those that say anything, if any does."""
    said = [member for member in members if len(members) == 1 or not _is_nothing(member)]
    return said or members


def _is_nothing(source: Source) -> bool:
    return b"".join(as_utf8(source.head(_LONGEST_NOTHING)).split()) in _NOTHING


def _may_be(source: Source, reader: Reader) -> bool:
    """Whether the file is the reader's by its head, or the nothing that JSON tools write."""
    return _is_nothing(source) or _score(source, reader, as_utf8(source.head(HEAD_BYTES))) > 0


def _score(source: Source, reader: Reader, head: bytes) -> float:
    """How sure the reader is; not at all, with a warning, when it fails on what is not its own."""
    try:
        return float(reader.sniff(head, source.name))
    except Exception as error:
        problem = f"The reader of {reader.FAMILY} fails on {source.path}: {line_of(error)}."
        warn(problem, RuntimeWarning, stacklevel=2)
        return 0.0


def _sniffed(source: Source) -> str:
    head = as_utf8(source.head(HEAD_BYTES))
    if not head:
        problem = "is empty or blank, which says nothing about any system."
        raise source.error("byte 0", problem, "Export the report again.")
    scores = {name: _score(source, reader, head) for name, reader in registry().items()}
    best = max(scores, key=lambda name: scores[name], default="")
    if not best or scores[best] <= 0:
        seems = looks_like(head)
        problem = "format not recognised" + (f" (looks like {seems})." if seems else ".")
        raise source.error("line 1", problem, f"Formats that can be read: {', '.join(registry())}.")
    return best


def _sound(source: Source, record: Record) -> Record:
    """The record within its bounds. Raises ReadError for a finding of nothing."""
    if isinstance(record, FindingSeen) and not (record.weakness and record.title):
        raise source.error(record.place, "has a finding without a name.", "Export it again.")
    return bounded_record(record)


def _guarded(source: Source, reader: Reader, is_known: bool) -> Iterator[Record]:
    """The reader's records. From a file that it does not know by its head it must draw a finding:
    else any other tool's report would be a scan that found nothing."""
    headed = False
    try:
        records = (_sound(source, record) for record in reader.read(source))
        for record in records:
            yield record
            headed |= isinstance(record, ScanHeader)
            is_known |= isinstance(record, FindingSeen)
            if headed and is_known:
                break
        yield from records
    except (ReadError, GeneratorExit):
        raise
    except Exception as error:
        problem = f"is not as {reader.FAMILY} writes it: {type(error).__name__}, {line_of(error)}."
        raise source.error("", problem, "Please report this as a bug.") from error
    if not headed or not is_known:
        problem = f"holds no {reader.FAMILY} report."
        raise source.error("line 1", problem, "Leave the format out, or export it again.")
