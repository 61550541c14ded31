"""A record's value as a cell: what is written, and the text it is read back as."""

from datetime import date
from typing import Any

from quarterdeck.clients.folder import lists
from quarterdeck.clients.folder.sheets.columns import Column
from quarterdeck.clients.folder.sheets.opening import as_text

Cellular = str | float | date | None
LONGEST = 32_767  # characters in a cell
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets disagree about the days


def cell_of(column: Column, value: Any) -> Cellular:
    """The typed value for a cell; None leaves it blank. Texts are never numbers or formulas."""
    if value is None or value in ("", []):
        return None
    if column.many:
        return _clean(lists.joined(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.kind == "date":
        day = date.fromisoformat(value)
        return day if day >= FIRST_DAY else value
    if isinstance(value, float):
        return float(f"{value:.15g}")  # what a spreadsheet keeps; rounded once, not twice
    return value if isinstance(value, int) else _clean(str(value))


def text_of(column: Column, value: Any) -> str:
    """What reading the cell of this value gives."""
    cell = cell_of(column, value)
    return "" if cell is None else as_text(cell)


def _clean(text: str) -> str:
    return "".join(c for c in text.replace("\r\n", "\n") if c >= " " or c in "\n\t")
