"""Writes what docs/client-folder.md says of each file, from the schemas; its head stays as it is.

`python docs/write_client_folder.py`
"""

import os
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import django
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from quarterdeck.data.meanings import meaning

PAGE = Path(__file__).with_name("client-folder.md")
LEDGER = """\
## ledger.jsonl

Who changed what, when, from what to what; each row holds the hash of the row before it. Written by
`client export`, verified on import, never edited by hand: a row that was altered, removed or moved
stops the import.
"""
WORDS = {str: "text", bool: "yes or no", int: "whole number", float: "number"}
SHARED = {
    "Range": "from `low` to `high`",
    "Interval": "range",
    "Chance": "range of a chance",
    "Frequency": "range of events a year",
    "Evidence": "proof",
}


def page() -> str:
    """The whole page, under the head that it has."""
    from quarterdeck.clients.folder import registry
    from quarterdeck.clients.folder.part import Table
    from quarterdeck.clients.folder.profile import PROFILE, Profile
    from quarterdeck.clients.folder.record import Evidence, Interval

    head = PAGE.read_text(encoding="utf-8").partition("\n## ")[0]
    parts = [head, _section(PROFILE, "Who the client is.", Profile, Profile.model_fields)]
    for part in registry.parts():
        if isinstance(part, Table):
            parts.append(_section(part.file, part.says, part.schema, part.columns))
        else:
            parts.append(f"## {part.file}\n\n{_one_line(part.says)}\n")
    for name, shared in (("A range", Interval), ("Proof", Evidence)):
        parts.append(_section(name, _one_line(shared.__doc__ or ""), shared, shared.model_fields))
    return "\n".join([*parts, LEDGER])


def _section(name: str, says: str, schema: type[BaseModel], columns: Any) -> str:
    own = _one_line(schema.__doc__ or "")
    said = says if own in ("", says) or "A record that" in own else f"{_one_line(says)} {own}"
    rows = [row for column in columns for row in _rows(schema, column, column)]
    table = "\n".join(("| field | how it is written | | |", "|---|---|---|---|", *rows))
    return f"## {name}\n\n{_one_line(said)}\n\n{table}\n"


def _rows(schema: type[BaseModel], name: str, place: str) -> Iterator[str]:
    field = schema.model_fields[name]
    many, inner = _inner(field.annotation)
    says = meaning(schema.__name__, name)
    yield f"| `{place}` | {_shape(field.annotation)} | {says} | {_note(field)} |"
    if isinstance(inner, type) and issubclass(inner, BaseModel) and inner.__name__ not in SHARED:
        for below in inner.model_fields:
            yield from _rows(inner, below, f"{place}{'[]' if many else ''}.{below}")


def _inner(annotation: Any) -> tuple[bool, Any]:
    """Whether there are many, and of what."""
    if get_origin(annotation) in (Union, UnionType):
        several = [inner for inner in get_args(annotation) if inner is not NoneType]
        if len(several) > 1:
            return False, annotation
        (annotation,) = several
    if get_origin(annotation) is list:
        return True, get_args(annotation)[0]
    if hasattr(annotation, "__metadata__"):
        return _inner(get_args(annotation)[0])
    return False, annotation


def _shape(annotation: Any) -> str:
    many, inner = _inner(annotation)
    if hasattr(inner, "__metadata__"):
        inner = get_args(inner)[0]
    if get_origin(inner) in (Union, UnionType):
        return " or ".join(_shape(one) for one in get_args(inner) if one is not NoneType)
    if get_origin(inner) is Literal:
        shape = ", ".join(f"`{choice}`" if choice else "nothing" for choice in get_args(inner))
        return f"some of {shape}" if many else shape
    if isinstance(inner, type) and issubclass(inner, Enum):
        return ", ".join(f"`{member.value}`" for member in inner)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        says = SHARED.get(inner.__name__) or _one_line(inner.__doc__ or "")
        return f"list: {says}".rstrip(": ") if many else says
    if get_origin(inner) is dict:
        return "map"
    word = WORDS.get(inner, getattr(inner, "__name__", "value"))
    return f"list of {word}" if many else {"date": "day"}.get(word, word)


def _note(field: FieldInfo) -> str:
    notes = ["needed"] if field.is_required() else []
    if not field.is_required() and field.default not in (None, "", [], 0):
        notes.append(f"else `{_said(field.default)}`")
    notes += [f"key in {mark.file}" for mark in field.metadata if hasattr(mark, "file")]
    return "; ".join(notes)


def _said(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quarterdeck.web.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
