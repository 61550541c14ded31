"""A text cut into sentences and words, every one with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+(?:['’.][^\W_]+)*")
BREAK = re.compile(
    r"(?<=[.!?…])[\"”’)\]]?\s+(?=[\"“‘(\[]?[A-Z0-9$€£])"
    r"|\n\s*\n|\n(?=[ \t]{0,9}(?:[-*•+|#>]|\d{1,3}[.)]\s))|(?<=\s)\|(?=\s)"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|approx|Mr|Mrs|Ms|Dr|Prof|No|Nos|St|Art|Inc|Ltd|Co|Corp)|\b[A-Z])\.$"
)
END = re.compile(r"[.!?…:;]['\"”’)\]*_]*\s*$")
PARAGRAPH_END = re.compile(r"\n[ \t]*\n\s*$")
TAIL = 12  # characters in which the end of a sentence is looked for
WHOLE_FROM = 4  # words
ABBREVIATION_LENGTH = 8


class Token(NamedTuple):
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a label (`whole` is false): `text` starts at `start` of the whole text."""

    start: int
    text: str
    tokens: tuple[Token, ...]  # places within the whole text

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def said(self, start: int, end: int) -> str:
        """The words between two places of the whole text."""
        return self.text[start - self.start : end - self.start]

    @property
    def ends_paragraph(self) -> bool:
        return bool(PARAGRAPH_END.search(self.text[-TAIL:]))

    @property
    def whole(self) -> bool:
        return len(self.tokens) >= WHOLE_FROM and bool(END.search(self.text[-TAIL:]))


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The words and figures of `text`; hyphens, slashes and ampersands part them."""
    return tuple(
        Token(m.start() + offset, m.end() + offset, m.group()) for m in TOKEN.finditer(text)
    )


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences and labels in order; blank lines, list items and table cells part them."""
    cuts = [0, *_cuts(text), len(text)]
    return tuple(
        Sentence(start, text[start:end], tokens(text[start:end], start))
        for start, end in pairwise(cuts)
        if start < end
    )


def _cuts(text: str) -> Iterator[int]:
    for found in BREAK.finditer(text):
        before = text[max(0, found.start() - ABBREVIATION_LENGTH) : found.start()]
        if "\n" in found.group() or "|" in found.group() or not ABBREVIATION.search(before):
            yield found.end()
