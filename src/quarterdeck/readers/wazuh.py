"""Wazuh, JSON: the API of versions 4.0 to 4.7 (`data.affected_items`), the index of states of 4.8
on and alerts of the detector, as the indexer answers, as lists, and a line each."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, objects, part
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has, json_paths
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.wazuh_facts import (
    FAMILY,
    Facts,
    agent,
    finding,
    of_alert,
    of_api,
    of_state,
)

__all__ = ["FAMILY", "read", "sniff"]

_API, _HITS = "data.affected_items.item", "hits.hits.item"
_LISTS = (_API, _HITS, "item")
_TELLING = (
    ("_source.vulnerability.id",),
    ("_source.data.vulnerability",),
    ("vulnerability.id", "agent.id"),
    ("data.vulnerability.cve",),
)
_ITEM = ("cve", "version", "severity", "cvss3_score")
_EMPTY_API = frozenset(
    ("data", "error", "message", "data.affected_items", "data.failed_items",
     "data.total_affected_items", "data.total_failed_items")
)  # fmt: skip
_EMPTY_HITS = frozenset(
    ("took", "timed_out", "_shards", "_shards.total", "_shards.successful", "_shards.skipped",
     "_shards.failed", "hits", "hits.total", "hits.total.value", "hits.total.relation",
     "hits.max_score", "hits.hits")
)  # fmt: skip


def sniff(head: bytes, _name: str) -> float | bool:
    return (
        _is_line(head)
        or any(json_has(head, *(f"{path}.{key}" for key in _ITEM)) for path in (_API, "item"))
        or any(_tells(head, f"{path}.") for path in (_HITS, "item"))
        or json_has(head, "item.data.affected_items.item.cve")
        or _is_empty(head)
    )


def read(source: Source) -> Iterator[Record]:
    """One header, and what the file says of each agent's packages."""
    head = as_utf8(source.head(HEAD_BYTES))
    header = ScanHeader(family=FAMILY, tool="Wazuh", kind="host", policy=_portion(source, head))
    is_list = json_has(head, "data.affected_items") or json_has(head, "hits.hits")
    return grouped(_seen(source, header, head), header if is_list else None)


def _seen(source: Source, header: ScanHeader, head: bytes) -> Iterator[Seen]:
    paths = ("",) if _is_line(head) else _LISTS
    otherwise = f"the agent in {PurePath(source.name).stem}"
    for _, place, value in walk(source, paths, many=True):
        for raw in _documents(source, expect(source, value, place), place):
            facts = _facts(raw)
            if facts is not None and facts.cve.strip():
                yield header, finding(facts, agent(raw, otherwise), place)
            elif "rule" not in raw:
                problem = "is no vulnerability as Wazuh writes it: it names none."
                raise source.error(place, problem, "Leave the format out, or export it again.")


def _documents(source: Source, raw: dict[str, Any], place: str) -> Iterator[dict[str, Any]]:
    """What a list holds: a document as it is, inside its hit, or an answer of the API with many."""
    answer = part(raw, "data")
    if "affected_items" in answer:
        yield from objects(source, answer["affected_items"], place)
    else:
        yield part(raw, "_source") or raw


def _facts(raw: dict[str, Any]) -> Facts | None:
    if part(raw, "vulnerability"):
        return of_state(raw)
    if part(raw, "data", "vulnerability"):
        return of_alert(raw)
    return of_api(raw) if "cve" in raw else None


def _portion(source: Source, head: bytes) -> str:
    """Which part of the whole the file is: the API and the indexer give 500 or 10,000 at most."""
    if _is_line(head):
        return ""
    count = total = 0
    totals = ("data.total_affected_items", "hits.total", "item.x")
    for path, _, value in walk(source, totals, many=True, marks=(_API, _HITS)):
        if path in (_API, _HITS):
            count += 1
        else:
            said = at(value, "value") or line(str(value), 20)
            total = max(total, int(said) if said.isdecimal() else 0)
    return f"{count} of {total}" if total > count else ""


def _is_line(head: bytes) -> bool:
    return _tells(head, "")


def _tells(head: bytes, start: str) -> bool:
    return any(json_has(head, *(start + key for key in keys)) for keys in _TELLING)


def _is_empty(head: bytes) -> bool:
    paths = json_paths(head)
    if "data.affected_items" in paths and paths <= _EMPTY_API:
        return "message" not in paths or b"vulnerabilit" in head
    return "hits.hits" in paths and "_shards" in paths and paths <= _EMPTY_HITS
