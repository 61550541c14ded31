"""Words that a director does not know: terms of the tables, and acronyms in no table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from quarterdeck.engine.plain.contexts import excused
from quarterdeck.engine.plain.explained import explained
from quarterdeck.engine.plain.faults import Fault, Kind
from quarterdeck.engine.plain.reading import Sentence, Token, sentences
from quarterdeck.engine.plain.words import Key, Term, Words, forms

T = TypeVar("T")
GAP = re.compile(r"[\s\-‐‑–/&]{1,3}|\.?['’]s\s")
ROMAN = re.compile(r"[IVX]{1,5}")
PASSING = re.compile(r"Q[1-4]|H[12]|FY\d*|A\d|[A-Z]\d*")
MAY_BE_EXPLAINED = frozenset((Kind.ACRONYM, Kind.TOOL, Kind.TRADE))
ARTICLE = re.compile(r"(an?|the) ")
DETERMINER = re.compile(
    r"\b(an?|the|our|its|their|this|that|no|any|each|every|one|new|old|your)\s$", re.I
)
LONGEST = 6  # letters of an acronym; longer words in capitals are shouted


class Hit(NamedTuple):
    """tokens[first:last] of a sentence; `term` is None for words that pass."""

    first: int
    last: int
    term: Term | None


def unknown_words(read: Sequence[Sentence], words: Words) -> Iterator[Fault]:
    """Each use until the word has been explained; from then on it passes."""
    told: set[str] = set()
    for sentence in read:
        for start, end, term in _unknown(sentence, words):
            said = sentence.said(start, end)
            name = forms(said.lower())[-1] if term.kind is Kind.ACRONYM else term.term
            if name in told or excused(sentence.text, term.unless):
                continue
            if term.kind in MAY_BE_EXPLAINED and explained(
                sentence, start, end, partial(_is_plain, words=words)
            ):
                told.add(name)
            else:
                yield Fault(start, end, said, term.kind, term.why, _fitting(term, sentence, start))


def passing(sentence: Sentence, words: Words) -> Iterator[Token]:
    """The words that belong to a known word or phrase."""
    for hit in _hits(sentence, words):
        if hit.term is None:
            yield from sentence.tokens[hit.first : hit.last]


def _fitting(term: Term, sentence: Sentence, start: int) -> str:
    """The offer without its article where the text has one: "the SIEM" is "the system that …"."""
    article = ARTICLE.match(term.offer)
    before = DETERMINER.search(sentence.said(max(sentence.start, start - 12), start))
    if not article or not before:
        return term.offer
    given = before.group(1).lower()
    other_article = given in ("a", "an") and given != article.group(1)
    return term.offer if other_article else term.offer[article.end() :]


def _is_plain(phrase: str, words: Words) -> bool:
    return not any(
        term.kind in MAY_BE_EXPLAINED for s in sentences(phrase) for *_, term in _unknown(s, words)
    )


def _unknown(sentence: Sentence, words: Words) -> Iterator[tuple[int, int, Term]]:
    covered = 0
    strange = Term("", Kind.ACRONYM, words.reasons[Kind.ACRONYM], words.offers[Kind.ACRONYM])
    shouted = _shouted(sentence)
    for hit in _hits(sentence, words):
        for token in sentence.tokens[covered : hit.first]:
            if token not in shouted and _is_acronym(token):
                yield token.start, token.end, strange
        if hit.term:
            yield sentence.tokens[hit.first].start, sentence.tokens[hit.last - 1].end, hit.term
        covered = hit.last


def _hits(sentence: Sentence, words: Words) -> Iterator[Hit]:
    """Known words and terms from left to right, the longest at each place; then an end mark."""
    at = 0
    while at < len(sentence.tokens):
        known, known_last = _longest(sentence, at, words.known_index)
        term, term_last = _longest(sentence, at, words.index)
        if known and known_last >= term_last:
            yield Hit(at, known_last, None)
        elif term:
            yield Hit(at, term_last, term)
        at = max(known_last, term_last, at + 1)
    yield Hit(at, at, None)


def _longest(
    sentence: Sentence, at: int, index: Mapping[str, tuple[tuple[Key, T], ...]]
) -> tuple[T | None, int]:
    for first in forms(sentence.tokens[at].text.lower()):
        for key, value in index.get(first, ()):
            run = sentence.tokens[at : at + len(key)]
            if _matches(key, run) and _joined(sentence, run):
                return value, at + len(key)
    return None, at


def _matches(key: Key, run: Sequence[Token]) -> bool:
    return len(key) == len(run) and all(
        written in forms(token.text.lower() if written.islower() else token.text)
        for written, token in zip(key, run, strict=True)
    )


def _joined(sentence: Sentence, run: Sequence[Token]) -> bool:
    return all(GAP.fullmatch(sentence.said(a.end, b.start)) for a, b in pairwise(run))


def _shouted(sentence: Sentence) -> set[Token]:
    """Words in capitals because the writer shouts: a whole label, or a run with a long word."""
    if sentence.text.isupper() and len(sentence.tokens) > 1:
        return set(sentence.tokens)
    runs = (list(run) for upper, run in groupby(sentence.tokens, _is_upper) if upper)
    return {t for run in runs if any(len(t.text) > LONGEST for t in run) for t in run}


def _is_upper(token: Token) -> bool:
    return token.text.isupper()


def _is_acronym(token: Token) -> bool:
    word = token.text.replace(".", "")
    capitals = sum(c.isupper() for c in word)
    if capitals < 2 or capitals < sum(c.islower() for c in word):
        return False
    return not (ROMAN.fullmatch(word) or PASSING.fullmatch(word))
