"""Aqua Trivy JSON: the old list of results, schema 2, and Kubernetes clusters."""

from collections.abc import Iterator

from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import expect
from quarterdeck.readers.record import Record
from quarterdeck.readers.sniffing import json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.trivy_facts import FAMILY as FAMILY
from quarterdeck.readers.trivy_facts import OWNERS, RESULTS, facts_of
from quarterdeck.readers.trivy_findings import MAKERS, changed

_CHANGED = "ExperimentalModifiedFindings"
_LISTS = (*MAKERS, _CHANGED)


def sniff(head: bytes, _name: str) -> float | bool:
    return (
        json_has(head, "SchemaVersion", "ArtifactType")
        or json_has(head, "SchemaVersion", "Results.item.Target")
        or any(json_has(head, f"{owner}.Kind", f"{owner}.Results") for owner in OWNERS)
        or (json_has(head, "ClusterName") and any(json_has(head, o.split(".")[0]) for o in OWNERS))
        or any(json_has(head, "item.Target", f"item.{name}") for name in ("Type", *MAKERS))
    )


def read(source: Source) -> Iterator[Record]:
    """One header, every system that the file names, and its findings in the file's order."""
    facts = facts_of(source)
    yield facts.header
    yield from facts.systems
    results = iter(facts.results)
    result = None
    paths = {f"{start}.{name}.item": name for start in RESULTS for name in _LISTS}
    for path, place, value in walk(source, paths, marks=RESULTS):
        if path in RESULTS:
            result = next(results)
            continue
        assert result is not None
        value = expect(source, value, place)
        make = changed if paths[path] == _CHANGED else MAKERS[paths[path]]
        yield make(source, result, value, place)
