"""The fit over worlds and what it is made of, against their definitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import ndtr

from quarterdeck.engine.loss.climate import Climate
from quarterdeck.engine.loss.doubt import (
    CHANCE,
    FLOOR,
    LOG_MANY,
    RATE_AND_GRIP,
    RIDGE,
    fitted,
    hazards,
)

WORLDS, YEARS = 60, 100
EMPTY = np.empty(0)


def case(seed):
    """Counts, ln H and ln G of three losses."""
    draw = np.random.default_rng(seed)
    few = draw.normal([[0.5], [-2.0], [-4.0]], 0.7, (3, WORLDS))
    many = few * draw.uniform(0.2, 1.5) + draw.normal(0, 0.5, (3, WORLDS))
    return draw.binomial(YEARS, -np.expm1(-np.exp(0.8 * few))).astype(float), few, many


def most_likely(counts, few, many):
    """Each world's chances where the ridged likelihood of one loss is largest, by scipy."""
    level = few.mean()
    terms = np.stack([np.ones_like(few), few - level, many - many.mean()])
    target = np.array([level, 1, 0])

    def lost(b):
        rate = np.exp(b @ terms)
        seen = counts * np.log(-np.expm1(-rate)) - (YEARS - counts) * rate
        return -seen.sum() + RIDGE / 2 * np.square(b - target).sum()

    best = minimize(lost, target, method="BFGS", options={"gtol": 1e-8})
    return -np.expm1(-np.exp(best.x @ terms))


@pytest.mark.parametrize("seed", range(3))
def test_the_fit_is_where_the_likelihood_is_largest(seed):
    counts, few, many = case(seed)
    expected = [most_likely(*row) for row in zip(counts, few, many, strict=True)]
    cold = fitted(counts, YEARS, few, many)
    assert cold.chances == pytest.approx(np.array(expected), rel=1e-4)
    warm = fitted(counts, YEARS, few, many, cold.weights + np.array([0.1, -0.1, 0.1]))
    assert warm.chances == pytest.approx(np.array(expected), rel=1e-4)


rates = st.lists(st.floats(0, 30), min_size=3, max_size=3).map(sorted)


@settings(deadline=None)
@given(rates=rates, mean=st.floats(1, 1e6), spread=st.floats(0.01, 10))
def test_hazards_are_the_largest_lower_bound_and_that_of_a_lognormal(rates, mean, spread):
    at, half, third = (np.array([[rate]]) for rate in rates)
    loss, variance = np.array([3e4]), np.array([mean**2 * np.expm1(spread**2)])
    few, many = hazards(loss, at, half, third, np.array([mean]), variance)
    bounds = at, half - np.log1p(half), third - np.log1p(third + third**2 / 2)
    assert few == pytest.approx(np.log(np.maximum(np.max(bounds, axis=0), FLOOR)), abs=1e-9)
    score = (np.log(3e4) - np.log(mean) + spread**2 / 2) / spread
    within = np.clip(ndtr(score), FLOOR, 1 - FLOOR)
    assert many == pytest.approx(np.log(-np.log(within)), abs=1e-3)


def test_what_is_read_from_tables_is_close():
    """To 3 in a million; flat beyond their ends."""
    numbers, scores = np.linspace(-24.9, 3.9, 20_011), np.linspace(-7, 7, 20_011)
    (chance,), (rate, grip), (many,) = CHANCE(numbers), RATE_AND_GRIP(numbers), LOG_MANY(scores)
    assert chance == pytest.approx(-np.expm1(-np.exp(numbers)), rel=3e-6)
    assert rate == pytest.approx(np.exp(numbers), rel=3e-6)
    assert grip == pytest.approx(rate / np.expm1(rate), abs=3e-6)
    assert many == pytest.approx(np.log(-np.log1p(-ndtr(-scores))), abs=3e-6)
    assert np.all(np.diff(chance) >= 0)
    assert np.array_equal(CHANCE(np.array([-1e9, 1e9]))[0], CHANCE(np.array([-25.0, 4.0]))[0])


@pytest.mark.parametrize("variance", [0.1, 0.125, 0.3, 1.0, 2.5])
def test_a_climate_mixes_the_chance_of_an_event(variance):
    climate = Climate(1, 1, variance, EMPTY, EMPTY, EMPTY.astype(np.int32))
    intensity = np.array([0.0, 1e-9, 0.02, 0.7, 5.0, 300.0])
    free = (1 + variance * intensity) ** (-1 / variance)
    assert climate.chance(intensity) == pytest.approx(1 - free, abs=2e-15)
