"""Faults with line and column, for a reader of a file."""

import re
from collections.abc import Iterable
from typing import TypedDict

from quarterdeck.engine.plain import check
from quarterdeck.engine.plain.words import Words

FENCE = r"^(?P<fence>```|~~~)[^\n]*\n(?:(?!(?P=fence))[^\n]*\n)*(?:(?P=fence)[^\n]*|[^\n]*\Z)"
UNREAD = re.compile(
    r"\A---\n(?:(?!---)[^\n]*\n)*---$"  # front matter
    rf"|{FENCE}"
    r"|<!--[^>]{0,2000}-->|</?[A-Za-z][^<>\n]{0,500}>"
    r"|(?<=\])\([^()\s]{0,500}\)|^\[[^\]\n]{1,100}\]:[^\n]*$"  # where links lead
    r"|https?://[^\s<>)\]]{1,500}",
    re.MULTILINE,
)
MARKS = re.compile(r"[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}|^[ \t]{0,9}(?:#{1,6}|>)|[\[\]]|^\|", re.M)


class Place(TypedDict):
    """One fault: line and column count from 1, `start` and `end` characters from 0."""

    line: int
    column: int
    start: int
    end: int
    words: str
    kind: str
    why: str
    offer: str


def report(
    text: str, words: Words, allow: Iterable[str] = (), *, markdown: bool = True
) -> list[Place]:
    """The faults of a file's text in order, as JSON values.

    Of Markdown, code blocks, comments, tags and link targets are not read, and marks of
    emphasis do not part words. Plain text reads the same either way as long as it has none.
    """
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    places: list[Place] = []
    line = 0
    for fault in check(unmarked(text) if markdown else text, words, allow):
        while line + 1 < len(starts) and starts[line + 1] <= fault.start:
            line += 1
        places.append(
            Place(
                line=line + 1,
                column=fault.start - starts[line] + 1,
                start=fault.start,
                end=fault.end,
                words=" ".join(text[fault.start : fault.end].split()),
                kind=str(fault.kind),
                why=fault.why,
                offer=fault.offer,
            )
        )
    return places


def unmarked(markdown: str) -> str:
    """The text with its markup blanked out, every word in its place."""
    without = UNREAD.sub(lambda found: _blank(found.group()), markdown)
    return MARKS.sub(lambda found: _blank(found.group()), without)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
