"""Prowler CSV: semicolons and a column for everything (versions 3 and 4 on), or version 2's."""

from collections.abc import Iterator

from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.prowler_checks import FAMILY, Check, checked
from quarterdeck.readers.record import Record
from quarterdeck.readers.sniffing import HEAD_BYTES, csv_has
from quarterdeck.readers.source import Source

__all__ = ["FAMILY", "read", "sniff"]

_NOW = ("check_id", "status", "status_extended", "provider")
_VERSION_2 = ("title_id", "check_result", "check_result_extended")
_COLUMNS = {
    "check": ("check_id", "title_id"),
    "status": ("status", "check_result"),
    "title": ("check_title", "title_text"),
    "severity": ("severity", "check_severity"),
    "detail": ("status_extended", "check_result_extended"),
    "resource": ("resource_uid", "resource_arn", "resource_id", "check_resource_id"),
    "resource_name": ("resource_name", "resource_id"),
    "resource_type": ("resource_type", "check_asff_resource_type"),
    "region": ("region", "location"),
    "account": ("account_uid", "account_id", "subscription", "project_id", "account_num"),
    "provider": ("provider",),
    "categories": ("categories",),
    "description": ("description",),
    "risk": ("risk", "check_risk"),
    "fix": ("remediation_recommendation_text", "check_remediation"),
    "time": ("timestamp", "assessment_start_time", "prowler_start_time"),
    "version": ("prowler_version",),
    "uid": ("finding_uid", "finding_unique_id"),
}
_LINKS = ("remediation_recommendation_url", "related_url", "check_doc", "additional_urls")


def sniff(head: bytes, _name: str) -> float | bool:
    return csv_has(head, *_NOW) or csv_has(head, *_VERSION_2)


def read(source: Source) -> Iterator[Record]:
    """A header for each check and account, then its resources and what became of each."""
    yield from checked(source, _checks(source))


def _checks(source: Source) -> Iterator[Check]:
    head = as_utf8(source.head(HEAD_BYTES))
    for number, row in rows(source, _VERSION_2 if csv_has(head, *_VERSION_2) else _NOW):
        yield _check(source, row, f"line {number:,}")


def _check(source: Source, row: Row, place: str) -> Check:
    said = {
        field: next((row[name].strip() for name in names if row.get(name, "").strip()), "")
        for field, names in _COLUMNS.items()
    }
    if not said["check"]:
        raise source.error(place, "names no check (CHECK_ID).", "Export the report again.")
    links = " ".join(row.get(name, "") for name in _LINKS).replace("|", " ").split()
    muted = row.get("muted", "").strip().lower() == "true"
    return Check(**said, muted=muted, references=tuple(links), place=place)
