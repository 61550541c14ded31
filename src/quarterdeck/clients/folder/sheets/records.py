"""From what sheets say to raw records, over what is stored already.

A cell that says what the export would write of the stored value leaves that value as it is: what
a spreadsheet cannot hold to the last digit does not change on the way out and in.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from quarterdeck.clients.folder import lists
from quarterdeck.clients.folder.record import Place
from quarterdeck.clients.folder.sheets.cells import text_of
from quarterdeck.clients.folder.sheets.columns import Column, shape
from quarterdeck.clients.folder.sheets.grids import Given
from quarterdeck.clients.folder.yaml_lines import Lines

BLANK: tuple[object, ...] = (None, "", [])


@dataclass(slots=True)
class Raw:
    """Values as a YAML file would have them, and the spot of each path."""

    values: dict[str, Any]
    lines: Lines = field(default_factory=dict)


def overlaid(schema: type[BaseModel], given: Given, stored: dict[str, Any] | None) -> Raw:
    """A record as a row says it; columns that the sheet lacks stay as they are stored."""
    raw = Raw(deepcopy(stored) if stored else {}, {(): given.row})
    for column in shape(schema).columns:
        if column.name in given.spots:
            for end in range(1, len(column.path) + 1):
                raw.lines.setdefault(column.path[:end], given.spots[column.name])
        if column.name in given.texts:
            _set(raw.values, column, given.texts[column.name], stored)
    for name in {c.path[0] for c in shape(schema).columns if len(c.path) > 1}:
        group = raw.values.get(name)
        if isinstance(group, dict) and all(value in BLANK for value in group.values()):
            del raw.values[name]
    return raw


def with_list(raw: Raw, name: str, schema: type[BaseModel], rows: list[Given]) -> None:
    """Puts the rows of a list's own sheet in the record's place for it."""
    old: list[Any] = raw.values.get(name) or []
    raw.values[name] = []
    for index, given in enumerate(rows):
        base = old[index] if index < len(old) else None
        piece = overlaid(schema, given, base)
        raw.values[name].append(piece.values)
        raw.lines |= {(name, index, *place): spot for place, spot in piece.lines.items()}


def _set(values: dict[str, Any], column: Column, text: str, stored: dict[str, Any] | None) -> None:
    if stored is not None and text == text_of(column, at(stored, column.path)):
        return
    *above, last = column.path
    for name in above:
        if not isinstance(values.get(name), dict):
            if not text:
                return
            values[name] = {}
        values = values[name]
    if text:
        values[last] = lists.parted(text) if column.many else text
    else:
        values.pop(last, None)


def at(values: Any, path: Place) -> Any:
    """What stands at a path; None where something on the way is missing."""
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return values
