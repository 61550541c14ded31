"""A form for a record of any table, made from its schema as a sheet of the workbook is."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms

from quarterdeck.business.grids import Grid, grids_of
from quarterdeck.business.places import Place
from quarterdeck.clients.folder import lists, registry
from quarterdeck.clients.folder.part import Values
from quarterdeck.clients.folder.problems import Problem
from quarterdeck.clients.folder.sheets.cells import text_of
from quarterdeck.clients.folder.sheets.columns import Column, shape
from quarterdeck.clients.folder.sheets.parts import names_of
from quarterdeck.clients.folder.sheets.records import at
from quarterdeck.clients.folder.sheets.writing import heading, note
from quarterdeck.clients.folder.typed import grouped
from quarterdeck.clients.models import Client
from quarterdeck.data.meanings import meaning

MOST_TICKS, MOST_OFFERED = 40, 500
LONG = ("says", "story", "consequence", "covenant", "changes", "why", "if_wrong")


class RecordForm(forms.Form):
    """A field a column, named by its dotted path; `grids` are its lists of groups."""

    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, Any] | None, place: Place, stored: Values | None, client: Client
    ) -> None:
        super().__init__(data, auto_id="id-%s")
        self.stored, self.place = stored, place
        self.columns = tuple(_columns(place, stored))
        self.offered: dict[str, list[str]] = {}
        for column in self.columns:
            keys = _keys(client, column.ref) if column.ref else []
            self.fields[column.name] = _field(
                column, at(stored, column.path), keys, client.currency
            )
            if column.ref and not column.many:
                self.offered[column.name] = keys[:MOST_OFFERED]
                self.fields[column.name].widget.attrs["list"] = f"keys-{column.name}"
        self.grids: tuple[Grid, ...] = grids_of(place.table.schema, stored, data, client.currency)

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """(legend, fields) in the order of the columns; a legend only where fields belong."""
        for name, found in groupby(self.columns, key=lambda column: column.path[0]):
            columns = list(found)
            legend = name.replace("_", " ").capitalize() if len(columns[0].path) > 1 else ""
            yield legend, [self[column.name] for column in columns]

    @property
    def texts(self) -> dict[str, str]:
        """What was said, as cells; call it once the form is valid."""
        return {c.name: _text(self.cleaned_data[c.name], c, self.stored) for c in self.columns}

    @property
    def rows(self) -> dict[str, list[dict[str, str]]]:
        """What was said in the lists of groups."""
        return {grid.name: grid.texts for grid in self.grids}

    def tell(self, problems: Sequence[Problem]) -> None:
        """Puts problems where they belong; those of no field stand above."""
        for problem in problems:
            found = f" (found {problem.found})" if problem.found else ""
            says = f"{problem.expected}{found}"
            name = next(
                (n for n in (problem.field, f"{problem.field}.low") if n in self.fields), ""
            )
            if name:
                self.add_error(name, says)
            else:
                path = ", ".join(problem.field.replace("_", " ").split("."))
                self.add_error(None, f"{path.capitalize()} {says}" if path else says)
            for grid in self.grids:
                grid.tell(problem.field, says)


def _columns(place: Place, stored: Values | None) -> Iterator[Column]:
    """Those of the workbook's sheet; a key that is given stays."""
    names = set(names_of(place.table)) - ({"key"} if stored else set())
    return (column for column in shape(place.table.schema).columns if column.name in names)


def _keys(client: Client, file: str) -> list[str]:
    table = next(t for t in registry.tables() if t.file == file)
    rows = table.model.objects.of(client).order_by("key")
    return list(rows.values_list("key", flat=True)[: MOST_OFFERED + 1])


def _field(column: Column, value: Any, keys: list[str], currency: str) -> forms.Field:
    is_key = column.path == ("key",)
    options: dict[str, Any] = {
        "label": heading(column).removesuffix(" *").rpartition(": ")[2].capitalize(),
        "help_text": _hint(column, is_key, currency),
        "required": column.needed and not is_key,
        "error_messages": {"required": "is missing"},
    }
    choices = list(column.choices) or keys
    if column.many and choices and len(choices) <= MOST_TICKS:
        words = [*choices, *(v for v in value or [] if v not in choices)]
        ticks = forms.CheckboxSelectMultiple
        options |= {"choices": [(w, _said(w, column)) for w in words], "widget": ticks}
        options["help_text"] = meaning(column.owner, column.path[-1])
        return forms.MultipleChoiceField(initial=value or [], **options)
    text = grouped(column, text_of(column, value))
    if column.choices:
        blank = [] if column.needed and text else [("", "")]
        words = [*blank, *((w, _said(w, column)) for w in column.choices)]
        return forms.ChoiceField(choices=words, initial=text, **options)
    return forms.CharField(initial=text, widget=_widget(column), **options)


def _hint(column: Column, is_key: bool, currency: str) -> str:
    if is_key:
        return "A short name that never changes, without spaces. Left blank, one is made."
    says = note(column).replace(" Needed.", "").replace("Needed.", "").rstrip(".")
    unit = f"In {currency}" if column.money else "As 40% or 0.4" if column.share else ""
    return ". ".join(filter(None, (says, unit)))


def _said(word: str, column: Column) -> str:
    return word if column.ref else word.replace("_", " ")


def _widget(column: Column) -> forms.Widget:
    if column.kind == "date":
        return forms.DateInput(attrs={"type": "date"})
    if column.kind in ("number", "whole"):
        return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    if column.path[-1] in LONG or (column.many and not column.ref):
        return forms.Textarea(attrs={"rows": 3})
    return forms.TextInput(attrs={"autocomplete": "off"})


def _text(value: Any, column: Column, stored: Values | None) -> str:
    """A field's answer as a cell. Ticks keep the order in which they are stored."""
    if not isinstance(value, list):
        return str(value)
    before: list[str] = at(stored, column.path) or []
    kept = [each for each in before if each in value]
    return lists.joined([*kept, *(each for each in value if each not in kept)])


def title_of(place: Place, values: Values) -> str:
    """How a record is called on pages."""
    if place.table.single:
        return place.name
    if place.table.keyless:
        return str(values["key"]).replace(":", " · ").replace("_", " ")
    return str(values.get("name") or values.get("says") or values["key"])
