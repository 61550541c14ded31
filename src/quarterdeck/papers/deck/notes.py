"""Speaker's notes: parts of a paper as plain lines, and the reasons that figures open to."""

from collections.abc import Iterable, Iterator
from typing import Any

from quarterdeck.papers.blocks import Cell, Chart, Column, Mark, Table, Verdict
from quarterdeck.papers.pages import Note
from quarterdeck.papers.text import plain, printable, texts


def spoken(part: Any) -> Iterator[str]:
    """`part` in plain lines: a table's rows a line each, a chart with the data behind it."""
    match part:
        case tuple():
            for item in part:
                yield from spoken(item)
        case Table():
            yield from _table(part)
        case Chart():
            yield from (printable(said) for said in (part.title, part.subtitle, part.source))
            yield from _table(part.behind)
        case Verdict(would_change=said) if plain(said).strip():
            yield f"Would change our mind: {printable(plain(said))}"
        case _:
            yield from (printable(found.text) for found in texts(part))


def reasons(keys: Iterable[str], notes: dict[str, Note]) -> Iterator[str]:
    """The notes that figures open to, each once, with a blank line before it."""
    for key in dict.fromkeys(keys):
        note = notes[key]
        yield ""
        yield printable(note.title)
        yield from spoken(note.blocks)


def _table(table: Table) -> Iterator[str]:
    if table.caption.strip():
        yield printable(table.caption)
    yield "; ".join(_head(column) for column in table.columns)
    for row in table.rows:
        yield "; ".join(_cell(cell) for cell in row if _cell(cell))
    if plain(table.note).strip():
        yield printable(plain(table.note))


def _head(column: Column) -> str:
    return printable(f"{column.head}, {column.unit}" if column.unit else column.head)


def _cell(cell: Cell) -> str:
    return printable(cell.word if isinstance(cell, Mark) else plain(cell)).strip()
