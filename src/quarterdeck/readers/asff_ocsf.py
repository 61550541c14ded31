"""AWS Security Hub's findings in OCSF (its second API, exports, Security Lake), told under ASFF's
names, so that a finding is the same one whichever way it was exported."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.asff_findings import FAMILY, Entry, seen
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import grouped
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_times import latest
from quarterdeck.readers.json_value import at, expect, objects, part, text, texts
from quarterdeck.readers.record import Record
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line

__all__ = ["FAMILY", "read", "sniff"]

_PATHS = ("Findings.item", "findings.item", "detail.findings.item", "item", "")
_TELLING = ("class_uid", "finding_info", "metadata.product", "cloud")
_TIMES = ("finding_info.modified_time_dt", "finding_info.modified_time", "time_dt", "time")
_CHECKED = {"pass": "PASSED", "fail": "FAILED", "warning": "WARNING", "unknown": "NOT_AVAILABLE"}
Facts = dict[str, Any]


def sniff(head: bytes, _name: str) -> float | bool:
    ours = b":securityhub:" in head and b'"Prowler"' not in head
    return ours and any(json_has(head, *_under(path, _TELLING)) for path in _PATHS)


def _under(path: str, names: tuple[str, ...]) -> list[str]:
    return [f"{path}.{name}" if path else name for name in names]


def read(source: Source) -> Iterator[Record]:
    """A header for each account and control (Inspector: each account), then what was found."""
    exported_at = latest(source, [name for path in _PATHS for name in _under(path, _TIMES)])
    entries = (
        Entry(source, _as_asff(source, raw, place), place, exported_at)
        for raw, place in _findings(source)
    )
    return grouped(record for entry in entries for record in seen(entry))


def _findings(source: Source) -> Iterator[tuple[Facts, str]]:
    head = as_utf8(source.head(HEAD_BYTES))
    alone = json_has(head, "finding_info")
    for _, place, value in walk(source, ("",) if alone else _PATHS[:-1], many=alone):
        raw = expect(source, value, place)
        if ":securityhub:" not in at(raw, "metadata", "product", "uid"):
            problem = "is no finding of the Security Hub, by its “metadata.product.uid”."
            raise source.error(place, problem, "Leave the format out, or export it again.")
        yield raw, place


def _as_asff(source: Source, raw: Facts, place: str) -> Facts:
    info, product = part(raw, "finding_info"), part(raw, "metadata", "product")
    advice, status = part(raw, "remediation"), at(raw, "status").upper()
    word = at(raw, "severity").upper()
    return {
        "Id": at(info, "uid"),
        "AwsAccountId": at(raw, "cloud", "account", "uid"),
        "ProductArn": at(product, "uid"),
        "ProductName": at(product, "name"),
        "GeneratorId": at(info, "analytic", "uid"),
        "Title": at(info, "title"),
        "Description": at(info, "desc"),
        "Types": texts(info.get("types")),
        "Severity": {"Label": "CRITICAL" if word == "FATAL" else word},
        "Compliance": _compliance(part(raw, "compliance")),
        "Workflow": {"Status": status},
        "RecordState": status,
        "FirstObservedAt": at(info, "first_seen_time_dt") or at(info, "first_seen_time"),
        "CreatedAt": at(info, "created_time_dt") or at(info, "created_time"),
        "Region": at(raw, "cloud", "region"),
        "Remediation": {
            "Recommendation": {
                "Text": at(advice, "desc"),
                "Url": next(iter(texts(advice.get("references"))), ""),
            }
        },
        "Resources": [
            {"Id": at(one, "uid"), "Type": _type(at(one, "type")), "Region": at(one, "region")}
            for one in objects(source, raw.get("resources"), f"{place}, resources")
        ],
        "Vulnerabilities": [
            _vulnerability(source, one, place)
            for one in objects(source, raw.get("vulnerabilities"), f"{place}, vulnerabilities")
        ],
    }


def _compliance(said: Facts) -> Facts:
    if not said:
        return {}
    status = at(said, "status")
    checked = _CHECKED.get(status.lower(), status)
    return {"Status": checked, "SecurityControlId": at(said, "control")}


def _type(said: str) -> str:
    """ "AWS::EC2::Instance" as ASFF writes it: "AwsEc2Instance"."""
    words = said.split("::")
    return "".join(word.capitalize() if word.isupper() else word for word in words) or said


def _vulnerability(source: Source, found: Facts, place: str) -> Facts:
    cve = part(found, "cve")
    ratings = list(objects(source, cve.get("cvss"), f"{place}, cvss"))
    packages = objects(source, found.get("affected_packages"), f"{place}, affected_packages")
    codes = objects(source, found.get("affected_code"), f"{place}, affected_code")
    names = (at(cve, "uid"), at(found, "advisory", "uid"), at(found, "title"))
    return {
        "Id": line(next(filter(None, names), "")),
        "Cvss": [
            {"Version": at(one, "version"), "BaseScore": text(one.get("base_score")),
             "BaseVector": at(one, "vector_string")}
            for one in ratings
        ],
        "ReferenceUrls": texts(found.get("references")),
        "VulnerablePackages": [_package(one) for one in packages],
        "CodeVulnerabilities": [_code(found, one) for one in codes],
    }  # fmt: skip


def _package(one: Facts) -> Facts:
    return {
        "Name": at(one, "name"),
        "Version": at(one, "version"),
        "Release": at(one, "release"),
        "FixedInVersion": at(one, "fixed_in_version"),
        "PackageManager": at(one, "package_manager"),
        "FilePath": at(one, "path"),
        "Remediation": at(one, "remediation", "desc"),
    }


def _code(found: Facts, one: Facts) -> Facts:
    file = part(one, "file")
    return {
        "Cwes": [at(found, "cwe", "uid")],
        "FilePath": {
            "FilePath": at(file, "path"),
            "FileName": at(file, "name"),
            "StartLine": at(one, "start_line"),
        },
    }
