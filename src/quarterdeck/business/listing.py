"""A page of a table's records, in the order of their keys, as cells in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q

from quarterdeck.business.forms import title_of
from quarterdeck.business.places import Place
from quarterdeck.clients.folder.sheets.columns import Column, shape
from quarterdeck.clients.models import Client
from quarterdeck.engine import wording

ROWS = 100
FOUND_BY = ("key", "name", "says", "owner", "provides")


@dataclass(frozen=True, slots=True)
class Row:
    """A record: `cells` are (heading, what stands there); "" where nothing is set."""

    key: str
    title: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`after` is the key that the next page begins behind; "" on the last."""

    rows: tuple[Row, ...]
    after: str


def page(client: Client, place: Place, *, after: str = "", find: str = "", lacks: str = "") -> Page:
    """The records behind `after` that hold `find`, and lack what the gap `lacks` names."""
    rows = place.table.model.objects.of(client).filter(_match(place, find))
    for gap in place.gaps:
        rows = rows.filter(gap.where) if gap.name == lacks else rows
    rows = rows.filter(key__gt=after).order_by("key").select_related(*_foreign(place))
    found = list(rows[: ROWS + 1])
    shown = tuple(_row(place, place.table.as_values(row), client) for row in found[:ROWS])
    return Page(shown, shown[-1].key if len(found) > ROWS else "")


def _match(place: Place, find: str) -> Q:
    fields = {f.name for f in place.table.model._meta.fields} & set(FOUND_BY) if find else ()
    return reduce(or_, (Q(**{f"{name}__icontains": find}) for name in sorted(fields)), Q())


def _foreign(place: Place) -> list[str]:
    fields = place.table.model._meta.fields
    return [f.name for f in fields if isinstance(f, models.ForeignKey) and f.name != "client"]


def _row(place: Place, values: dict[str, Any], client: Client) -> Row:
    columns = shape(place.table.schema).columns
    cells = tuple(
        (name.replace("_", " ").capitalize(), shown(
            [c for c in columns if c.path[0] == name], values[name], client.currency
        ))
        for name in place.shows
    )  # fmt: skip
    return Row(values["key"], title_of(place, values), cells)


def shown(columns: Sequence[Column], value: Any, currency: str) -> str:
    """A field's value in words; a field that holds others has several columns."""
    column = columns[0]
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):
        return _group(value, currency if any(c.money for c in columns) else "")
    if isinstance(value, list):
        return ", ".join(str(each).replace("_", " ") for each in value)
    if column.money:
        return wording.money(value, currency)
    if column.share:
        return f"{round(100 * value)} in 100"
    if column.kind == "date":
        return wording.date_short(date.fromisoformat(value))
    if column.kind == "yes or no":
        return "yes" if value else "no"
    if column.kind in ("number", "whole"):
        return _number(value)
    return str(value) if column.ref else str(value).replace("_", " ")


def _group(value: dict[str, Any], currency: str) -> str:
    """A range from low to high, or what kind of proof it is."""
    if "low" not in value:
        return str(value.get("kind", ""))
    if currency:
        return wording.money_range(value["low"], value["high"], currency)
    return f"{_number(value['low'])} to {_number(value['high'])}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"
