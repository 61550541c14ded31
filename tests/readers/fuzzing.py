"""Ways to harm a real report, each told by a seed: what a transfer, an editor or an attacker does.

`harmed(data, seed)` is one of them, the same bytes for the same seed.
"""

import json
import random
import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree

Harm = Callable[[bytes, random.Random], bytes]
ODD_VALUES: tuple[Any, ...] = (
    None, True, [], {}, [[]], [None], {"": None}, "", " ", 0, -1, 2**63, 1e308, "\0", "=1+1",
    "\ud800", ["x"], [{}], {"id": {"id": []}}, "x" * 70_000, "9" * 30, "1e999", "NaN",
    "2026-13-45T99:00:00Z", "\u202e\ufeff", "CVE-2026-0001 " * 300, [["a", 1]] * 3,
)  # fmt: skip
ODD_TOKENS = (
    b'"', b"'", b"{}", b"[", b"]", b"null", b"-", b"1e999999", b"9" * 5_000, b"NaN", b"\\u0000",
    b"\\ud800", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<a/>", b"</", b"<![CDATA[", b"]]>",
    b"<!--", b"&", b"&lol;", b"&#0;", b"&#xD800;", b"<?x ?>", b"\r", b"\n\n", b";", b",,,,",
    b"\t", b"\x1b[31m",
)  # fmt: skip
ENTITIES = (
    b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY lol "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE r [<!ENTITY lol SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
    b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',
    b'<!DOCTYPE r [<!ATTLIST host id CDATA "x"><!ENTITY lol "">]>',
)
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "cp037", "utf-7")


def cut(data: bytes, chosen: random.Random) -> bytes:
    return data[: chosen.randrange(len(data))]


def headless(data: bytes, chosen: random.Random) -> bytes:
    return data[chosen.randrange(min(len(data), 3_000)) :]


def flipped(data: bytes, chosen: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chosen.choice((1, 1, 3, 30))):
        changed[chosen.randrange(len(changed))] ^= 1 << chosen.randrange(8)
    return bytes(changed)


def _piece(data: bytes, chosen: random.Random) -> tuple[int, int]:
    start = chosen.randrange(len(data))
    return start, start + chosen.choice((1, 7, 60, 900, 9_000))


def removed(data: bytes, chosen: random.Random) -> bytes:
    start, end = _piece(data, chosen)
    return data[:start] + data[end:]


def doubled(data: bytes, chosen: random.Random) -> bytes:
    start, end = _piece(data, chosen)
    return data[:end] + data[start:end] * chosen.choice((1, 1, 40)) + data[end:]


def moved(data: bytes, chosen: random.Random) -> bytes:
    start, end = _piece(data, chosen)
    rest, at = data[:start] + data[end:], chosen.randrange(len(data))
    return rest[:at] + data[start:end] + rest[at:]


def sprinkled(data: bytes, chosen: random.Random) -> bytes:
    for _ in range(chosen.choice((1, 2, 5))):
        at = chosen.randrange(len(data))
        data = data[:at] + chosen.choice(ODD_TOKENS) + data[at:]
    return data


def reencoded(data: bytes, chosen: random.Random) -> bytes:
    """In another encoding than the file says, with or without its mark."""
    return data.decode("utf-8", "replace").encode(chosen.choice(ENCODINGS), "replace")


def redeclared(data: bytes, chosen: random.Random) -> bytes:
    """XML that claims another encoding than it has; other files get such a line before them."""
    name = chosen.choice(("UTF-16", "ISO-8859-1", "us-ascii", "x-unknown", "UTF-7", "EBCDIC-US"))
    body = re.sub(rb"^\s*<\?xml.*?\?>", b"", data, count=1, flags=re.DOTALL)
    return f'<?xml version="1.0" encoding="{name}"?>'.encode() + body


def with_entities(data: bytes, chosen: random.Random) -> bytes:
    """A document type with entities of its own, one of them used in a text or an attribute."""
    at = re.search(rb"<[A-Za-z]", data)
    start = at.start() if at else 0
    used = re.sub(rb'>[\w ]+<|="[\w ]+"', lambda m: m[0][:-1] + b"&lol;" + m[0][-1:], data[start:],
                  count=chosen.choice((0, 1, 5)))  # fmt: skip
    return data[:start] + chosen.choice(ENTITIES) + used


