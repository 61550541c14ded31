"""What changed, in parts that add up."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.engine.change import CAUSES, change, mixtures, shapley, whole_change

MIXTURES = mixtures(CAUSES)
games = st.lists(st.floats(-1e3, 1e3), min_size=16, max_size=16).map(
    lambda figures: dict(zip(MIXTURES, figures, strict=True))
)


def near(a: float, b: float) -> bool:
    return isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def test_there_are_sixteen_mixtures():
    assert len(set(MIXTURES)) == 16
    assert frozenset() in MIXTURES
    assert frozenset(CAUSES) in MIXTURES


@given(games, st.floats(-1e3, 1e3))
def test_parts_add_up(figures, published):
    split = change(published, figures)
    assert near(published + sum(split.parts.values()), split.now)
    assert near(split.method, figures[frozenset()] - published)


@given(games)
def test_causes_that_do_the_same_get_the_same(figures):
    def swapped(mixture):
        names = {"world": "business", "business": "world"}
        return frozenset(names.get(cause, cause) for cause in mixture)

    alike = {m: (figures[m] + figures[swapped(m)]) / 2 for m in MIXTURES}
    shares = shapley(CAUSES, alike)
    assert near(shares["world"], shares["business"])


@given(games)
def test_a_cause_without_effect_gets_nothing(figures):
    without_data = {m: figures[m - {"data"}] for m in MIXTURES}
    assert near(shapley(CAUSES, without_data)["data"], 0)


@given(games, games)
def test_two_sums_split_as_their_sum(first, second):
    both = shapley(CAUSES, {m: first[m] + second[m] for m in MIXTURES})
    one, other = shapley(CAUSES, first), shapley(CAUSES, second)
    assert all(near(both[cause], one[cause] + other[cause]) for cause in CAUSES)


def test_two_causes_that_work_together_share_what_neither_does_alone():
    def figure(new):
        return 8.0 if {"world", "actions"} <= new else 2.0

    split = change(2.0, figure)
    assert split.parts == {"method": 0, "world": 3, "business": 0, "actions": 3, "data": 0}


def test_a_better_model_does_not_look_like_a_safer_firm():
    split = change(0.09, lambda _new: 0.07)
    assert near(split.method, -0.02)
    assert all(part == 0 for cause, part in split.parts.items() if cause != "method")


@given(games, st.floats(-1e3, 1e3), st.sampled_from([0.01, 1.0, 7.0, 1000.0]))
def test_whole_numbers_add_up_exactly(figures, published, unit):
    whole = whole_change(change(published, figures), unit)
    assert whole.before + sum(whole.parts.values()) == whole.now


def test_the_page_reads_as_the_sums_say():
    steps = {"world": 0.012, "business": 0.008, "actions": -0.029, "data": 0.0}
    whole = whole_change(change(0.09, lambda new: 0.081 + sum(steps[c] for c in new)), 0.01)
    assert (whole.before, whole.now) == (9, 7)
    assert whole.parts == {"method": -1, "world": 1, "business": 1, "actions": -3, "data": 0}


def test_a_missing_mixture_is_named():
    figures = {m: 1.0 for m in MIXTURES if m != frozenset({"world", "data"})}
    with pytest.raises(ValueError, match=r"missing: data \+ world"):
        change(1.0, figures)
