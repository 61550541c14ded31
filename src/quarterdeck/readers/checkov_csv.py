"""Checkov's CSV: a table of settings that failed, one of packages in code, one of those in images.
They list nothing that passed."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.artefacts import folder
from quarterdeck.readers.checkov_checks import FAMILY, finding
from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.record import Record, ScanHeader
from quarterdeck.readers.sniffing import csv_layout, layout_of
from quarterdeck.readers.source import Source

__all__ = ["FAMILY", "read", "sniff"]

_SETTINGS = ("resource", "path", "git org", "git repository", "misconfigurations")
_PACKAGES = ("package", "version", "path", "git org", "git repository", "vulnerability")
_LAYOUTS = (_SETTINGS, _PACKAGES)


def sniff(head: bytes, _name: str) -> float | bool:
    return csv_layout(head, _LAYOUTS) is not None


def read(source: Source) -> Iterator[Record]:
    """A header for every repository, and a finding for every row that names one."""
    layout = layout_of(source, _LAYOUTS)
    policy = "settings (CSV)" if layout == _SETTINGS else "packages (CSV)"

    def seen() -> Iterator[Seen]:
        for number, row in rows(source, layout):
            system = folder("/".join(filter(None, (row["git org"], row["git repository"]))))
            header = _header(system.name, policy)
            yield header, system
            check = _setting(row) if layout == _SETTINGS else _package(row)
            if check["check_id"].strip():
                yield header, finding(source, system, "", check, "open", f"line {number:,}")

    yield from grouped(seen(), empty=_header(folder("").name, policy))


def _header(target: str, policy: str) -> ScanHeader:
    return ScanHeader(
        family=FAMILY, tool="Checkov", target=target, kind="repository", policy=policy
    )


def _setting(row: Row) -> dict[str, Any]:
    """The row as Checkov's JSON has it; newer tables have a title and a link too."""
    return {
        "check_id": row["misconfigurations"],
        "check_name": row.get("policy title", ""),
        "severity": _graded(row),
        "file_path": row["path"],
        "resource": row["resource"],
        "guideline": row.get("guideline", ""),
    }


def _package(row: Row) -> dict[str, Any]:
    details = {
        "id": row["vulnerability"],
        "package_name": row["package"],
        "package_version": row["version"],
        "lowest_fixed_version": row.get("fix version", ""),
        "description": row.get("description", ""),
    }
    return {
        "check_id": row["vulnerability"],
        "severity": _graded(row),
        "file_path": row["path"],
        "vulnerability_details": details,
    }


def _graded(row: Row) -> str:
    word = row.get("severity", "").strip()
    return "" if word.upper() == "NONE" else word
