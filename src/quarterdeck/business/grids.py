"""The lists of groups within a record as small grids: a row each, and blank rows below."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from quarterdeck.clients.folder.part import Values
from quarterdeck.clients.folder.sheets.cells import text_of
from quarterdeck.clients.folder.sheets.columns import Column, shape
from quarterdeck.clients.folder.sheets.records import at
from quarterdeck.clients.folder.sheets.writing import heading
from quarterdeck.clients.folder.typed import grouped
from quarterdeck.data.meanings import meaning

BLANK_ROWS, MOST_ROWS = 2, 200


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: the name of its input, its column's heading, what stands in it."""

    name: str
    heading: str
    column: Column
    text: str

    @property
    def words(self) -> list[tuple[str, str]]:
        """The words to choose from, as (word, how it is said)."""
        return [(word, word.replace("_", " ")) for word in self.column.choices]


@dataclass(frozen=True, slots=True)
class Grid:
    """A list of groups: `texts` are the rows that say something, by dotted column."""

    name: str
    title: str
    says: str
    columns: tuple[Column, ...]
    texts: list[dict[str, str]]
    faults: list[str] = field(default_factory=list)

    @property
    def headings(self) -> list[str]:
        return [heading(column) for column in self.columns]

    @property
    def boxes(self) -> list[list[Box]]:
        """The rows of cells to show, with blank ones at the end."""
        rows = [*self.texts, *({} for _ in range(BLANK_ROWS))]
        return [
            [
                Box(f"{self.name}-{n}-{c.name}", heading(c), c, row.get(c.name, ""))
                for c in self.columns
            ]
            for n, row in enumerate(rows)
        ]

    def tell(self, place: str, says: str) -> None:
        """Keeps a problem that stands in this list, with its row and heading."""
        name, _, within = place.partition(".")
        if name == self.name:
            row, _, column = within.partition(".")
            where = f"Row {int(row) + 1}, {column.replace('_', ' ')}: " if row.isdigit() else ""
            self.faults.append(f"{where}{says}")


def grids_of(
    schema: type[BaseModel], stored: Values | None, data: Mapping[str, Any] | None, currency: str
) -> tuple[Grid, ...]:
    """The lists of a record as they are stored, or as a form has just said."""
    found = []
    for name, inner in shape(schema).lists.items():
        columns = shape(inner).columns
        unit = f"Sums in {currency}" if any(column.money for column in columns) else ""
        says = ". ".join(filter(None, (meaning(schema.__name__, name), unit)))
        rows = _rows(name, columns, stored, data)
        found.append(Grid(name, name.replace("_", " ").capitalize(), says, columns, rows))
    return tuple(found)


def _rows(
    name: str, columns: tuple[Column, ...], stored: Values | None, data: Mapping[str, Any] | None
) -> list[dict[str, str]]:
    if data is None:
        pieces = (stored or {}).get(name) or []
        return [
            {c.name: grouped(c, text_of(c, at(piece, c.path))) for c in columns} for piece in pieces
        ]
    said = (
        {c.name: str(data.get(f"{name}-{n}-{c.name}", "")).strip() for c in columns}
        for n in range(MOST_ROWS)
    )
    return [row for row in said if any(row.values())]
