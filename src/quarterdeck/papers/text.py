"""Reading a paper's text: its words, its sentences, its links, and figures kept with units."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, NamedTuple

from quarterdeck.papers.blocks import Inline, Opens, Strong

NBSP = "\N{NO-BREAK SPACE}"
UNITS = (
    r"thousand|million|billion|trillion|hours?|days?|weeks?|months?|years?|minutes|people|per cent|"
    r"of|in(?= 1,?0)|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
FIGURE_AND_UNIT = re.compile(rf"(?<=\d) (?=(?:{UNITS})\b)|(?<=\bin) (?=1,?00)|(?<=\bof) (?=1,?00)")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\")]?\s+(?=[\"“(]?[A-Z0-9$€£])")


class Sentence(NamedTuple):
    """A sentence or a label, and where it stands: "page_one.verdicts.2.rest"."""

    place: str
    text: str


def plain(text: Inline) -> str:
    """The words of inline text without its markup."""
    spans = (text,) if isinstance(text, str) else text
    return "".join(span if isinstance(span, str) else span.text for span in spans)


def keep_together(text: str) -> str:
    """`text` with no-break spaces inside figures: "$2.1 million", "7 in 100 years", "3 March"."""
    return FIGURE_AND_UNIT.sub(NBSP, text)


def printable(text: str) -> str:
    """`text` as it is set: without control characters, its figures kept with their units."""
    return keep_together(UNPRINTABLE.sub(" ", text))


def long_date(day: date) -> str:
    """3 December 2026, unbroken."""
    return f"{day.day}{NBSP}{day:%B}{NBSP}{day.year}"


def texts(part: Any, place: str = "") -> Iterator[Sentence]:
    """Every printed text under `part` (a document, section, block or tuple of them), in order."""
    if isinstance(part, str) or _is_inline(part):
        if plain(part).strip():
            yield Sentence(place, plain(part))
    elif isinstance(part, tuple):
        for number, item in enumerate(part, start=1):
            yield from texts(item, f"{place}.{number}".lstrip("."))
    elif is_dataclass(part):
        for name in _seen(part):
            yield from texts(getattr(part, name), f"{place}.{name}".lstrip("."))


def words(part: object) -> int:
    """How many words `part` prints, of a document those of its body; a sum counts as one."""
    tokens = (token for found in texts(part) for token in found.text.split())
    return sum(any(char.isalnum() for char in token) for token in tokens)


def sentences(part: object) -> Iterator[Sentence]:
    """Every sentence that `part` prints, with labels; of a document, page one and the sections.

    Give `document.annexes` or `document.notes` to read those.
    """
    for found in texts(part):
        for sentence in SENTENCE_END.split(found.text):
            yield Sentence(found.place, sentence.strip())


def opened_notes(part: object) -> Iterator[str]:
    """The keys of the notes that figures in `part` open to, in order of reading."""
    if isinstance(part, Opens):
        yield part.note
    elif isinstance(part, tuple):
        for item in part:
            yield from opened_notes(item)
    elif is_dataclass(part):
        for found in fields(part):
            yield from opened_notes(getattr(part, found.name))


def _is_inline(part: object) -> bool:
    """A tuple with markup in it, or a lone span."""
    if isinstance(part, tuple):
        return any(isinstance(span, Strong | Opens) for span in part)
    return isinstance(part, Strong | Opens)


def _seen(part: Any) -> list[str]:
    return [found.name for found in fields(part) if found.metadata.get("seen", True)]
