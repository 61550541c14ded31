"""Whatever a file of facts holds, it is read or what is wrong with it is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.data.clocks import regimes, tables
from quarterdeck.engine.clocks import run
from quarterdeck.incidents.facts_file import PARTS, FactsError, parse
from tests.engine.clocks.facts_of import NOW

KNOWN = tables()
SOME = [r for r in regimes() if r.key in ("gdpr", "dora", "hipaa", "us-vt", "au-ransom", "jp-appi")]
WORDS = st.sampled_from(
    [
        "unknown",
        "not yet",
        "yes",
        "controller",
        "DE",
        "contact",
        "2026-11-25",
        "2026-11-25T09:00",
        "",
    ]
)
leaves = st.none() | st.booleans() | st.integers(-2, 2000) | st.floats(allow_nan=False) | WORDS
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["low", "high", "from", "to", "sure", "may"]), inner)
    ),
    max_leaves=4,
)
keys = st.sampled_from([
    *(fact.key for fact in KNOWN.facts.values()), "DE", "US", "elsewhere", "dora.initial", "x",
])  # fmt: skip
parts = st.dictionaries(keys, anything, max_size=5) | anything


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(PARTS), parts, max_size=5) | anything)
def test_any_file_is_read_or_refused_in_words(values):
    told, problems = read(values)
    assert all(problem.startswith("facts") for problem in problems)
    assert (told is None) == bool(problems)
    if told:
        assert run(SOME, told.facts, KNOWN)


def read(values):
    try:
        return parse(values, KNOWN, NOW), []
    except FactsError as error:
        return None, error.problems


def test_a_moment_out_of_all_reach_is_refused():
    for far in ("9999-12-31", "0001-01-01T00:00+14:00", "1889-12-31"):
        _, (problem,) = read({"moments": {"aware": far}})
        assert "between 1990 and 2100" in problem


CLOCK = {
    "key": "mine", "name": "Mine", "authority": "customer", "citation": "Clause 9",
    "force": "contract", "status": "in force", "place": "GB",
    "stages": [
        {"key": "a", "says": "Tell", "audience": "customer", "starts": ["aware"], "unit": "hours",
         "amount": 24},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"amount": "soon"}, "stages.0.amount: must be a whole number or nothing, not text"),
        ({"unit": "fortnights"}, "“fortnights” is none of the words that this column takes"),
        ({"hours": 3}, "stages.0: hours is no column"),
        ({"starts": ["lunch"]}, "“lunch” is no moment"),
    ],
)
def test_what_is_wrong_with_ones_own_clock_is_told_in_plain_words(change, told):
    stage = {**CLOCK["stages"][0], **change}
    _, (problem,) = read({"clocks": [{**CLOCK, "stages": [stage]}]})
    assert told in problem.replace("'", "“", 1).replace("'", "”", 1)


def test_a_clock_that_lacks_something_says_what():
    _, (problem,) = read({"clocks": [{"key": "mine"}]})
    assert "clocks.0: lacks name" in problem
