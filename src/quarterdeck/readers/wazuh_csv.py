"""Wazuh, CSV: the inventory of vulnerabilities as its dashboards export it; old and new columns."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import HEAD_BYTES, csv_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.wazuh_facts import FAMILY, agent, finding, of_api, of_state

__all__ = ["FAMILY", "read", "sniff"]

_LAYOUTS = (
    ("vulnerability.id", "package.name"),
    ("_source.vulnerability.id", "_source.package.name"),
    ("cve", "cvss3_score", "condition"),
    ("cve", "cvss3_score", "detection_time"),
)


def sniff(head: bytes, _name: str) -> float | bool:
    return any(csv_has(head, *layout) for layout in _LAYOUTS)


def read(source: Source) -> Iterator[Record]:
    """One header, and a finding for each row."""
    header = ScanHeader(family=FAMILY, tool="Wazuh", kind="host")
    found = False
    for record in grouped(_seen(source, header)):
        found = True
        yield record
    if not found:
        yield header


def _seen(source: Source, header: ScanHeader) -> Iterator[Seen]:
    head = as_utf8(source.head(HEAD_BYTES))
    layout = next((layout for layout in _LAYOUTS if csv_has(head, *layout)), _LAYOUTS[0])
    otherwise = f"the agent in {PurePath(source.name).stem}"
    for number, row in rows(source, layout):
        raw, place = _nested(row), f"line {number:,}"
        facts = of_api(raw) if "cve" in row else of_state(raw)
        if not facts.cve.strip():
            raise source.error(place, "names no vulnerability.", "Export the report again.")
        yield header, finding(facts, agent(raw, otherwise), place)


def _nested(row: Row) -> dict[str, Any]:
    """The row as the document that it was: "agent.name" is the name in "agent"."""
    root: dict[str, Any] = {}
    for column, said in row.items():
        *keys, last = column.removeprefix("_source.").split(".")
        inner = root
        for key in keys:
            inner = inner.setdefault(key, {})
            if not isinstance(inner, dict):
                break
        else:
            inner[last] = "" if said in ("-", "null") else said
    return root
