"""The cells of an .xlsx file as a CSV would write them, within bounds against harm."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

MOST_BYTES_UNPACKED = 128 * 2**20
MOST_BYTES_OF_SETTINGS = 8 * 2**20  # styles and the like are held in memory as a whole
MOST_CELLS = 4_000_000
MOST_EMPTY_ROWS = 20_000
LOCKED = b"\xd0\xcf\x11\xe0"  # a container of the old Office, in which new files are encrypted
ERROR = "e"
FORMULA = "f"


class SheetError(ValueError):
    """A file that cannot be read as a workbook; says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text. `fault` says why it has none that can be used."""

    text: str
    fault: str = ""


Row = dict[int, Cell]  # by column, from 0; blank cells are left out
Rows = dict[int, Row]  # by row, from 1; blank rows are left out


def read_sheets(path: Path) -> dict[str, Rows]:
    """Every sheet's rows by the sheet's name. Raises SheetError."""
    _check_package(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(path)
    except SheetError:
        raise
    except Exception as error:
        raise SheetError(
            f"cannot be read as a workbook ({type(error).__name__}); open it in Excel or "
            "LibreOffice and save it again as .xlsx"
        ) from error


def _check_package(path: Path) -> None:
    with path.open("rb") as stream:
        head = stream.read(4)
    if head == LOCKED:
        raise SheetError("is locked with a password or an old .xls; save it as .xlsx without one")
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except Exception as error:
        raise SheetError("is no workbook; save it as .xlsx") from error
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise SheetError("holds macros; save it as .xlsx, without them")
    content = ("worksheets/", "sharedstrings.xml", "media/")
    settings = [m for m in members if not any(part in m.filename.lower() for part in content)]
    too_large = sum(m.file_size for m in members) > MOST_BYTES_UNPACKED
    if too_large or sum(m.file_size for m in settings) > MOST_BYTES_OF_SETTINGS:
        raise SheetError(
            f"unpacks to more than {MOST_BYTES_UNPACKED // 2**20} MiB, or has outgrown settings; "
            "copy the filled cells into a new workbook"
        )


def _read(path: Path) -> dict[str, Rows]:
    with _opened(path, data_only=False) as book:
        sheets = {sheet.title: dict(_rows(sheet)) for sheet in book.worksheets}
    formulas = [name for name, rows in sheets.items() if any(map(_has_formula, rows.values()))]
    if formulas:
        _take_results(path, sheets, formulas)
    return {name: {n: _cells(row) for n, row in rows.items()} for name, rows in sheets.items()}


def _take_results(path: Path, sheets: dict[str, Any], names: list[str]) -> None:
    """Puts what formulas came to, as it was saved, in the place of the formulas."""
    with _opened(path, data_only=True) as book:
        results = {name: dict(_rows(book[name])) for name in names}
    for name in names:
        for number, row in sheets[name].items():
            found = results[name].get(number, {})
            for column, (kind, _) in row.items():
                if kind == FORMULA:
                    row[column] = found.get(column, (FORMULA, None))


@contextmanager
def _opened(path: Path, *, data_only: bool) -> Iterator[Any]:
    import openpyxl  # takes as long as the whole command line to load

    with path.open("rb") as stream:
        book = openpyxl.load_workbook(
            stream, read_only=True, keep_links=False, data_only=data_only
        )  # fmt: skip
        yield book


def _rows(sheet: Any) -> Iterator[tuple[int, dict[int, tuple[str, Any]]]]:
    """(number, {column: (kind, value)}) of each row that holds something."""
    sheet.reset_dimensions()
    seen, last = 0, 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        seen += len(cells)
        row = {
            column: (cell.data_type, cell.value)
            for column, cell in enumerate(cells)
            if cell.value not in (None, "")
        }
        if row:
            last = number
            yield number, row
        if number - last > MOST_EMPTY_ROWS or seen > MOST_CELLS:
            raise SheetError(
                f"holds too many empty cells on sheet {sheet.title}, from row {last + 1} on; "
                "delete the rows and columns that hold nothing"
            )


def _has_formula(row: dict[int, tuple[str, Any]]) -> bool:
    return any(kind == FORMULA for kind, _ in row.values())


def _cells(row: dict[int, tuple[str, Any]]) -> Row:
    cells = {column: _cell(kind, value) for column, (kind, value) in row.items()}
    return {column: cell for column, cell in cells.items() if cell.text or cell.fault}


def _cell(kind: str, value: Any) -> Cell:
    if kind == FORMULA:
        says = "holds a formula without a result; open and save it in Excel or LibreOffice first"
        return Cell("", says)
    if kind == ERROR:
        return Cell(str(value), "holds a formula that fails; mend it or write the value")
    return Cell(as_text(value))


def as_text(value: Any) -> str:
    """A value as a CSV cell has it. Numbers have the 15 digits that a spreadsheet keeps."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).replace("_x000D_", "").replace("\r", "")
    return "".join(c for c in text if c >= " " or c in "\n\t").strip(" \t")