def deepened(data: bytes, chosen: random.Random) -> bytes:
    """Thousands of levels in place of some value."""
    depth = chosen.choice((30, 101, 300, 100_000))
    opening, closing = chosen.choice(
        ((b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b'[{"item":', b"}]"))
    )
    places = [
        found.span() for found in re.finditer(rb'"[^"\n]*"|\bnull\b|>[^<\n]*<', data[:200_000])
    ]
    start, end = chosen.choice(places) if places else (0, 0)
    start, end = (start + 1, end - 1) if data[start : start + 1] == b">" else (start, end)
    inner = b"" if opening == b"<a>" else b"1"
    return data[:start] + opening * depth + inner + closing * depth + data[end:]


def on_one_line(data: bytes, chosen: random.Random) -> bytes:
    return data.replace(b"\r", b"").replace(b"\n", chosen.choice((b"", b" ", b"\r")))


def restructured(data: bytes, chosen: random.Random) -> bytes:
    """Well-formed still, but with parts lost, of another type, or odd."""
    try:
        if data.lstrip()[:1] in (b"{", b"["):
            return _json(data, chosen)
        if data.lstrip()[:1] == b"<":
            return _xml(data, chosen)
    except (ValueError, RecursionError, etree.XMLSyntaxError):
        return sprinkled(data, chosen)
    return _table(data, chosen)


def _json(data: bytes, chosen: random.Random) -> bytes:
    lines = data.decode().splitlines() if data.count(b"\n{") > 1 else []
    try:
        documents = [json.loads(line) for line in lines if line.strip()] or [json.loads(data)]
    except ValueError:
        documents = [json.loads(data)]
    for _ in range(chosen.choice((1, 1, 3, 12))):
        at = chosen.randrange(len(documents))
        documents[at] = _changed(documents[at], chosen)
    return "\n".join(map(json.dumps, documents)).encode()


def _changed(value: Any, chosen: random.Random) -> Any:
    """`value` with one node in it, at a depth by chance, lost or replaced."""
    keys = (
        list(value)
        if isinstance(value, dict)
        else list(range(len(value) if isinstance(value, list) else 0))
    )
    if not keys or chosen.random() < 0.12:
        return deepcopy(chosen.choice(ODD_VALUES))
    key = chosen.choice(keys)
    if chosen.random() < 0.12:
        del value[key]
    else:
        value[key] = _changed(value[key], chosen)
    return value


def _xml(data: bytes, chosen: random.Random) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    elements = list(root.iter("*"))
    for _ in range(chosen.choice((1, 1, 3, 12))):
        _change_element(chosen.choice(elements), elements, chosen)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _change_element(element: Any, elements: list[Any], chosen: random.Random) -> None:
    odd = re.sub("[^\t\n\x20-\ud7ff]", "", str(chosen.choice(ODD_VALUES)))
    what = chosen.randrange(6)
    if what == 0 and element.getparent() is not None:
        element.getparent().remove(element)
    elif what == 1 and element.attrib:
        del element.attrib[chosen.choice(list(element.attrib))]
    elif what == 2 and element.attrib:
        element.set(chosen.choice(list(element.attrib)), odd)
    elif what == 3:
        element.tag = chosen.choice(elements).tag
    elif what == 4:
        del element[:]
    else:
        element.text = odd


def _table(data: bytes, chosen: random.Random) -> bytes:
    """CSV with cells lost, added, exchanged or odd, in the head too."""
    lines = data.split(b"\n")
    delimiter = max(b",", b";", b"\t", key=lines[0].count)
    for _ in range(chosen.choice((1, 1, 3, 12))):
        at = chosen.choice((0, chosen.randrange(len(lines))))
        cells = lines[at].split(delimiter)
        cell, odd = chosen.randrange(len(cells)), str(chosen.choice(ODD_VALUES))
        cells[cell : cell + chosen.randrange(3)] = [
            b'"' + odd.encode("utf-8", "replace").replace(b'"', b'""') + b'"'
        ] * chosen.randrange(3)
        lines[at] = delimiter.join(cells)
    return b"\n".join(lines)


HARMS: tuple[Harm, ...] = (
    cut, headless, flipped, removed, doubled, moved, sprinkled, reencoded, redeclared,
    with_entities, deepened, on_one_line, *(restructured,) * 5,
)  # fmt: skip


def harmed(data: bytes, seed: str) -> bytes:
    """`data` harmed in one way, seldom two, by the seed."""
    chosen = random.Random(seed)
    for _ in range(chosen.choice((1, 1, 1, 2))):
        data = chosen.choice(HARMS)(data, chosen) if data else data
    return data
