"""What documents of plain data (YAML, JSON) share: ranges, places of mistakes, words for them."""

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

import msgspec

from quarterdeck.engine.estimates import JUDGEMENT, Estimate, exactly

Made = TypeVar("Made")
Choices = Mapping[str, tuple[str, ...]]


class Range(msgspec.Struct, forbid_unknown_fields=True):
    low: float
    high: float
    likely: float | None = None
    source: str = JUDGEMENT


def converted(mapping: object, kind: type[Made], choices: Choices | None = None) -> Made:
    """Raises ValueError that names the place (scenarios[2].losses[0].size) and the mend.

    `choices` are the values that the fields of those names may have.
    """
    try:
        return msgspec.convert(mapping, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(_in_words(str(error), choices or {})) from None


def estimate(raw: float | Range, kind: Literal["amount", "chance"], place: str) -> Estimate:
    if isinstance(raw, Range):
        given = raw
        return at(place, lambda: Estimate(given.low, given.high, kind, given.likely, given.source))
    value = raw
    return at(place, lambda: exactly(value, kind))


def made(place: str, kind: Callable[..., Made], raw: msgspec.Struct) -> Made:
    return at(place, lambda: kind(**msgspec.structs.asdict(raw)))


def at(place: str, make: Callable[[], Made]) -> Made:
    """What `make` makes; a ValueError gets the place in front."""
    try:
        return make()
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from None


def _in_words(error: str, choices: Choices) -> str:
    what, _, inside = error.partition(" - at `")
    place = inside.rstrip("`").removeprefix("$").lstrip(".") or "the document"
    what = what.removeprefix("Object ").replace("`", "").replace("| object", "or low and high")
    if known := "enum" in what and choices.get(place.rpartition(".")[2]):
        what += f"; it is one of {', '.join(known)}"
    return f"{place}: {what[0].lower()}{what[1:]}"
