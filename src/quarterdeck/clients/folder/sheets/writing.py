"""`client export --xlsx`: everything that is filled in by hand, as one workbook to send round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.part import Table, Values
from quarterdeck.clients.folder.problems import FolderError, Report
from quarterdeck.clients.folder.profile import PROFILE_PART, profile_values
from quarterdeck.clients.folder.sheets.cells import LONGEST, Cellular, cell_of
from quarterdeck.clients.folder.sheets.choosing import Chooser
from quarterdeck.clients.folder.sheets.columns import Column, fits, shape
from quarterdeck.clients.folder.sheets.guide import Entry, guide
from quarterdeck.clients.folder.sheets.parts import names_of, sheet_of
from quarterdeck.clients.folder.sheets.records import at
from quarterdeck.clients.models import Client
from quarterdeck.data.meanings import meaning
from quarterdeck.papers.xlsx import Head, Kind, Workbook

KEY = Column(("key",), "text", needed=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows` have a value for each column."""

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: list[list[Cellular]]
    form: bool = False


def export_book(client: Client, path: Path) -> dict[str, int]:
    """Writes the workbook; returns how many rows each sheet has.

    Raises FolderError when the file exists, or a text is longer than a cell can be.
    """
    report = Report()
    if path.exists():
        report.error(str(path), 0, "", "exists; choose another name")
    tables = [(PROFILE_PART, [profile_values(client)])]
    tables += [(t, t.values(client)) for t in registry.tables() if fits(t.schema)]
    sheets = [sheet for table, values in tables for sheet in _sheets(table, values)]
    _check_lengths(sheets, report)
    if report.errors:
        raise FolderError(report)
    with Workbook(path, client.currency, title=f"{client.name}: facts") as book:
        entries = [Entry(s.name, s.says, 0 if s.form else len(s.rows)) for s in sheets]
        guide(book, client.name, client.currency, entries)
        chooser = Chooser(book)
        for sheet in sheets:
            (_write_form if sheet.form else _write_table)(book, chooser, sheet)
    return {sheet.name: len(sheet.rows) for sheet in sheets}


def _sheets(table: Table, values: list[Values]) -> Iterator[Sheet]:
    """The sheet of a table, then those of its lists."""
    found = shape(table.schema)
    names = set(names_of(table))
    columns = tuple(column for column in found.columns if column.name in names)
    rows = [[cell_of(c, at(record, c.path)) for c in columns] for record in values]
    yield Sheet(sheet_of(table), table.says, columns, rows, form=table.single)
    for name, schema in found.lists.items():
        own = shape(schema).columns
        owner = () if table.single else (KEY,)
        pieces = [
            [*([record["key"]] if owner else []), *(cell_of(c, at(piece, c.path)) for c in own)]
            for record in values
            for piece in record[name]
        ]
        says = f"{meaning(table.schema.__name__, name)}: a row each."
        yield Sheet(sheet_of(table, name), says, (*owner, *own), pieces)


def _check_lengths(sheets: Sequence[Sheet], report: Report) -> None:
    for sheet in sheets:
        for column, value in chain.from_iterable(
            zip(sheet.columns, row, strict=True) for row in sheet.rows
        ):
            if isinstance(value, str) and len(value) > LONGEST:
                expected = f"is longer than a cell can be ({LONGEST:,} letters); shorten it"
                report.error(f"sheet {sheet.name}", 0, column.name, expected, value)


def _write_table(book: Workbook, chooser: Chooser, sheet: Sheet) -> None:
    heads = [_head(sheet, column, place) for place, column in enumerate(sheet.columns)]
    says = " ".join(sheet.says.split())
    made = book.table(sheet.name, heads, sheet.rows, says)
    last = 2 + len(sheet.rows) + chooser.spare
    for place, column in enumerate(sheet.columns):
        chooser.offer(made, sheet.name, column, (2, place, last, place))
    if sheet.columns[0].path == KEY.path and "." not in sheet.name:
        chooser.name_keys(sheet.name, last)


def _write_form(book: Workbook, chooser: Chooser, sheet: Sheet) -> None:
    made = book.sheet(sheet.name)
    for place, width in enumerate((34, 50, 70)):
        made.set_column(place, place, width)
    made.write_string(0, 0, " ".join(sheet.says.split()), book.format(says=True))
    values = sheet.rows[0] if sheet.rows else [None] * len(sheet.columns)
    for row, (column, value) in enumerate(zip(sheet.columns, values, strict=True), 1):
        made.write_string(row, 0, heading(column), book.format(head=True))
        book.put(made, row, 1, value, _kind(column), left=True)
        made.write_string(row, 2, note(column), book.format(says=True))
        chooser.offer(made, sheet.name, column, (row, 1, row, 1))
    made.freeze_panes(1, 1)


def heading(column: Column) -> str:
    """ "Penalty: low", with a star where it is needed."""
    words = ": ".join(part.replace("_", " ") for part in column.path)
    return f"{words[:1].upper()}{words[1:]}{' *' if column.needed else ''}"


def note(column: Column) -> str:
    """What belongs in a column's cells."""
    says = [meaning(column.owner, column.path[-1])]
    if column.needed:
        says.append("Needed.")
    elif column.default not in (None, "", [], 0):
        default = "yes" if column.default is True else column.default
        says.append(f"Left blank, it is {default}.")
    if column.many:
        says.append("Several are parted by semicolons, or stand one a line.")
    return ". ".join(filter(None, [says[0].rstrip("."), " ".join(says[1:])]))


def _head(sheet: Sheet, column: Column, place: int) -> Head:
    if column == KEY:
        whose = sheet.name.partition(".")[0]
        return Head("Key *", "text", f"Key of the row on sheet {whose} that this belongs to.", 22)
    longest = max((len(str(row[place] or "")) for row in sheet.rows), default=0)
    width = min(60, max(14, longest * 9 // 10)) if _kind(column) == "text" else 0
    return Head(heading(column), _kind(column), note(column), width)


def _kind(column: Column) -> Kind:
    if column.money or column.share:
        return "money" if column.money else "share"
    kinds: dict[str, Kind] = {"number": "number", "whole": "whole", "date": "date"}
    return kinds.get(column.kind, "text")
