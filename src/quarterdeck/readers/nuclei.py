"""Nuclei's results: JSON Lines and lists, with the keys of old versions (templateID, matched) and
of new ones (template-id, matched-at). They tell what matched, not which templates ran: each folder
and severity of templates is a scan of its own, which looked at the systems where one matched."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_times import latest
from quarterdeck.readers.json_value import expect
from quarterdeck.readers.nuclei_results import FAMILY, finding, system_of, templates_of
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import json_has
from quarterdeck.readers.source import Source

__all__ = ["FAMILY", "read", "sniff"]

_IDS = ("template-id", "templateID", "templateId")


def sniff(head: bytes, _name: str) -> float | bool:
    return any(
        json_has(head, f"{prefix}{name}", f"{prefix}info")
        for prefix in ("", "item.")
        for name in _IDS
    )


def read(source: Source) -> Iterator[Record]:
    """A header, as late as the latest result, wherever it changes, and what was found under it."""
    finished_at = latest(source, ("timestamp", "item.timestamp"))

    def header(policy: str) -> ScanHeader:
        return ScanHeader(
            family=FAMILY, tool="Nuclei", finished_at=finished_at, kind="web", policy=policy
        )

    def seen() -> Iterator[Seen]:
        for number, raw in enumerate(_results(source), start=1):
            found = finding(source, system_of(raw), raw, f"result {number:,}")
            yield header(templates_of(raw)), found

    yield from grouped(seen(), empty=header(""))


def _results(source: Source) -> Iterator[dict[str, Any]]:
    listed = as_utf8(source.head(4_096))[:1] == b"["
    for _, place, value in walk(source, ("item" if listed else "",), many=not listed):
        yield expect(source, value, place)
