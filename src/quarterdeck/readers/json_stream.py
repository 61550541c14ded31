"""JSON, value by value: only the wanted parts are built, in the order of the file."""

from collections.abc import Collection, Iterator
from typing import Any

import ijson

from quarterdeck.readers.errors import ReadError, line_of
from quarterdeck.readers.json_bounds import JsonStream
from quarterdeck.readers.source import Source

DEEPEST = 100
READ_AT_ONCE = 2**18
MOST_PARTS_IN_A_VALUE = 1_000_000
Event = tuple[str, Any]


def walk(
    source: Source, paths: Collection[str], *, many: bool = False, marks: Collection[str] = ()
) -> Iterator[tuple[str, str, Any]]:
    """(path, place, value) for each value at one of the dotted `paths`, whole, in file order.

    A path names keys and `item` for the elements of an array: `Results.item.Target`; the empty
    path is a whole document. Values inside a wanted value are not yielded again. `many` reads
    several documents after one another (JSON Lines). An object or array at one of the `marks` is
    announced with the value None where it begins. Numbers are int or Decimal.
    Raises ReadError for JSON that is broken, cut short, deeper or longer than a report would be, or
    that has anything but null in place of an object or list on the way to the paths.
    """
    with source.open() as inner:
        stream = JsonStream(source, inner)
        events = _events(source, stream, many)
        try:
            yield from _wanted(source, stream, events, frozenset(paths), frozenset(marks))
        except (ijson.JSONError, ValueError, ArithmeticError) as error:
            raise _broken(source, stream, error) from error


def _events(source: Source, stream: JsonStream, many: bool) -> Iterator[Event]:
    depth = 0
    for event in ijson.basic_parse(stream, multiple_values=many, buf_size=READ_AT_ONCE):
        kind = event[0]
        if kind == "start_map" or kind == "start_array":
            depth += 1
            if depth > DEEPEST:
                problem = f"nests over {DEEPEST} levels deep, as no scanner does."
                raise source.error(stream.near, problem, "Export the report again.")
        elif kind == "end_map" or kind == "end_array":
            depth -= 1
        stream.quiet_bytes = 0
        yield event


def _shapes(paths: Collection[str]) -> dict[str, set[str]]:
    """The events that may begin the containers on the way to the paths."""
    shapes: dict[str, set[str]] = {}
    for path in filter(None, paths):
        before = ""
        for key in path.split("."):
            kind = "start_array" if key == "item" else "start_map"
            shapes.setdefault(before, {"null"}).add(kind)
            before = f"{before}.{key}" if before else key
    return shapes


def _wanted(
    source: Source,
    stream: JsonStream,
    events: Iterator[Event],
    paths: frozenset[str],
    marks: frozenset[str],
) -> Iterator[tuple[str, str, Any]]:
    """Follows the path of every event; containers on the way are kept as their path and index."""
    shapes = _shapes(paths | marks)
    stack: list[tuple[str, int | None]] = []
    path, key, index = "", "", None
    for kind, value in events:
        if kind == "map_key":
            key = f"{path}.{value}" if path else value
            continue
        if kind == "end_map" or kind == "end_array":
            path, index = stack.pop()
            key = path
            continue
        if index is not None:
            here, index = (f"{path}.item" if path else "item"), index + 1
        else:
            here = key if stack else ""
        if here in paths:
            place = _place(here, stack, index) or stream.near
            yield here, place, _built(source, stream, kind, value, events)
            continue
        if here in shapes and kind not in shapes[here]:
            problem = f"has something else in place of the list or object “{here or 'document'}”."
            raise source.error(stream.near, problem, "Export the report again.")
        if kind == "start_map" or kind == "start_array":
            if here in marks:
                yield here, _place(here, stack, index) or stream.near, None
            stack.append((path, index))
            path, index = here, (0 if kind == "start_array" else None)


def _place(path: str, stack: list[tuple[str, int | None]], index: int | None) -> str:
    """A path with its numbers, for people: "Results 2, Vulnerabilities 7"."""
    numbers = iter([n for n in (*(n for _, n in stack), index) if n is not None])
    words: list[str] = []
    for key in path.split("."):
        if key == "item":
            words.append(f"{words.pop() if words else key} {next(numbers, '')}")
        else:
            words.append(key)
    return ", ".join(words)


def _built(
    source: Source, stream: JsonStream, kind: str, value: Any, events: Iterator[Event]
) -> Any:
    if kind != "start_map" and kind != "start_array":
        return _scalar(kind, value)
    root: Any = {} if kind == "start_map" else []
    open_values, keys = [root], [""]
    for count, (kind, value) in enumerate(events):
        if kind == "map_key":
            keys[-1] = value
            continue
        if kind == "end_map" or kind == "end_array":
            open_values.pop()
            keys.pop()
            if not open_values:
                return root
            continue
        starts = kind == "start_map" or kind == "start_array"
        made: Any = _scalar(kind, value) if not starts else {} if kind == "start_map" else []
        parent = open_values[-1]
        if type(parent) is dict:
            parent[keys[-1]] = made
        else:
            parent.append(made)
        if starts:
            open_values.append(made)
            keys.append("")
        if count > MOST_PARTS_IN_A_VALUE:
            raise source.error(stream.near, "holds a value of over a million parts.", "")
    return root


def _scalar(kind: str, value: Any) -> Any:
    if kind == "string" and "\0" in value:
        return value.replace("\0", "")
    return value


def _broken(source: Source, stream: JsonStream, error: Exception) -> ReadError:
    text = line_of(error)
    if "premature EOF" in text:
        problem, place = "ends in the middle: it was cut short.", f"byte {stream.count:,}, its end"
    elif "invalid bytes in UTF8" in text:
        problem, place = "has bytes near here that are not UTF-8, as JSON is.", stream.near
    else:
        problem, place = f"is not well-formed JSON ({text.strip(chr(39))}).", stream.near
    return source.error(place, problem, "Export the report again.")
