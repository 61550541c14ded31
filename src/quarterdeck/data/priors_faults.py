"""What is wrong with a file of starting estimates, and on which line it stands."""

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from typing import Any

import msgspec
import yaml

from quarterdeck.engine.priors import Priors

NAMES = {
    "float": "a number", "int": "a whole number", "str": "text", "object": "named fields",
    "array": "a list", "null": "nothing", "bool": "yes or no",
}  # fmt: skip
PLACE = re.compile(r"(?P<says>.*?)(?: - at `\$(?P<path>[^`]*)`)?", re.DOTALL)
KEY = "[...]"
"""How msgspec writes a key of a free mapping, whose name it does not tell."""


@dataclass(frozen=True)
class Fault:
    """`path` leads to the field; `expected` says what belongs there."""

    path: tuple[str, ...]
    expected: str


def fault_in(values: Any) -> Fault | None:
    """The first fault; None where the values are starting estimates."""
    try:
        found = msgspec.convert(values, Priors)
        found.judgements  # noqa: B018 - names that it does not know
    except msgspec.ValidationError as error:
        return _told(str(error), values)
    except ValueError as error:
        return Fault(("exposure",), str(error))
    return _unknown_field(values, msgspec.to_builtins(found), ())


def line_of(text: str, path: tuple[str, ...]) -> int:
    """The line of the field, or of the nearest thing above it that exists."""
    node, line = yaml.compose(text, Loader=yaml.SafeLoader), 1
    for part in path:
        found = _child(node, part)
        if found is None:
            break
        node, line = found
    return line


def _child(node: yaml.Node | None, part: str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        pairs = ((k, v) for k, v in node.value if k.value == part)
        return next(((v, k.start_mark.line + 1) for k, v in pairs), None)
    if isinstance(node, yaml.SequenceNode) and part.isdigit() and int(part) < len(node.value):
        item = node.value[int(part)]
        return item, item.start_mark.line + 1
    return None


def _told(message: str, values: Any) -> Fault:
    match = PLACE.fullmatch(message)
    assert match
    says, path = match["says"], _named(_parts(match["path"] or ""), values, message)
    field = says.partition(":")[0]
    if not path and field in Priors.__dataclass_fields__:
        return Fault((field,), says.partition(": ")[2])
    missing = re.fullmatch(r"Object missing required field `(.+)`", says)
    if missing:
        return Fault((*path, missing[1]), "is missing")
    types = re.fullmatch(r"Expected `(.+?)`, got `(.+)`", says)
    if types:
        wanted, got = (" or ".join(NAMES.get(n, n) for n in t.split(" | ")) for t in types.groups())
        return Fault(path, f"must be {wanted}, not {got}")
    return Fault(path, says[:1].lower() + says[1:])


def _parts(path: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\[\.\.\.\]|[^.\[\]]+", path))


def _named(path: tuple[str, ...], values: Any, message: str) -> tuple[str, ...]:
    """The path with the free key that msgspec leaves out: the one without which all is well."""
    if KEY not in path:
        return path
    before, after = path[: path.index(KEY)], path[path.index(KEY) + 1 :]
    for key in reduce(getitem, before, values):
        rest = deepcopy(values)
        del reduce(getitem, before, rest)[key]
        if _message(rest) != message:
            return (*before, str(key), *after)
    return before


def _message(values: Any) -> str:
    try:
        msgspec.convert(values, Priors)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


def _unknown_field(given: Any, known: Any, path: tuple[str, ...]) -> Fault | None:
    """A field that the shape does not have, which would be passed over in silence."""
    if isinstance(given, dict) and isinstance(known, dict):
        for key, value in given.items():
            if key not in known:
                return Fault(
                    (*path, str(key)), f"is no field of {path[-1] if path else 'the file'}"
                )
            fault = _unknown_field(value, known[key], (*path, str(key)))
            if fault:
                return fault
    if isinstance(given, list) and isinstance(known, list):
        faults = (
            _unknown_field(g, k, (*path, str(n)))
            for n, (g, k) in enumerate(zip(given, known, strict=False))
        )
        return next((fault for fault in faults if fault), None)
    return None
