"""A record's schema as the columns of a sheet.

Fields within a field become columns of their own (`penalty.low`); a list of such groups gets a
sheet of its own (`services.downtime_cost`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from quarterdeck.clients.folder.record import MONEY, SHARE, Chance, Ref

Kind = Literal["text", "number", "whole", "date", "yes or no"]
KINDS: dict[Any, Kind] = {bool: "yes or no", int: "whole", float: "number", date: "date"}


@dataclass(frozen=True, slots=True)
class Column:
    """One field: `path` within the record, what a cell of it holds.

    `many` cells hold several texts; `choices` are the words allowed, `ref` the file whose keys.
    """

    path: tuple[str, ...]
    kind: Kind
    many: bool = False
    choices: tuple[str, ...] = ()
    ref: str = ""
    needed: bool = False
    default: Any = None
    money: bool = False
    share: bool = False
    owner: str = ""

    @property
    def name(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a schema, and the schemas of its lists of groups."""

    columns: tuple[Column, ...]
    lists: dict[str, type[BaseModel]]


@dataclass(slots=True)
class _Type:
    """What an annotation says once it is unwrapped."""

    inner: Any = str
    many: bool = False
    marks: tuple[Any, ...] = ()


@lru_cache
def shape(schema: type[BaseModel]) -> Shape:
    """Raises TypeError for a schema that has a field of no fixed shape."""
    lists = {
        name: found.inner
        for name, info in schema.model_fields.items()
        if (found := _unwrapped(info.annotation)).many and _is_group(found.inner)
    }
    flat = [name for name in schema.model_fields if name not in lists]
    columns = (column for name in flat for column in _columns(schema, name, (), False, True))
    return Shape(tuple(columns), lists)


def fits(schema: type[BaseModel]) -> bool:
    """Whether records of the schema can stand on sheets."""
    try:
        shape(schema)
    except TypeError:
        return False
    return True


def _columns(
    schema: type[BaseModel], name: str, above: tuple[str, ...], money: bool, needed: bool
) -> Iterator[Column]:
    info = schema.model_fields[name]
    found = _unwrapped(info.annotation, info.metadata)
    path, needed = (*above, name), needed and info.is_required()
    money = MONEY in found.marks or (money and name != "source")
    if _is_group(found.inner):
        for below in found.inner.model_fields:
            yield from _columns(found.inner, below, path, money, needed)
    else:
        yield _column(schema, info, found, path, money, needed)


def _column(
    schema: type[BaseModel], info: FieldInfo, found: _Type, path: tuple[str, ...], money: bool,
    needed: bool,
) -> Column:  # fmt: skip
    if get_origin(found.inner) is dict:
        raise TypeError(f"{'.'.join(path)} has no fixed shape")
    kind = KINDS.get(found.inner, "text")
    return Column(
        path,
        kind,
        many=found.many,
        choices=_choices(found.inner),
        ref=next((mark.file for mark in found.marks if isinstance(mark, Ref)), ""),
        needed=needed,
        default=info.default if not info.is_required() else None,
        money=money and kind == "number",
        share=SHARE in found.marks or (issubclass(schema, Chance) and kind == "number"),
        owner=schema.__name__,
    )


def _unwrapped(annotation: Any, marks: Any = ()) -> _Type:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _unwrapped(args[0], (*marks, *args[1:]))
    if origin in (Union, UnionType):
        some = [arg for arg in args if arg is not NoneType]
        if len(some) == 1:
            return _unwrapped(some[0], marks)
        words = tuple(word for arg in some for word in get_args(arg))
        return _Type(Literal[words], marks=tuple(marks))
    if origin is list:
        inner = _unwrapped(args[0], marks)
        return _Type(inner.inner, True, inner.marks)
    return _Type(annotation, marks=tuple(marks))


def _choices(inner: Any) -> tuple[str, ...]:
    if get_origin(inner) is Literal:
        return tuple(word for word in get_args(inner) if word)
    if isinstance(inner, type) and issubclass(inner, Enum):
        return tuple(str(member.value) for member in inner)
    return ("yes", "no") if inner is bool else ()


def _is_group(inner: Any) -> bool:
    return isinstance(inner, type) and issubclass(inner, BaseModel)
