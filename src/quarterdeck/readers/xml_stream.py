"""XML, element by element: no entities, no network, no growing tree."""

from collections.abc import Iterator, Sequence
from typing import IO

from lxml import etree

from quarterdeck.readers.encoding import Utf8Stream, marked
from quarterdeck.readers.errors import ReadError, line_of
from quarterdeck.readers.source import Source

Element = etree._Element
MOST_NODES_AT_ONCE = 3_000_000


class _Counted:
    """A stream that begins at its first sign, and ends where the tree would outgrow what a report
    has between two elements that are wanted: the rest is only dropped with the next of them."""

    def __init__(self, source: Source, inner: IO[bytes] | Utf8Stream) -> None:
        self.source, self.inner = source, inner
        self.count = self.nodes = 0

    def read(self, size: int) -> bytes:
        data = self.inner.read(size)
        if self.count == 0 and data[1:2] != b"\0":
            data = data.lstrip() or data
        self.count += len(data)
        self.nodes += data.count(b"<") + data.count(b"=")
        if self.nodes > MOST_NODES_AT_ONCE:
            problem = "goes on for millions of elements in which no report has anything."
            raise self.source.error(f"near byte {self.count:,}", problem, "Export it again.")
        return data


def walk(
    source: Source,
    tags: Sequence[str],
    kinds: Sequence[str] = ("start", "end"),
    whole: Sequence[str] = (),
) -> Iterator[tuple[str, Element]]:
    """("start" | "end", element) for the elements with these tags, in document order.

    `kinds` narrows it to one of the two. An element is whole at its end and emptied after it, and
    what came before it is gone, so take what is needed at once; what stands inside an element of
    the `whole` tags is neither yielded nor emptied. Text over 10 MB and nesting over 256 are
    refused by libxml2.
    Raises ReadError for XML that is broken, cut short, defines entities of its own, or holds three
    million elements and attributes with no wanted element among them.
    """
    with source.open() as inner:
        is_wide = marked(source.head(4)) == "utf-32"
        stream = _Counted(source, Utf8Stream(source, inner) if is_wide else inner)
        events = etree.iterparse(
            stream,
            events=tuple(kinds),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            encoding="utf-8" if is_wide else None,
        )
        try:
            yield from _pruned(source, stream, events, whole)
        except etree.XMLSyntaxError as error:
            raise _broken(source, error) from error


def _pruned(
    source: Source, stream: _Counted, events: "etree.iterparse[Element]", whole: Sequence[str]
) -> Iterator[tuple[str, Element]]:
    has_doctype: bool | None = None
    pruned_parent: Element | None = None
    for event, element in events:
        if has_doctype is None:
            has_doctype = _check_entities(source, element)
        if whole and next(element.iterancestors(*whole), None) is not None:
            continue
        if event == "end" and has_doctype and next(element.iter(etree.Entity), None) is not None:
            raise _own_entities(source, f"line {element.sourceline}")
        yield event, element
        if event == "end":
            element.clear(keep_tail=False)
            parent = element.getparent()
            _drop_before(element, parent)
            if parent is not pruned_parent:
                pruned_parent = parent
                _drop_before_ancestors(parent)
            stream.nodes = 0
    if has_doctype is None and events.root is not None:
        _check_entities(source, events.root)


def _drop_before(element: Element, parent: Element | None) -> None:
    if parent is not None:
        while parent[0] is not element:
            del parent[0]


def _drop_before_ancestors(element: Element | None) -> None:
    """Nothing can be added before an open element, so once for each of them is enough."""
    while element is not None:
        parent = element.getparent()
        _drop_before(element, parent)
        element = parent


def _check_entities(source: Source, element: Element) -> bool:
    doctype = element.getroottree().docinfo.internalDTD
    if doctype is None:
        return False
    if next(doctype.iterentities(), None) is not None:  # type: ignore[attr-defined]
        raise _own_entities(source, "the DOCTYPE")
    return True


def _own_entities(source: Source, place: str) -> ReadError:
    problem = "uses XML entities of its own, which no scanner needs and attackers do."
    return source.error(place, problem, "Export the report again from the tool itself.")


def _broken(source: Source, error: etree.XMLSyntaxError) -> ReadError:
    line_number, column = error.position if error.position else (0, 0)
    place = f"line {line_number:,}, column {column:,}"
    if "amplification" in str(error):
        return _own_entities(source, place)
    problem = f"is not whole, well-formed XML ({line_of(error).split(', line ')[0]})."
    return source.error(place, problem, "It was cut short or changed: export it again.")
