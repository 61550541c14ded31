"""A real report made as large as one likes, by repeating what it has most of."""

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

MARK = "@@here@@"
UNITS = {
    "dependency-check": "dependency", "nessus": "ReportItem", "nmap": "host", "qualys": "VULN",
    "sarif": "results", "zap-json": "instances",
}  # fmt: skip


def grown(data: bytes, format_: str, megabytes: float) -> bytes:
    """The report with what it counts repeated until it has the size: the elements or the list that
    UNITS names, else the longest list. b"" when it has none."""
    start, unit = data.lstrip()[:1], UNITS.get(format_, "")
    if start == b"<":
        before, part, after = _xml(data, unit)
    elif start in (b"{", b"["):
        before, part, after = _json(data, unit)
    else:
        before, part, after = _table(data)
    return before + part * (1 + int(megabytes * 1e6) // len(part)) + after if part else b""


def _json(data: bytes, unit: str) -> tuple[bytes, bytes, bytes]:
    try:
        document = json.loads(data)
    except ValueError:
        return b"", data + b"\n", b""
    lists = [found for key, found in _lists(document) if unit in ("", key)]
    longest = max(lists, key=lambda found: len(json.dumps(found)), default=[])
    if not longest:
        return b"", b"", b""
    part = "".join(f"{json.dumps(member)},\n" for member in longest)
    last = longest[-1]
    longest[:] = [MARK]
    before, _, after = json.dumps(document).partition(f'"{MARK}"')
    return before.encode(), part.encode(), f"{json.dumps(last)}{after}".encode()


def _lists(value: Any, key: str = "") -> Iterator[tuple[str, list[Any]]]:
    """(key, list) for every list that holds anything, outer ones first."""
    if isinstance(value, list) and value:
        yield key, value
    for name, member in value.items() if isinstance(value, dict) else ():
        yield from _lists(member, name)
    for member in value if isinstance(value, list) else ():
        yield from _lists(member)


def _xml(data: bytes, unit: str) -> tuple[bytes, bytes, bytes]:
    """The first element with the unit's tag, else all children of the outermost with several."""
    root = etree.fromstring(data)
    one = root.find(f".//{{*}}{unit}") if unit else None
    parent = root if one is None else one.getparent()
    while one is None and len(parent) == 1:
        parent = parent[0]
    repeated = list(parent) if one is None else [one]
    part = b"".join(etree.tostring(element, with_tail=False) for element in repeated)
    at = parent.index(repeated[-1])
    parent.insert(at + 1, etree.Comment(MARK))
    before, _, after = etree.tostring(root).partition(f"<!--{MARK}-->".encode())
    return before, part, after


def _table(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The rows under the first line that has a row's number of cells."""
    lines = data.rstrip(b"\n").splitlines(keepends=True)
    head = max(
        range(min(len(lines), 12)), key=lambda n: lines[n].count(b",") + lines[n].count(b";")
    )
    return b"".join(lines[: head + 1]), b"".join(lines[head + 1 :]) + b"\n", b""
