"""One field of a report, in every place where it stands first, given another text."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

Field = tuple[str, ...]


def fields(data: bytes) -> list[Field]:
    """The fields that a report has; none where it is neither JSON, XML nor CSV."""
    return sorted({field for field, *_ in _places(_parsed(data))})


def with_text(data: bytes, field: Field, text: str) -> bytes:
    """The report with `text` where `field` stands for the first time."""
    parsed = _parsed(data)
    _, holder, key = next(place for place in _places(parsed) if place[0] == field)
    if key is None:
        holder.text = text
    else:
        holder[key] = text
    return _written(parsed)


def _parsed(data: bytes) -> Any:
    try:
        if data.lstrip()[:1] == b"<":
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False))
        if data.lstrip()[:1] in (b"{", b"["):
            return _documents(data.decode("utf-8-sig"))
        text = data.decode("utf-8-sig", "replace")
        delimiter = max(",;\t", key=text.count)
        return list(csv.reader(io.StringIO(text), delimiter=delimiter)), delimiter
    except (ValueError, etree.XMLSyntaxError, csv.Error):
        return None


def _documents(text: str) -> list[Any]:
    """What a JSON file holds, one document or many after one another."""
    decoder, at, found = json.JSONDecoder(), 0, []
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        found.append(document)
        at += len(text[at:]) - len(text[at:].lstrip())
    return found


def _written(parsed: Any) -> bytes:
    if isinstance(parsed, etree._Element):
        return etree.tostring(parsed, xml_declaration=True, encoding="UTF-8")
    if isinstance(parsed, list):
        return "\n".join(map(json.dumps, parsed)).encode()
    lines, delimiter = parsed
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue().encode()


def _places(parsed: Any) -> Iterator[tuple[Field, Any, Any]]:
    """(field, what holds it, key in that), in the report's order; key None for an XML text."""
    if isinstance(parsed, etree._Element):
        for element in parsed.iter("*"):
            yield (str(element.tag),), element, None
            for name in element.attrib:
                yield (str(element.tag), str(name)), element.attrib, name
    elif isinstance(parsed, list):
        yield from _json_places(parsed, ())
    elif parsed is not None:
        for number, line in enumerate(parsed[0][:60]):
            for column in range(len(line)):
                yield (f"row {min(number, 8)}", str(column)), line, column


def _json_places(value: Any, path: Field) -> Iterator[tuple[Field, Any, Any]]:
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in members:
        here = (*path, key) if isinstance(key, str) else path
        if isinstance(member, dict | list):
            yield from _json_places(member, here)
        else:
            yield here, value, key
