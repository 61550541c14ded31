"""Counts of work that say nothing of what the work changed."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from quarterdeck.engine.plain.contexts import CONSEQUENCE, MONTHS
from quarterdeck.engine.plain.faults import Fault, Kind
from quarterdeck.engine.plain.reading import Sentence, Token
from quarterdeck.engine.plain.words import Words

TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ][a-z]+)?"
COUNT = re.compile(
    rf"\b\d+(?:[.,]\d+)*(?:\s?%|\s(?:per\s?cent|percent|million|billion|thousand)\b)?"
    rf"|\b{TENS}\b|\b(?:hundreds|thousands|millions|billions|all|every|most) of\b",
    re.I,
)
CALENDAR = re.compile(rf"\s?(?:{MONTHS}|hours|days|weeks|months|years|o.clock)\b")
YEAR = re.compile(r"(?:19|20)\d\d")
REACH = 8  # words between a count and the thing counted


def bare_measures(read: Sequence[Sentence], words: Words) -> Iterator[Fault]:
    """A count of work without its consequence in the same sentence or the next."""
    for sentence, following in pairwise(chain(read, (None,))):
        if not sentence or not any(words.holds("work", t.text) for t in sentence.tokens):
            continue
        if CONSEQUENCE.search(sentence.text):
            continue
        if following and CONSEQUENCE.search(following.text):
            continue
        if span := _counted(sentence, words):
            start, end = span
            said = sentence.text[start - sentence.start : end - sentence.start]
            reason, offer = words.reasons[Kind.MEASURE], words.offers[Kind.MEASURE]
            yield Fault(start, end, said, Kind.MEASURE, reason, offer)


def _counted(sentence: Sentence, words: Words) -> tuple[int, int] | None:
    """From the first count to the thing counted, whichever of them comes first."""
    for found in COUNT.finditer(sentence.text):
        if not _is_count(found, sentence.text):
            continue
        start, end = sentence.start + found.start(), sentence.start + found.end()
        after = [t for t in sentence.tokens if t.start >= end][:REACH]
        before = [t for t in sentence.tokens if t.end <= start][-REACH:]
        if thing := _measured(after, words):
            return start, thing.end
        if thing := _measured(before, words):
            return thing.start, end
    return None


def _is_count(found: re.Match[str], text: str) -> bool:
    if CALENDAR.match(text, found.end()):
        return "training" in text.lower() and "hour" in text[found.end() : found.end() + 6]
    before = text[max(0, found.start() - 12) : found.start()]
    is_year = YEAR.fullmatch(found.group())
    return not (re.search(r"[$€£¥]\s?$", before) or is_year)


def _measured(tokens: Sequence[Token], words: Words) -> Token | None:
    return next((t for t in tokens if words.holds("measured", t.text)), None)
