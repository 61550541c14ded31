"""Wazuh, CSV: the inventory of vulnerabilities as its dashboards export it; old and new columns."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import csv_layout, layout_of
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
    return csv_layout(head, _LAYOUTS) is not None


def read(source: Source) -> Iterator[Record]:
    """One header, and a finding for each row."""
    header = ScanHeader(family=FAMILY, tool="Wazuh", kind="host")
    return grouped(_seen(source, header), header)


def _seen(source: Source, header: ScanHeader) -> Iterator[Seen]:
    layout = layout_of(source, _LAYOUTS)
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
