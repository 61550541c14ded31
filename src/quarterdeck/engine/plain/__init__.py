"""Keeps out what a director cannot use: names the words, says why, offers a wording.

Rules, tables and measured catches: docs/methods/plain.md.
"""

from collections.abc import Iterable, Iterator

from quarterdeck.engine.plain.faults import Fault, Kind
from quarterdeck.engine.plain.measures import bare_measures
from quarterdeck.engine.plain.numbers import unjudged_numbers
from quarterdeck.engine.plain.odds import one_in_x
from quarterdeck.engine.plain.patterns import patterns
from quarterdeck.engine.plain.reading import sentences
from quarterdeck.engine.plain.stacks import noun_stacks
from quarterdeck.engine.plain.vocabulary import unknown_words
from quarterdeck.engine.plain.words import Term, Words

__all__ = ["Fault", "Kind", "Term", "Words", "check"]

RULES = (unknown_words, patterns, noun_stacks, bare_measures, unjudged_numbers, one_in_x)


def check(text: str, words: Words, allow: Iterable[str] = ()) -> tuple[Fault, ...]:
    """The faults of `text` (a paragraph, a label, a page) by their places.

    `allow` are names of the client, its services and suppliers: faults within them pass.
    """
    read = sentences(text)
    allowed = [span for name in allow if name for span in _places(text, name)]
    found = {fault for rule in RULES for fault in rule(read, words)}
    return tuple(
        fault
        for fault in sorted(_widest(found))
        if not any(start <= fault.start and fault.end <= end for start, end in allowed)
    )


def _widest(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Without those that lie within another of their kind."""
    ends: dict[Kind, int] = {}
    for fault in sorted(faults, key=lambda f: (f.start, -f.end, f.offer)):
        if fault.end > ends.get(fault.kind, 0):
            ends[fault.kind] = fault.end
            yield fault


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + len(name))
