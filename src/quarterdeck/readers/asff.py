"""AWS Security Hub: findings in ASFF, as `get-findings` writes them ({"Findings": […]}), as the
console and Prowler do (a list), as an event ({"detail": {"findings": […]}}), alone or a line each.

What Prowler wrote is told as Prowler's, what Inspector found as Inspector's.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from quarterdeck.readers.asff_findings import FAMILY as FAMILY
from quarterdeck.readers.asff_findings import Entry, seen
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import grouped
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_times import latest
from quarterdeck.readers.json_value import at, expect, objects, part
from quarterdeck.readers.prowler_checks import Check, checked, for_resources
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has, json_paths
from quarterdeck.readers.source import Source

_LISTS = ("Findings", "findings", "detail.findings")
_PATHS = (*(f"{name}.item" for name in _LISTS), "item")
_TELLING = ("SchemaVersion", "ProductArn")
_EMPTY = frozenset(("Findings", "NextToken"))


def sniff(head: bytes, _name: str) -> float | bool:
    if json_has(head, "Findings") and json_paths(head) <= _EMPTY:
        return 0.5
    return _is_alone(head) or any(
        json_has(head, *(f"{path}.{key}" for key in _TELLING)) for path in _PATHS
    )


def read(source: Source) -> Iterator[Record]:
    """A header for each account and control (Inspector: each account), then what was found."""
    exported_at = latest(source, [f"{path}.UpdatedAt" for path in _PATHS] + ["UpdatedAt"])
    found = False
    for is_prowlers, group in groupby(_entries(source, exported_at), _is_prowlers):
        found = True
        if is_prowlers:
            yield from checked(source, (check for one in group for check in _checks(one)))
        else:
            yield from grouped(record for entry in group for record in seen(entry))
    if not found and json_has(as_utf8(source.head(HEAD_BYTES)), "Findings"):
        yield ScanHeader(family=FAMILY, tool="AWS Security Hub", kind="cloud")


def _is_alone(head: bytes) -> bool:
    return json_has(head, *_TELLING)


def _entries(source: Source, exported_at: datetime | None) -> Iterator[Entry]:
    paths = ("",) if _is_alone(as_utf8(source.head(HEAD_BYTES))) else _PATHS
    for _, place, value in walk(source, paths, many=True):
        raw = expect(source, value, place)
        if "ProductArn" not in raw and "GeneratorId" not in raw:
            problem = "is no finding in ASFF: it lacks “ProductArn”."
            raise source.error(place, problem, "Leave the format out, or export it again.")
        yield Entry(source, raw, place, exported_at)


def _is_prowlers(entry: Entry) -> bool:
    return at(entry.raw, "GeneratorId").startswith("prowler-")


def _checks(entry: Entry) -> Iterator[Check]:
    """A finding of Prowler's, as its own formats would tell it."""
    raw, place = entry.raw, entry.place
    advice = part(raw, "Remediation", "Recommendation")
    archived = at(raw, "RecordState") == "ARCHIVED"
    check = Check(
        check=at(raw, "GeneratorId").removeprefix("prowler-"),
        status="archived" if archived else at(raw, "Compliance", "Status"),
        muted=at(raw, "Workflow", "Status") == "SUPPRESSED",
        title=at(raw, "Title"),
        severity=at(raw, "Severity", "Label"),
        detail=at(raw, "Description"),
        account=at(raw, "AwsAccountId"),
        provider="aws",
        fix=at(advice, "Text"),
        references=(at(advice, "Url"),),
        time=at(raw, "UpdatedAt"),
        version=at(raw, "ProductFields", "ProviderVersion"),
        uid=at(raw, "Id"),
        place=place,
    )
    resources = objects(entry.source, raw.get("Resources"), f"{place}, Resources")
    yield from for_resources(check, (_resource(raw, one) for one in resources))


def _resource(raw: dict[str, Any], resource: dict[str, Any]) -> tuple[str, str, str, str]:
    name = at(raw, "ProductFields", "ProwlerResourceName")
    return at(resource, "Id"), name, at(resource, "Type"), at(resource, "Region")
