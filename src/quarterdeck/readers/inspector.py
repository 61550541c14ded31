"""Amazon Inspector's own JSON: `list-findings` and the report export, told under ASFF's names, so
that a finding is the same one whichever way it was exported."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from quarterdeck.readers.asff_findings import INSPECTOR as FAMILY
from quarterdeck.readers.asff_findings import Entry, seen
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import grouped
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_times import latest
from quarterdeck.readers.json_value import at, expect, part, required
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has, json_paths
from quarterdeck.readers.source import Source

__all__ = ["FAMILY", "read", "sniff"]

_PATHS = ("findings.item", "item")
TYPES = {
    "PACKAGE_VULNERABILITY": "Software and Configuration Checks/Vulnerabilities/CVE",
    "CODE_VULNERABILITY": "Software and Configuration Checks/Vulnerabilities/Code",
    "NETWORK_REACHABILITY": (
        "Software and Configuration Checks/AWS Security Best Practices/Network Reachability"
    ),
}


def sniff(head: bytes, _name: str) -> float | bool:
    if json_has(head, "findings") and json_paths(head) <= {"findings", "nextToken"}:
        return 0.3
    return any(json_has(head, f"{path}.findingArn", f"{path}.awsAccountId") for path in _PATHS)


def read(source: Source) -> Iterator[Record]:
    """A header for each account and kind of resource, then what was found on them."""
    exported_at = latest(source, [f"{path}.updatedAt" for path in _PATHS])
    told = (pair for one in _entries(source, exported_at) for pair in seen(one))
    is_report = json_has(as_utf8(source.head(HEAD_BYTES)), "findings")
    empty = ScanHeader(family=FAMILY, tool="Amazon Inspector", kind="cloud")
    return grouped(told, empty if is_report else None)


def _entries(source: Source, exported_at: datetime | None) -> Iterator[Entry]:
    for _, place, value in walk(source, _PATHS, many=True):
        raw = expect(source, value, place)
        required(source, raw, "findingArn", place)
        yield Entry(source, _as_asff(raw), place, exported_at)


def _as_asff(raw: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = _capitals(raw)
    return said | {
        "Id": at(raw, "findingArn"),
        "ProductArn": "product/aws/inspector",
        "Severity": {"Label": at(raw, "severity")},
        "Types": [TYPES.get(at(raw, "type"), at(raw, "type"))],
        "ProductFields": {
            "aws/inspector/FindingStatus": at(raw, "status"),
            "aws/inspector/inspectorScore": at(raw, "inspectorScore"),
            "Details/platform": _platform(said),
        },
        "Vulnerabilities": _vulnerabilities(said),
    }


def _vulnerabilities(said: dict[str, Any]) -> list[dict[str, Any]]:
    code = part(said, "CodeVulnerabilityDetails")
    if code:
        return [{"Id": at(code, "DetectorId") or at(code, "RuleId"), "CodeVulnerabilities": [code]}]
    package = part(said, "PackageVulnerabilityDetails")
    if not package:
        return []
    ratings = package.get("Cvss")
    ratings = ratings if isinstance(ratings, list) else []
    return [
        package
        | {
            "Id": at(package, "VulnerabilityId"),
            "Vendor": {"Url": at(package, "SourceUrl")},
            "Cvss": [part(one) | {"BaseVector": at(one, "ScoringVector")} for one in ratings],
        }
    ]


def _platform(said: dict[str, Any]) -> str:
    resources = said.get("Resources")
    first = resources[0] if isinstance(resources, list) and resources else {}
    details = part(first, "Details")
    return next((at(details, key, "Platform") for key in details), "")


def _capitals(value: Any) -> Any:
    """The same value with keys as ASFF writes them: "awsAccountId" is "AwsAccountId"."""
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: _capitals(inner) for key, inner in value.items()}
    return [_capitals(inner) for inner in value] if isinstance(value, list) else value
