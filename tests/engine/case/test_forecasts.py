"""Forecasts against what came: counts, odds and a score that honesty wins."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.case import Outcome, score_forecasts
from quarterdeck.engine.case.forecasts import interval_score
from quarterdeck.engine.estimates import Z95, Estimate, exactly


def outcomes(actuals, low=50.0, high=200.0):
    return [Outcome(f"cost {n}", Estimate(low, high), a) for n, a in enumerate(actuals)]


def test_counts_and_odds_of_a_handful():
    found = score_forecasts(outcomes([50, 100, 200, 49, 300]))
    assert (found.number, found.inside, found.below, found.above) == (5, 3, 1, 1)
    few = 1 - 0.9**5 - 5 * 0.1 * 0.9**4
    assert found.as_few == pytest.approx(few)
    assert found.as_many == pytest.approx(1 - few + 10 * 0.9**3 * 0.1**2)
    assert found.median_ratio == pytest.approx(1.0)


def test_a_score_by_hand():
    inside, outside = outcomes([100, 400])
    assert interval_score(inside) == pytest.approx(log(4))
    assert interval_score(outside) == pytest.approx(log(4) + 20 * log(2))
    assert score_forecasts([inside, outside]).score == pytest.approx(log(4) + 10 * log(2))


@given(st.floats(0.3, 3.0), st.floats(-1.0, 1.0))
@settings(max_examples=25, deadline=None)
def test_no_range_scores_better_than_the_honest_one(stretch, shift):
    draws = np.exp(np.random.default_rng(1).standard_normal(3_000))
    honest = _score(draws, exp(-Z95), exp(Z95))
    other = _score(draws, exp(shift - stretch * Z95), exp(shift + stretch * Z95))
    assert honest <= other + 0.05


def _score(draws, low, high):
    return score_forecasts(outcomes(draws.tolist(), low, high)).score


def test_narrow_ranges_are_caught_and_honest_ones_are_not():
    draws = np.exp(np.random.default_rng(2).standard_normal(60)).tolist()
    assert score_forecasts(outcomes(draws, exp(-0.5), exp(0.5))).as_few < 1e-6
    honest = score_forecasts(outcomes(draws, exp(-Z95), exp(Z95)))
    assert honest.as_few > 0.01
    assert score_forecasts(outcomes(draws, 1e-9, 1e9)).as_many < 0.01


def test_nothing_spent_has_no_logarithm_but_counts():
    free = Outcome("gift", exactly(0.0), 0.0)
    found = score_forecasts([free])
    assert (found.inside, found.score, found.median_ratio) == (1, None, None)
    assert score_forecasts([]) is None


def test_what_came_is_an_amount():
    with pytest.raises(ValueError, match="cost of backups"):
        Outcome("cost of backups", Estimate(1, 2), -1.0)
