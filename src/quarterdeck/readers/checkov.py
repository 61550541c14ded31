"""Checkov JSON: one report or a list of them, one a framework, and the bare summary of a run that
found nothing to check; of code, secrets and packages."""

from collections.abc import Iterator
from dataclasses import dataclass

from quarterdeck.readers.artefacts import folder
from quarterdeck.readers.checkov_checks import FAMILY, STATUSES, finding, root_of, unread
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import expect, text
from quarterdeck.readers.record import Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line

__all__ = ["FAMILY", "read", "sniff"]

_SUMMARY = ("passed", "failed", "skipped", "checkov_version")
_NOT_PARSED = "results.parsing_errors.item"


@dataclass(frozen=True, slots=True)
class _Report:
    """What one framework's report says of itself, wherever in it that stands."""

    framework: str = ""
    version: str = ""
    root: str = ""


def sniff(head: bytes, _name: str) -> float | bool:
    return any(
        json_has(head, *(start + name for name in _SUMMARY))
        or json_has(head, f"{start}results.parsing_errors", f"{start}summary.checkov_version")
        or any(_has_checks(head, start, f"{start}results.{name}") for name in STATUSES)
        for start in ("", "item.")
    )


def _has_checks(head: bytes, start: str, path: str) -> bool:
    return json_has(head, path, f"{start}check_type") or json_has(head, f"{path}.item.check_id")


def read(source: Source) -> Iterator[Record]:
    """For every report a header and its system, then a finding for every check."""
    start = _start(source)
    reports = iter(_reports(source, start))
    report, seen = _Report(), set[SystemSeen]()
    checks = {f"{start}results.{name}.item": status for name, status in STATUSES.items()}
    paths, marks = (*checks, start + _NOT_PARSED), (start.rstrip("."),)
    for path, place, value in walk(source, paths, marks=marks):
        if path in marks:
            report = next(reports)
            yield _header(report)
            seen = {folder(report.root)}
            yield from seen
        elif path in checks:
            check = expect(source, value, place)
            system = folder(root_of(check) or report.root)
            if system not in seen:
                seen.add(system)
                yield system
            yield finding(source, system, report.framework, check, checks[path], place)
        elif text(value):
            yield unread(folder(report.root), text(value), place)


def _start(source: Source) -> str:
    return "item." if as_utf8(source.head(HEAD_BYTES)).startswith(b"[") else ""


def _reports(source: Source, start: str) -> list[_Report]:
    """What the reports in the file say of themselves. Raises ReadError for another tool's file."""
    facts = {f"{start}check_type": "framework", f"{start}summary.checkov_version": "version",
             f"{start}checkov_version": "version"}  # fmt: skip
    for name in STATUSES:
        facts[f"{start}results.{name}.item.file_path"] = "file_path"
        facts[f"{start}results.{name}.item.file_abs_path"] = "file_abs_path"
    outer, results = start.rstrip("."), f"{start}results"
    found: list[dict[str, str]] = []
    for path, _, value in walk(source, facts, marks=(outer, results)):
        if path == outer:
            found.append({})
        else:
            found[-1].setdefault(facts.get(path, "results"), text(value))
    if not all("results" in said or "version" in said for said in found):
        problem = "holds no Checkov report: it has neither “results” nor “checkov_version”."
        raise source.error("", problem, "Leave the format out, or export the report again.")
    return [_report(said) for said in found]


def _report(said: dict[str, str]) -> _Report:
    return _Report(said.get("framework", ""), said.get("version", ""), root_of(said))


def _header(report: _Report) -> ScanHeader:
    return ScanHeader(
        family=FAMILY,
        tool="Checkov",
        tool_version=line(report.version),
        target=folder(report.root).name,
        kind="repository",
        policy=line(report.framework),
    )
