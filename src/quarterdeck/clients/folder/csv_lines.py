"""CSV that remembers on which line each row stands."""

import csv
from pathlib import Path
from typing import Any

from quarterdeck.clients.folder import lists
from quarterdeck.clients.folder.formulas import guarded, unguarded
from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.folder.yaml_lines import Lines


def read(path: Path, name: str, report: Report) -> tuple[list[dict[str, Any]], Lines]:
    """(rows, line of each path); blank cells are left out, blank rows and `#` lines passed over."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        report.error(name, 0, "", "must be UTF-8 text", f"byte {error.start}")
        return [], {}
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    head: list[str] | None = None
    rows: list[dict[str, Any]] = []
    lines: Lines = {}
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
                continue
            if head is None:
                head = [cell.strip() for cell in cells]
                continue
            row = _row(head, cells, name, reader.line_num, report)
            lines |= {(len(rows), column): reader.line_num for column in head}
            lines[(len(rows),)] = reader.line_num
            rows.append(row)
    except csv.Error as error:
        report.error(name, reader.line_num, "", f"must be well-formed CSV: {error}")
    return rows, lines


def _row(head: list[str], cells: list[str], name: str, line: int, report: Report) -> dict[str, Any]:
    if len(cells) > len(head) and any(cells[len(head) :]):
        report.error(name, line, "", f"must have at most {len(head)} cells", f"{len(cells)}")
    return {
        column: unguarded(cell.strip(" \t"))
        for column, cell in zip(head, cells, strict=False)
        if cell.strip()
    }


def write(path: Path, columns: list[str], rows: list[dict[str, Any]], comment: str) -> None:
    """The rows under a head, after a comment line; lists are joined with semicolons, and
    what a spreadsheet would take for a formula is guarded."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(f"# {line}\n" for line in comment.splitlines())
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return guarded(lists.joined(value) if isinstance(value, list) else str(value))
