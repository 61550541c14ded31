"""Taking texts out of XML elements, whichever namespace a version of a schema puts them in."""

from quarterdeck.readers.text import line
from quarterdeck.readers.xml_stream import Element


def local(element: Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def path_of(names: str) -> str:
    """An ElementPath to these tags in any namespace: "ratings/rating", "identifiers//id"."""
    return "/".join(name and f"{{*}}{name}" for name in names.split("/"))


def said(element: Element, names: str) -> str:
    """The text of the first element that the path leads to, "" when there is none."""
    return (element.findtext(path_of(names)) or "").strip()


def every(element: Element, names: str) -> tuple[str, ...]:
    """The texts of all elements that the path leads to, each on one line, without empty ones."""
    found = (line(each.text) for each in element.iterfind(path_of(names)))
    return tuple(text for text in found if text)
