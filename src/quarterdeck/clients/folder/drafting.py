"""What people say of a table's records, in a form or pasted, before it counts."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from quarterdeck.clients.folder.part import Table, Values
from quarterdeck.clients.folder.problems import Problem, Report, Spot
from quarterdeck.clients.folder.sheets.columns import Column, shape
from quarterdeck.clients.folder.sheets.grids import Given, normal
from quarterdeck.clients.folder.sheets.opening import Cell, Rows
from quarterdeck.clients.folder.sheets.parts import records_of, sheet_of
from quarterdeck.clients.folder.sheets.records import overlaid, with_list
from quarterdeck.clients.folder.typed import plain
from quarterdeck.clients.folder.yaml_lines import Lines

Texts = Mapping[str, str]
PASTED = "what was pasted"


@dataclass(frozen=True, slots=True)
class Draft:
    """Raw records for a table, the spot of each path, and the keys of records that go.

    `over` are the keys of stored records that may be written over; None of any. `faults` stop the
    draft, what was `passed_over` does not.
    """

    table: Table
    raws: Sequence[Any] = ()
    lines: Lines = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    over: frozenset[str] | None = None
    faults: Sequence[Problem] = ()
    passed_over: Sequence[Problem] = ()


def filled(
    table: Table, stored: Values | None, texts: Texts, lists: Mapping[str, Sequence[Texts]]
) -> Draft:
    """One record from the texts of a form, over what is stored of it; None of a new one.

    `texts` are by the dotted names of columns; `lists` are the rows of its lists of groups.
    """
    raw = overlaid(table.schema, _given(table.schema, texts), stored)
    for name, rows in lists.items():
        schema = shape(table.schema).lists[name]
        with_list(raw, name, schema, [_given(schema, row) for row in rows])
    if table.keyless:
        raw.values.pop("key", None)
    was = frozenset({stored["key"]} if stored else ())
    return Draft(table, [raw.values], gone=was, over=was)


def pasted(table: Table, stored: Mapping[str, Values], text: str) -> Draft:
    """Records from rows of a spreadsheet with their headings, over those that are stored."""
    report, columns = Report(), shape(table.schema).columns
    rows = _rows(text, {normal(column.name): column for column in columns})
    sheets = {sheet_of(table): rows}
    raws, lines = records_of(table, sheets, lambda _sheet: PASTED, dict(stored), report)
    return Draft(table, raws, lines, faults=report.errors, passed_over=report.warnings)


def removed(table: Table, keys: Sequence[str]) -> Draft:
    """Records that go."""
    return Draft(table, gone=frozenset(keys))


def as_before(table: Table, before: Mapping[str, Values | None]) -> Draft:
    """Records as they were before an edit; those that were not there go."""
    raws = [values for values in before.values() if values is not None]
    return Draft(table, raws, gone=frozenset(before))


def _given(schema: type[BaseModel], texts: Texts) -> Given:
    columns = {column.name: column for column in shape(schema).columns}
    known = {name: plain(columns[name], text) for name, text in texts.items() if name in columns}
    return Given(known, {}, Spot("", 0))


def _rows(text: str, known: Mapping[str, Column]) -> Rows:
    """The cells of a pasted text, parted by tabs; by commas where its head has no tab."""
    lines = text.strip("\r\n").splitlines(keepends=True)
    tabbed = bool(lines) and "\t" in lines[0]
    found = list(csv.reader(lines, delimiter="\t" if tabbed or "," not in text else ","))
    heads = [known.get(normal(heading)) for heading in (found[0] if found else ())]
    return {
        number: row
        for number, cells in enumerate(found, 1)
        if (row := _row(cells, heads if number > 1 else []))
    }


def _row(cells: Sequence[str], heads: Sequence[Column | None]) -> dict[int, Cell]:
    columns = [*heads, *([None] * (len(cells) - len(heads)))]
    texts = [
        plain(column, text) if column else text.strip()
        for column, text in zip(columns, cells, strict=False)
    ]
    return {place: Cell(text) for place, text in enumerate(texts) if text}
