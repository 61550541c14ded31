"""Findings from files that hold many scans mixed, as a stream in the order that records keep."""

from collections.abc import Iterable, Iterator

from quarterdeck.readers.record import FindingSeen, Record, ScanHeader, SystemSeen

Seen = tuple[ScanHeader, SystemSeen | FindingSeen]


def grouped(seen: Iterable[Seen], empty: ScanHeader | None = None) -> Iterator[Record]:
    """A header whenever it changes, each system once under it and before its first finding.

    `empty` is the header of a report in which nothing was seen. Memory grows with the systems under
    one header, not with the findings.
    """
    header: ScanHeader | None = None
    systems: set[SystemSeen] = set()
    for under, record in seen:
        if under != header:
            header = under
            systems.clear()
            yield header
        system = record.system if isinstance(record, FindingSeen) else record
        if system not in systems:
            systems.add(system)
            yield system
        if isinstance(record, FindingSeen):
            yield record
    if header is None and empty is not None:
        yield empty
