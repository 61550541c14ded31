"""Amazon Inspector 2, CSV: the findings report, told under ASFF's names as the JSON is."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.asff_findings import INSPECTOR as FAMILY
from quarterdeck.readers.asff_findings import Entry, seen
from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.inspector import TYPES
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import csv_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.times import moment

__all__ = ["FAMILY", "read", "sniff"]

_COLUMNS = ("aws account id", "finding arn", "resource id")
_REPOSITORY = ":repository/"


def sniff(head: bytes, _name: str) -> float | bool:
    return csv_has(head, *_COLUMNS)


def read(source: Source) -> Iterator[Record]:
    """A header for each account and kind of resource, then what was found on them."""
    return grouped(_seen(source), ScanHeader(family=FAMILY, tool="Amazon Inspector", kind="cloud"))


def _seen(source: Source) -> Iterator[Seen]:
    updated = (moment(row.get("last updated", "")) for _, row in rows(source, _COLUMNS))
    exported_at = max((time for time in updated if time), default=None)
    for number, row in rows(source, _COLUMNS):
        yield from seen(Entry(source, _as_asff(row), f"line {number:,}", exported_at))


def _as_asff(row: Row) -> dict[str, Any]:
    said = {name: cell.strip() for name, cell in row.items()}
    kind = said.get("finding type", "").upper().replace(" ", "_")
    return {
        "Id": said["finding arn"],
        "ProductArn": "product/aws/inspector",
        "AwsAccountId": said["aws account id"],
        "Title": said.get("title", ""),
        "Description": said.get("description", ""),
        "Severity": {"Label": said.get("severity", "")},
        "Types": [TYPES.get(kind, kind)],
        "FirstObservedAt": said.get("first seen", ""),
        "ProductFields": {
            "aws/inspector/FindingStatus": said.get("status", ""),
            "aws/inspector/inspectorScore": said.get("inspector score", ""),
            "Details/platform": said.get("platform", ""),
        },
        "Resources": [_resource(said)],
        "Vulnerabilities": _vulnerabilities(said),
    }


def _resource(said: Row) -> dict[str, Any]:
    arn = said["resource id"]
    details: dict[str, Any] = {
        "IpV4Addresses": [
            said.get(f"resource {reach} ipv4", "") for reach in ("public", "private")
        ],
    }
    name = "AwsEc2Instance" if "INSTANCE" in said.get("resource type", "") else "AwsOther"
    if ":ecr:" in arn and _REPOSITORY in arn:
        repository, _, digest = arn.partition(_REPOSITORY)[2].rpartition("/")
        name = "AwsEcrContainerImage"
        details = {
            "RegistryId": said["aws account id"],
            "RepositoryName": repository,
            "ImageDigest": digest,
            "ImageTags": _listed(said.get("container image tags", "")),
        }
    return {"Id": arn, "Region": said.get("region", ""), "Details": {name: details}}


def _vulnerabilities(said: Row) -> list[dict[str, Any]]:
    if not said.get("vulnerability id"):
        return []
    ratings = [
        (said.get(f"{whose} score", ""), said.get(f"{whose} vector", ""))
        for whose in ("nvd cvss3", "vendor cvss3", "nvd cvss2", "vendor cvss2")
    ]
    return [
        {
            "Id": said["vulnerability id"],
            "VulnerablePackages": _packages(said),
            "Cvss": [{"BaseScore": score, "BaseVector": vector} for score, vector in ratings],
            "Vendor": {"Url": said.get("vendor advisory", "")},
            "ReferenceUrls": _listed(said.get("reference urls", "")),
        }
    ]


def _packages(said: Row) -> list[dict[str, str]]:
    """The packages with their versions, which stand in lists beside one another."""
    names = _listed(said.get("affected packages", ""))
    columns = ("package installed version", "fixed in version", "file path", "package manager")
    lists = [_listed(said.get(column, "")) for column in columns]
    found = []
    for index, name in enumerate(names):
        version, fixed, path, manager = (
            one[index] if len(one) == len(names) else one[0] if len(one) == 1 else ""
            for one in lists
        )
        facts = {"Name": name, "Version": version, "FixedInVersion": fixed, "FilePath": path}
        found.append(facts | {"PackageManager": manager or "OS"})
    return found


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.strip("[]").split(",") if part.strip()]
