"""Spreadsheet files: a part of the folder, or the workbook with all of a client's parts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quarterdeck.clients.folder.part import Table, Values
from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.folder.sheets.columns import fits
from quarterdeck.clients.folder.sheets.grids import table_rows
from quarterdeck.clients.folder.sheets.opening import Rows, SheetError, read_sheets
from quarterdeck.clients.folder.sheets.parts import records_of, sheet_of, sheets_of
from quarterdeck.clients.folder.yaml_lines import Lines


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file by their names in small letters."""

    name: str
    sheets: dict[str, Rows]

    def has(self, table: Table) -> bool:
        return fits(table.schema) and any(sheet in self.sheets for sheet in sheets_of(table))

    def records(
        self, table: Table, stored: dict[str, Values], report: Report
    ) -> tuple[list[Any], Lines]:
        """(raw records, the spot of each path) of a table, over what is stored."""
        return records_of(table, self.sheets, self.where, stored, report)

    def where(self, sheet: str) -> str:
        return f"{self.name}, sheet {sheet}"


def open_book(path: Path, report: Report) -> Book | None:
    """The file's sheets; None and an error in the report when it is no workbook."""
    try:
        found = read_sheets(path)
    except SheetError as error:
        report.error(path.name, 0, "", str(error))
        return None
    return Book(path.name, {name.strip().lower(): rows for name, rows in found.items()})


def read_part(path: Path, table: Table, report: Report) -> tuple[list[Any], Lines]:
    """A part of the folder that stands as a spreadsheet: on the sheet of its name, or the first."""
    if not fits(table.schema):
        report.error(path.name, 0, "", f"cannot be a spreadsheet; give it as {table.file}")
        return [], {}
    book = open_book(path, report)
    if book is None or not book.sheets:
        return [], {}
    if not book.has(table):
        book = Book(book.name, {sheet_of(table): next(iter(book.sheets.values()))})
    return book.records(table, {}, report)


def read_rows(path: Path, columns: list[str], report: Report) -> tuple[list[Values], Lines]:
    """(rows, the spot of each) of a file's first sheet, as `csv_lines` reads a CSV."""
    book = open_book(path, report)
    if book is None or not book.sheets:
        return [], {}
    sheet, rows = next(iter(book.sheets.items()))
    found = table_rows(book.where(sheet), rows, columns, report)
    values = [{name: text for name, text in given.texts.items() if text} for given in found]
    return values, {(index,): given.row for index, given in enumerate(found)}
