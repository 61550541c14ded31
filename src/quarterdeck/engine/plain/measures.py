"""Counts of work that say nothing of what the work changed."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from quarterdeck.engine.plain.contexts import CONSEQUENCE, MONTHS
from quarterdeck.engine.plain.faults import Fault, Kind
from quarterdeck.engine.plain.reading import Sentence, Token
from quarterdeck.engine.plain.words import Words

TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ][a-z]+)?"
COUNT = re.compile(
    rf"\b\d+(?:[.,]\d+)*(?:\s?%|\s(?:per\s?cent|percent|million|billion|thousand)\b)?"
    rf"|\b{TENS}\b|\b(?:hundreds|thousands|millions|billions|all|every|most) of\b"
    r"|\b[a-z]+ (?:out )?of (?:ten|twenty|a hundred)\b",
    re.I,
)
CALENDAR = re.compile(rf"\s?(?:{MONTHS}|hours|days|weeks|months|years|o.clock)\b")
HOURS_TRAINED = re.compile(r"\shours of (?:\w+\s){0,2}(?:training|lessons|teaching)\b")
YEAR = re.compile(r"(?:19|20)\d\d")
REACH = 8  # words between a count and the thing counted
PARTS_BEFORE = re.compile(r"[,;()–—]|\b(?:but|who|that|which)\b")
PARTS_AFTER = re.compile(rf"{PARTS_BEFORE.pattern}|\b(?:to|with|from|at|for|in|on)\b")


def bare_measures(read: Sequence[Sentence], words: Words) -> Iterator[Fault]:
    """A count of work without its consequence in the same sentence or the next."""
    for sentence, following in pairwise(chain(read, (None,))):
        if not sentence or CONSEQUENCE.search(sentence.text):
            continue
        if following and not sentence.ends_paragraph and CONSEQUENCE.search(following.text):
            continue
        if span := _counted(sentence, words):
            said = sentence.said(*span)
            reason, offer = words.reasons[Kind.MEASURE], words.offers[Kind.MEASURE]
            yield Fault(*span, said, Kind.MEASURE, reason, offer)


def _counted(sentence: Sentence, words: Words) -> tuple[int, int] | None:
    """From the first count to the thing counted, whichever of them comes first."""
    for found in COUNT.finditer(sentence.text):
        if not _is_count(found, sentence.text):
            continue
        start, end = sentence.start + found.start(), sentence.start + found.end()
        before, after = _beside(sentence, start, end)
        thing = _measured(after, words) or _measured(before, words)
        if thing and any(words.holds_verb("work", t.text) for t in before + after if t != thing):
            return min(start, thing.start), max(end, thing.end)
    return None


def _beside(sentence: Sentence, start: int, end: int) -> tuple[list[Token], list[Token]]:
    """The words before and after a count, as far as nothing parts them from it."""
    first, last = (bisect_left(sentence.tokens, (place,)) for place in (start, end))
    before = sentence.tokens[max(0, first - REACH) : first]
    after = sentence.tokens[last : last + REACH]
    said = sentence.said(before[0].start if before else start, start)
    since = max((start - len(said) + part.end() for part in PARTS_BEFORE.finditer(said)), default=0)
    parted = PARTS_AFTER.search(sentence.said(end, after[-1].end if after else end))
    until = end + parted.start() if parted else sentence.end
    return [t for t in before if t.start >= since], [t for t in after if t.start < until]


def _is_count(found: re.Match[str], text: str) -> bool:
    if CALENDAR.match(text, found.end()):
        return bool(HOURS_TRAINED.match(text, found.end()))
    is_sum = text[max(0, found.start() - 2) : found.start()].strip()[-1:] in tuple("$€£¥")
    return not (is_sum or YEAR.fullmatch(found.group()))


def _measured(tokens: Sequence[Token], words: Words) -> Token | None:
    return next((t for t in tokens if words.holds("measured", t.text)), None)
