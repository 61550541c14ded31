"""The tables of plain words as they are shipped."""

from collections import Counter

import pytest

from quarterdeck.data.plain import words
from quarterdeck.engine.plain import Kind
from quarterdeck.engine.plain.words import EXCUSES

WORDS = words()


def test_no_term_stands_twice_or_is_known():
    twice = [term for term, count in Counter(t.term for t in WORDS.terms).items() if count > 1]
    assert twice == []
    assert [t.term for t in WORDS.terms if t.term in WORDS.known] == []


def test_every_term_says_why_and_offers():
    assert all(t.term == t.term.strip() and t.why and t.offer for t in WORDS.terms)
    assert {t.unless for t in WORDS.terms} <= set(EXCUSES)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_reason_and_an_offer(kind):
    assert WORDS.reasons[kind]
    assert WORDS.offers[kind]


@pytest.mark.parametrize("name", ["measured", "work", "happening", "business", "abstract", "stack"])
def test_every_list_that_the_rules_ask_for_is_there(name):
    assert WORDS.lists[name]
    assert all(word == word.lower() for word in WORDS.lists[name])
