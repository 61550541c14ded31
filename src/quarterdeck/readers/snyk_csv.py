"""Snyk, CSV: the issues detail report of its web pages and its Export API."""

from collections.abc import Iterator

from quarterdeck.readers import severity
from quarterdeck.readers.artefacts import folder
from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.packages import place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import Category, FindingSeen, Record, ScanHeader, Status
from quarterdeck.readers.sniffing import csv_layout, layout_of
from quarterdeck.readers.snyk_findings import FAMILY
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import addresses, cves, cwes, line
from quarterdeck.readers.times import moment

__all__ = ["FAMILY", "read", "sniff"]

_LAYOUTS = (
    ("issue_severity", "problem_title", "project_name"),
    ("issue severity", "problem title", "project name"),
)
_STATUSES: dict[str, Status] = {"ignored": "muted", "resolved": "fixed"}


def sniff(head: bytes, _name: str) -> float | bool:
    return csv_layout(head, _LAYOUTS) is not None


def read(source: Source) -> Iterator[Record]:
    """A header for each project, and a finding for each row."""
    return grouped(_seen(source), ScanHeader(family=FAMILY, tool="Snyk"))


def _seen(source: Source) -> Iterator[Seen]:
    layout = layout_of(source, _LAYOUTS)
    for number, row in rows(source, layout):
        said = {name.replace(" ", "_"): line(cell, 2_000) for name, cell in row.items()}
        finding = _finding(source, said, f"line {number:,}")
        header = ScanHeader(
            family=FAMILY,
            tool="Snyk",
            target=finding.system.name,
            kind="repository",
            policy=said.get("product_name", "")[:100],
        )
        yield header, finding


def _finding(source: Source, said: Row, place: str) -> FindingSeen:
    title = said["problem_title"][:500]
    known, name = cves(said.get("cve", "")), said.get("problem_id", "")
    if not (title or name):
        raise source.error(place, "names no problem.", "Export the report again.")
    package, _, version = said.get("package_name_and_version", "").rpartition("@")
    fixed = said.get("fixed_in_version", "")
    kind, status = said.get("issue_type", ""), said.get("issue_status", "")
    path = said.get("file_path", "")
    rule = f"{name or title} {path or package}".strip()
    return FindingSeen(
        system=folder(said["project_name"]),
        weakness=known[0] if len(known) == 1 else rule,
        title=title or name,
        severity=severity.from_word(said["issue_severity"]),
        severity_word=said["issue_severity"],
        score=severity.score(said.get("cvss_score", "")),
        category=_category(kind, said.get("product_name", "")),
        status=_STATUSES.get(status.lower(), "open"),
        cves=known,
        cwes=cwes(said.get("cwe", "")),
        location=place_of(package, version, path),
        package=package,
        package_version=version,
        fixed_version=fixed,
        fix_key=upgrade_key("", package),
        fix=upgrade_words(package, fixed),
        references=addresses([link for link in _links(said) if "://" in link]),
        first_seen=moment(said.get("first_introduced", "")),
        raw_id=name or said.get("issue_url", "")[:500],
        place=place,
    )


def _links(said: Row) -> list[str]:
    return [said.get(name, "") for name in ("issue_url", "vuln_db_url")]


def _category(kind: str, product: str) -> Category:
    if "license" in kind.lower():
        return "information"
    if "code" in product.lower() and "infrastructure" not in product.lower():
        return "code"
    is_configuration = "configuration" in kind.lower() or "iac" in product.lower()
    return "misconfiguration" if is_configuration else "vulnerability"
