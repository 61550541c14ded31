"""Dependency-Check's CSV: a vulnerability a row, with CVSS in one column and later in several."""

from collections.abc import Iterator
from itertools import chain

from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.dependency_check_findings import (
    Dependency,
    Project,
    Rating,
    Weakness,
    finding,
)
from quarterdeck.readers.record import Record
from quarterdeck.readers.source import Source

COLUMNS = ("project", "scandate", "dependencyname", "dependencypath", "cve")


def read(source: Source) -> Iterator[Record]:
    """The header and the system, as the first row names them, and the finding of every row."""
    found = rows(source, COLUMNS)
    first = next(found, None)
    row = first[1] if first else {}
    project = Project(name=row.get("project", ""), reported=row.get("scandate", ""))
    system = project.system()
    yield project.header()
    yield system
    for number, row in chain([first] if first else [], found):
        place = f"line {number:,}"
        if not row["cve"].strip():
            raise source.error(place, "names no vulnerability (CVE).", "Export the report again.")
        yield finding(system, _dependency(row), _weakness(row), place)


def _dependency(row: Row) -> Dependency:
    named = row.get("identifiers", "").replace(",", " ").split()
    older = row.get("gav", "").strip()
    return Dependency(
        file_name=row["dependencyname"],
        path=row["dependencypath"],
        known_as=(*(("", name) for name in named), *((("maven", older),) if older else ())),
    )


def _weakness(row: Row) -> Weakness:
    return Weakness(
        name=row["cve"],
        source=row.get("source", ""),
        word=row.get("severity", ""),
        ratings=(_rating(row, "cvssv4"), _rating(row, "cvssv3"), _second(row)),
        cwes=row.get("cwe", ""),
        description=row.get("vulnerability", ""),
    )


def _rating(row: Row, name: str) -> Rating:
    score, word = row.get(f"{name}_basescore", ""), row.get(f"{name}_baseseverity", "")
    return Rating(score, word, row.get(name, ""))


def _second(row: Row) -> Rating:
    """CVSS 2: early versions write nothing but its score, under the vector's later name."""
    said = row.get("cvssv2", "")
    if "cvssv2_score" not in row:
        return Rating(score=said)
    return Rating(row["cvssv2_score"], row.get("cvssv2_severity", ""), said)
