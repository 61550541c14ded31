"""What the beginning of a file gives away: the XML root, JSON paths, CSV columns."""

import csv
import re
from functools import lru_cache

import ijson

from quarterdeck.readers.csv_table import MOST_LINES_BEFORE_HEAD, delimiter_of
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.json_bounds import has_long_number
from quarterdeck.readers.source import Source

Layout = tuple[str, ...]
"""The columns (in lower case) by which a CSV layout is known."""

HEAD_BYTES = 256 * 1024
_DEEPEST = 6
_MOST_EVENTS = 20_000
_MISC = re.compile(rb"\s*(<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_DOCTYPE = re.compile(rb"\s*<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_START = re.compile(rb"\s*<([A-Za-z_][^\s/>]*[^>]*)>?", re.DOTALL)


@lru_cache(maxsize=16)
def xml_start(head: bytes) -> str:
    """The root element's start tag without its brackets; "" when the head is no XML."""
    at = 0
    while found := _MISC.match(head, at) or _DOCTYPE.match(head, at):
        at = found.end()
    start = _START.match(head, at)
    return start[1].decode("utf-8", "replace") if start else ""


def xml_root(head: bytes) -> str:
    """The root element's name without prefix; "" when the head is no XML."""
    words = xml_start(head).split(maxsplit=1)
    return words[0].rpartition(":")[2].rstrip("/") if words else ""


@lru_cache(maxsize=16)
def json_paths(head: bytes) -> frozenset[str]:
    """The dotted paths of keys in the head, six levels deep at most, `item` for array elements."""
    found: set[str] = set()
    if head[:1] not in (b"{", b"[") or has_long_number(head):
        return frozenset()
    stack: list[str] = []
    path = key = ""
    try:
        for count, (kind, value) in enumerate(ijson.basic_parse(_Once(head), multiple_values=True)):
            if kind == "map_key":
                key = f"{path}.{value}" if path else value
                if len(stack) <= _DEEPEST:
                    found.add(key)
            elif kind in ("start_map", "start_array"):
                stack.append(path)
                if len(stack) > 4 * _DEEPEST or count > _MOST_EVENTS:
                    break
                path = key
                if kind == "start_array":
                    path = key = f"{path}.item" if path else "item"
            elif kind in ("end_map", "end_array"):
                path = stack.pop()
                key = path
    except (ijson.JSONError, ValueError, ArithmeticError):
        pass
    return frozenset(found)


class _Once:
    """A head as a stream, without the error that its cut end would give at once."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        data, self.data = self.data[:4096], self.data[4096:]
        return data


def json_has(head: bytes, *paths: str) -> bool:
    """Whether the head is JSON that shows all these paths."""
    return json_paths(head).issuperset(paths)


def csv_has(head: bytes, *columns: str) -> bool:
    """Whether one of the first lines is a CSV head with all these columns (in lower case)."""
    if head[:1] in (b"{", b"[", b"<"):
        return False
    return any(line.issuperset(columns) for line in _csv_heads(head))


def csv_layout(head: bytes, layouts: tuple[Layout, ...]) -> Layout | None:
    """The first of the layouts whose columns one of the first lines has."""
    return next((layout for layout in layouts if csv_has(head, *layout)), None)


def layout_of(source: Source, layouts: tuple[Layout, ...]) -> Layout:
    """The layout that the file begins with; the first where it has none of them."""
    return csv_layout(as_utf8(source.head(HEAD_BYTES)), layouts) or layouts[0]


@lru_cache(maxsize=16)
def _csv_heads(head: bytes) -> tuple[frozenset[str], ...]:
    heads = []
    for line in head.decode("utf-8", "replace").splitlines()[:MOST_LINES_BEFORE_HEAD]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter_of(line)), [])
        except csv.Error:
            continue
        heads.append(frozenset(cell.strip().lower() for cell in cells))
    return tuple(heads)
