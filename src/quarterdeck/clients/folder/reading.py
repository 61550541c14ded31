"""From the folder's files to checked records, with every problem named."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from quarterdeck.clients.folder import csv_lines, yaml_lines
from quarterdeck.clients.folder.part import Table, Values
from quarterdeck.clients.folder.problems import Line, Report
from quarterdeck.clients.folder.record import Place, Record, intervals
from quarterdeck.clients.folder.sheets.files import read_part
from quarterdeck.clients.folder.yaml_lines import Lines

FOUND_AS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here and was passed over",
}


@dataclass(frozen=True, slots=True)
class Read:
    """A table's records by key, and where each and its fields stand.

    `given` is false of a table that a workbook has no sheet for: it then stays as it is stored.
    """

    table: Table
    records: dict[str, Record]
    index: dict[str, int]
    lines: Lines
    given: bool = True

    def values(self, key: str) -> Values:
        return self.records[key].model_dump(mode="json")

    def line(self, key: str, *field: str) -> Line:
        """Where a record or its field stands; 0 where the folder lacks it."""
        return _where((self.index[key], *field), self.lines)[0] if key in self.index else 0


def read_table(folder: Path, table: Table, report: Report) -> Read:
    """The checked records of one file; what is wrong goes to the report."""
    path, sheet = folder / table.file, sheet_path(folder, table)
    if sheet.exists() and path.exists():
        expected = f"must not stand beside {path.name}: remove the one that does not count"
        report.error(sheet.name, 0, "", expected)
    elif sheet.exists():
        return checked(table, *read_part(sheet, table, report), report)
    if not path.exists():
        return Read(table, {}, {}, {})
    reader = csv_lines if path.suffix == ".csv" else yaml_lines
    raw, lines = reader.read(path, table.file, report)
    if table.single:
        raw, lines = ([raw] if raw else []), {(0, *place): line for place, line in lines.items()}
    return checked(table, raw, lines, report)


def sheet_path(folder: Path, table: Table) -> Path:
    """Where a part may stand as a spreadsheet in place of its file."""
    return (folder / table.file).with_suffix(".xlsx")


def checked(table: Table, raw: Any, lines: Lines, report: Report) -> Read:
    """The records of raw values, as far as they are what the schema asks for."""
    if raw is None:
        raw = []
    if not isinstance(raw, list):
        report.error(table.file, 1, "", "must be a list of records, each beginning with “- ”")
        raw = []
    records: dict[str, Record] = {}
    at: dict[str, int] = {}
    for index, values in enumerate(raw):
        record = _record(table, values, index, lines, report)
        if record is None:
            continue
        _warn_of_intervals(table, record, index, lines, report)
        if record.key in records:
            line, _ = _where((index, "key"), lines)
            report.error(table.file, line, "key", "must stand only once", record.key)
        records[record.key], at[record.key] = record, index
    return Read(table, records, at, lines)


def _record(table: Table, values: Any, index: int, lines: Lines, report: Report) -> Record | None:
    values = table.with_key(values)
    try:
        return table.schema.model_validate(values)
    except ValidationError as error:
        problems = error.errors(include_url=False)
    unknown = [p for p in problems if p["type"] == "extra_forbidden"]
    for problem in unknown:
        _tell(table, problem, index, lines, report.warn)
        _drop(values, problem["loc"])
    if len(unknown) == len(problems):
        return _record(table, values, index, lines, report)
    for problem in problems:
        if problem not in unknown:
            _tell(table, problem, index, lines, report.error)
    return None


def _tell(table: Table, problem: Any, index: int, lines: Lines, tell: Any) -> None:
    expected = FOUND_AS.get(problem["type"]) or said(problem["msg"])
    found = None if problem["type"] in FOUND_AS else problem["input"]
    line, where = _where((index, *problem["loc"]), lines)
    tell(table.file, line, where, expected, found)


def _where(place: Place, lines: Lines) -> tuple[Line, str]:
    """The line of a place, or of what holds it, and its field as a dotted path."""
    known = place
    while known not in lines and len(known) > 1:
        known = known[:-1]
    return lines.get(known, 0), ".".join(map(str, place[1:]))


def _warn_of_intervals(
    table: Table, record: Record, index: int, lines: Lines, report: Report
) -> None:
    for place, given in intervals(record):
        if given.warns:
            line, where = _where((index, *place, "likely"), lines)
            report.warn(table.file, line, where, f"{given.warns}; the range alone counts")


def said(message: str) -> str:
    """Pydantic's message as what is expected: "must be a valid number"."""
    said = message.removeprefix("Input should be ").removeprefix("Value error, ")
    return f"must be {said}" if message.startswith("Input should be ") else said


def _drop(values: Any, place: tuple[str | int, ...]) -> None:
    for name in place[:-1]:
        values = values[name]
    values.pop(place[-1], None)


def check_refs(read: Read, known: dict[str, set[str]], report: Report) -> None:
    """Every key that points to another file must stand there or be stored already."""
    for name, ref in read.table.refs().items():
        for key, record in read.records.items():
            value = getattr(record, name)
            for target in value if isinstance(value, list) else [value]:
                if target and target not in known.get(ref.file, set()):
                    near = get_close_matches(target, known.get(ref.file, ()), 1)
                    hint = f"; did you mean “{near[0]}”?" if near else ""
                    expected = f"must be a key in {ref.file}{hint}"
                    report.error(read.table.file, read.line(key, name), name, expected, target)
