"""Spreadsheets for tests, written cell by cell as people do."""

from pathlib import Path
from typing import Any

import openpyxl


def write(path: Path, **sheets: list[list[Any]]) -> Path:
    """A workbook of the given rows; a name's double underscore is a dot."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("__", "."))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def change(path: Path, sheet: str, cell: str, value: Any) -> Path:
    """One cell of a workbook that exists, as a person would edit it."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path
