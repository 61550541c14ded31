"""Aqua Trivy JSON: the old list of results, schema 2, and Kubernetes clusters.

A run looks for packages, settings, secrets or licences, as it is told. Each is a scan of its own,
seen where the report has a result of that sort, so that a run that looked for one calls no other
fixed.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import expect
from quarterdeck.readers.record import Category, FindingSeen, Record, SystemSeen
from quarterdeck.readers.sniffing import json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.trivy_facts import FAMILY as FAMILY
from quarterdeck.readers.trivy_facts import OWNERS, RESULTS, Facts, facts_of
from quarterdeck.readers.trivy_findings import MAKERS, changed

_CHANGED = "ExperimentalModifiedFindings"
_LISTS = (*MAKERS, _CHANGED)
_PACKAGES = "vulnerabilities"
_BY_CLASS = {
    "": _PACKAGES,
    "os-pkgs": _PACKAGES,
    "lang-pkgs": _PACKAGES,
    "config": "misconfigurations",
    "secret": "secrets",
    "license": "licences",
    "license-file": "licences",
}
_BY_CATEGORY: dict[Category, str] = {
    "vulnerability": _PACKAGES,
    "misconfiguration": "misconfigurations",
    "secret": "secrets",
    "information": "licences",
}


def sniff(head: bytes, _name: str) -> float | bool:
    return (
        json_has(head, "SchemaVersion", "ArtifactType")
        or json_has(head, "SchemaVersion", "Results.item.Target")
        or any(json_has(head, f"{owner}.Kind", f"{owner}.Results") for owner in OWNERS)
        or (json_has(head, "ClusterName") and any(json_has(head, o.split(".")[0]) for o in OWNERS))
        or any(json_has(head, "item.Target", f"item.{name}") for name in ("Type", *MAKERS))
    )


def read(source: Source) -> Iterator[Record]:
    """A header for each sort of weakness that was looked for, the systems, and the findings in the
    file's order."""
    facts = facts_of(source)

    def seen() -> Iterator[Seen]:
        for sort, system in _looks(facts):
            yield replace(facts.header, policy=sort), system
        for found in _findings(source, facts):
            yield replace(facts.header, policy=_BY_CATEGORY.get(found.category, "")), found

    yield from grouped(seen(), empty=facts.header)


def _looks(facts: Facts) -> list[tuple[str, SystemSeen]]:
    """(sort, system) for all that was looked at, one sort after the other. An image without any
    result has no packages; of anything else that has none nobody knows what was looked for."""
    looks = [(_BY_CLASS.get(result.sort, result.sort), result.system) for result in facts.results]
    met = {system for _, system in looks}
    bare = _PACKAGES if facts.header.kind == "image" else ""
    looks += [(bare, system) for system in facts.systems if system not in met]
    sorts = dict.fromkeys(sort for sort, _ in looks)
    return [look for sort in sorts for look in looks if look[0] == sort]


def _findings(source: Source, facts: Facts) -> Iterator[FindingSeen]:
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
