"""A part of the folder: one file of records that are kept in one table."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from pathlib import Path
from types import UnionType
from typing import Any, Protocol, TypeVar, Union, get_args, get_origin

import msgspec
from django.db import models

from quarterdeck.clients.folder.record import Record, Ref
from quarterdeck.clients.isolation import Keyed
from quarterdeck.clients.models import Client

Values = dict[str, Any]
Row = TypeVar("Row", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Table:
    """`file` (.yaml or .csv) holds records of `schema`, stored as rows of `model` by key.

    The schema's fields bear the names of the model's; a foreign key is written as the key of its
    row. `single` files hold one record, whose key is left out and is the file's stem, unless it is
    `named`. `derived` makes the key of records that people do not name. `outdates` tells whether
    the stored values (first) are newer than the given, which then do not replace them.
    """

    file: str
    schema: type[Record]
    model: type[Keyed]
    says: str
    single: bool = False
    named: bool = False
    derived: Callable[[Values], str] | None = None
    outdates: Callable[[Values, Values], bool] = lambda _stored, _given: False

    @property
    def keyless(self) -> bool:
        return (self.single and not self.named) or self.derived is not None

    def with_key(self, values: Any) -> Any:
        """The raw values with the key that the file leaves out."""
        if not isinstance(values, dict):
            return values
        if self.single and not self.named:
            return {"key": Path(self.file).stem} | values
        return {"key": self.derived(values)} | values if self.derived else values

    @property
    def columns(self) -> list[str]:
        return [name for name in self.schema.model_fields if not (name == "key" and self.keyless)]

    def refs(self) -> dict[str, Ref]:
        """The fields that hold keys of other files."""
        return {
            name: mark
            for name, info in self.schema.model_fields.items()
            for mark in info.metadata
            if isinstance(mark, Ref)
        }

    def as_row(self, client: Client, values: Values, rows: dict[type, dict[str, Any]]) -> Values:
        """Model attributes from a record's values; `rows` has the stored rows of lower tables."""
        attributes: Values = {"client_id": client.pk}
        for name, value in values.items():
            if self._is_foreign(name):
                related = self.model._meta.get_field(name).related_model
                attributes[name] = rows[related][value] if value else None
            else:
                attributes[name] = value
        return attributes

    def as_values(self, row: Keyed) -> Values:
        """A stored row as the JSON values of its record."""
        found: Values = {}
        for name in self.schema.model_fields:
            value = getattr(row, name)
            if self._is_foreign(name):
                value = value.key if value else None
            found[name] = value
        return self.schema.model_validate(found).model_dump(mode="json")

    def values(self, client: Client, keys: Collection[str] | None = None) -> list[Values]:
        """The client's rows as their records' values, in the order of their keys; or of some."""
        names = tuple(self.schema.model_fields)
        records = (
            self.schema.model_validate(dict(zip(names, row, strict=True)))
            for row in self._stored(client, names, keys)
        )
        return sorted((r.model_dump(mode="json") for r in records), key=itemgetter("key"))

    def rows(self, client: Client, schema: type[Row]) -> list[Row]:
        """The same as no more than the fields of `schema`, as they are stored: records were
        checked on the way in."""
        rows = self._stored(client, schema.__struct_fields__)
        return sorted((schema(*row) for row in rows), key=attrgetter("key"))

    def _stored(
        self, client: Client, names: tuple[str, ...], keys: Collection[str] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        columns = (f"{name}__key" if self._is_foreign(name) else name for name in names)
        rows = self.model.objects.of(client).values_list(*columns)
        rows = rows if keys is None else rows.filter(key__in=keys)
        return rows.iterator(chunk_size=5_000)  # type: ignore[no-any-return]

    def _is_foreign(self, name: str) -> bool:
        return isinstance(self.model._meta.get_field(name), models.ForeignKey)

    def stored(self, client: Client, keys: Collection[str] | None = None) -> dict[str, Keyed]:
        """The client's rows by key; or some of them."""
        foreign = [f.name for f in self.model._meta.fields if isinstance(f, models.ForeignKey)]
        foreign.remove("client")
        rows = self.model.objects.of(client)
        rows = rows if keys is None else rows.filter(key__in=keys)
        return {row.key: row for row in (rows.select_related(*foreign) if foreign else rows)}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a part of files did: how many were new, changed, kept as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0


class Files(Protocol):
    """A part that is not a table: raw scans, frozen packs, intelligence."""

    file: str
    says: str

    def check(self, folder: Path, report: Any) -> None:
        """Adds what is wrong with the files to the report; stores nothing."""
        ...

    def load(self, client: Client, folder: Path, actor: str) -> Loaded:
        """Stores what is not stored yet, inside the import's transaction."""
        ...

    def dump(self, client: Client, folder: Path) -> int:
        """Writes the files; returns how many."""
        ...

    def state(self, client: Client) -> Any:
        """What is stored, as JSON values that are equal when it is the same."""
        ...


def is_list(annotation: Any) -> bool:
    """Whether a field of this type holds several values."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return any(is_list(inner) for inner in get_args(annotation))
    return origin is list or annotation is list
