"""Taking parts out of JSON values whose shape one cannot trust."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from quarterdeck.readers.source import Source


def text(value: Any) -> str:
    """A string, or a number as one; "" for everything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ""


def texts(value: Any) -> list[str]:
    """The strings of a list, or the one string there is."""
    if isinstance(value, list):
        return [found for part in value if (found := text(part))]
    return [found] if (found := text(value)) else []


def part(value: Any, *keys: str) -> dict[str, Any]:
    """The object that the keys lead to; an empty one when there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def at(value: Any, *keys: str) -> str:
    """The string or number that the keys lead to, as text; "" when there is none."""
    return text(part(value, *keys[:-1]).get(keys[-1]))


def objects(source: Source, value: Any, place: str) -> Iterator[dict[str, Any]]:
    """The objects of a list that findings hang on; nothing when it is absent or null.

    Raises ReadError for any other shape, because skipping it would hide findings.
    """
    if value is None:
        return
    if not isinstance(value, list):
        raise source.error(place, "should be a list.", "Export the report again.")
    for index, member in enumerate(value, start=1):
        yield expect(source, member, f"{place} {index}")


def expect(source: Source, value: Any, place: str) -> dict[str, Any]:
    """`value` if it is an object, else ReadError."""
    if not isinstance(value, dict):
        raise source.error(place, "should be an object.", "Export the report again.")
    return value


def required(source: Source, value: dict[str, Any], key: str, place: str) -> str:
    """The text at `key`, ReadError when it is missing: without it a finding has no identity."""
    found = text(value.get(key)).strip()[:500]
    if not found:
        raise source.error(place, f"lacks “{key}”.", "Export the report again.")
    return found
