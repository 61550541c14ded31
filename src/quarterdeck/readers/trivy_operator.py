"""Trivy Operator: the reports that it keeps in a cluster, alone, in a list, as kubectl lists them,
or under the names of their kinds. Every report is a scan of its own."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, part
from quarterdeck.readers.record import Record, ScanHeader, ScanKind, SystemSeen
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has, json_paths
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.times import moment
from quarterdeck.readers.trivy_facts import FAMILY, Result
from quarterdeck.readers.trivy_findings import MAKERS
from quarterdeck.readers.trivy_reports import compliance, image_of, listed, owner_of

__all__ = ["FAMILY", "read", "sniff"]

_GROUP = "aquasecurity.github.io"
_OF_BOTH = ("vulnerability", "configaudit", "rbacassessment", "infraassessment", "sbom")
_KINDS = (*_OF_BOTH, *(f"cluster{kind}" for kind in _OF_BOTH), "exposedsecret", "clustercompliance")
_UNDER_KINDS = tuple(f"{kind}reports.{_GROUP}.item" for kind in _KINDS)

_CLUSTER = SystemSeen(name="the cluster")


def sniff(head: bytes, _name: str) -> float | bool:
    alone = any(
        json_has(head, f"{start}apiVersion", f"{start}kind", f"{start}metadata")
        for start in ("", "item.", "items.item.")
    )
    return _is_by_kind(head) or (alone and f'"{_GROUP}/'.encode() in head)


def _is_by_kind(head: bytes) -> bool:
    return any(path.endswith(f"reports.{_GROUP}") for path in json_paths(head))


def read(source: Source) -> Iterator[Record]:
    """For every report a header, its image or workload, and its findings; a bare header if there
    is none."""
    head = as_utf8(source.head(HEAD_BYTES))
    number = 0
    for _, place, value in walk(source, _paths(head)):
        report = expect(source, value, place)
        if at(report, "apiVersion").startswith(f"{_GROUP}/"):
            number += 1
            yield from _report(source, report, place)
    if not number and _is_by_kind(head):
        yield ScanHeader(family=FAMILY, tool="Trivy Operator")


def _paths(head: bytes) -> tuple[str, ...]:
    if head.startswith(b"["):
        return ("item",)
    if json_has(head, "items"):
        return ("items.item",)
    return _UNDER_KINDS if _is_by_kind(head) else ("",)


def _report(source: Source, value: dict[str, Any], place: str) -> Iterator[Record]:
    report, status = part(value, "report"), part(value, "status")
    owner, target = (_CLUSTER, "") if status else owner_of(part(value, "metadata"))
    running = image_of(report)
    system = running or owner
    yield _header(value, system, "image" if running else "other")
    yield system
    found = (*listed(source, report, target, place), *compliance(source, status, place))
    for number, (kind, spot, type_, finding) in enumerate(found, start=1):
        result = Result(line(spot), type_, system, workload=owner.name if running else "")
        yield MAKERS[kind](source, result, finding, f"{place}, finding {number:,}")


def _header(value: dict[str, Any], system: SystemSeen, kind: ScanKind) -> ScanHeader:
    report = part(value, "report")
    times = (
        at(report, "updateTimestamp"),
        at(value, "status", "updateTimestamp"),
        at(value, "metadata", "creationTimestamp"),
    )
    return ScanHeader(
        family=FAMILY,
        tool="Trivy Operator",
        tool_version=at(report, "scanner", "version"),
        finished_at=next(filter(None, map(moment, times)), None),
        target=system.name,
        kind=kind,
        policy=at(value, "kind"),
    )
