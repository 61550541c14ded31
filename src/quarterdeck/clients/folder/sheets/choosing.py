"""What a cell offers and refuses: words to choose from, keys of other sheets, numbers in bounds."""

from datetime import date
from pathlib import Path
from typing import Any

from quarterdeck.clients.folder.sheets.cells import FIRST_DAY
from quarterdeck.clients.folder.sheets.columns import Column
from quarterdeck.papers.xlsx import SPARE_ROWS, Workbook

Cells = tuple[int, int, int, int]  # first row and column, last row and column
LAST_DAY = date(9999, 12, 31)


class Chooser:
    """Drop-downs and bounds of a workbook's cells; `spare` rows below the filled have them too."""

    spare = SPARE_ROWS

    def __init__(self, book: Workbook) -> None:
        self.book = book.book

    def offer(self, sheet: Any, name: str, column: Column, cells: Cells) -> None:
        """Puts on the cells of a column what its schema asks for."""
        if column.path == ("key",) and "." in name:
            sheet.data_validation(*cells, _keys(name.partition(".")[0], many=False))
        elif column.choices:
            sheet.data_validation(*cells, _words(column))
        elif column.ref:
            sheet.data_validation(*cells, _keys(Path(column.ref).stem, column.many))
        elif rule := _bounds(column):
            sheet.data_validation(*cells, rule)

    def name_keys(self, sheet: str, last: int) -> None:
        """Names the keys of a sheet, for the cells that point to them."""
        self.book.define_name(_named(sheet), f"='{sheet}'!$A$3:$A${last + 1}")


def _named(sheet: str) -> str:
    return f"keys_{sheet}"


def _words(column: Column) -> dict[str, Any]:
    rule: dict[str, Any] = {"validate": "list", "source": list(column.choices)}
    if column.many:
        return rule | {"show_error": False}
    said = ", ".join(column.choices)
    return rule | {"error_title": "Choose a word", "error_message": f"One of: {said}"[:255]}


def _keys(sheet: str, many: bool) -> dict[str, Any]:
    rule: dict[str, Any] = {"validate": "list", "source": f"={_named(sheet)}"}
    if many:
        return rule | {"show_error": False}
    says = f"No row of sheet {sheet} has this key yet."
    return rule | {"error_type": "warning", "error_title": "A new key?", "error_message": says}


def _bounds(column: Column) -> dict[str, Any] | None:
    if column.kind == "date":
        rule = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY}
        return rule | {"maximum": LAST_DAY, "error_message": "Write a day, as 2026-01-31."}
    if column.share:
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
        return rule | {"error_message": "Write a share from 0% to 100%."}
    if column.kind in ("number", "whole"):
        validate = "decimal" if column.kind == "number" else "integer"
        rule = {"validate": validate, "criteria": ">=", "value": 0}
        return rule | {"error_message": "Write a number, 0 or more."}
    return None
