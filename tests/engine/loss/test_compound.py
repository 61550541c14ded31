"""Compound Poisson years against closed forms, where nothing is in doubt but luck.

Tolerances are 4.5 standard errors on fixed seeds: in doubt about the formulas they would fail.
"""

from math import exp, inf, sqrt

import numpy as np
import pytest

from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss import (
    Form,
    Kind,
    Loss,
    ParetoTail,
    Scenario,
    mean_annual_loss,
    report,
    simulate,
)
from quarterdeck.engine.loss.worlds import draw_worlds

WORLDS, YEARS = 500, 400
SIGMAS = 4.5


def known(rate, *, cap=inf, tail=None, chance=1.0, forms=1, key="known"):
    """A scenario in which only the sizes' intervals leave a spread."""
    losses = tuple(
        Loss(form, Estimate(300, 9000), cap, exactly(chance, "chance"), tail)
        for form in tuple(Form)[:forms]
    )
    return Scenario(key, "A known rate", Kind.OUTAGE, exactly(rate), losses)


CASES = {
    "lognormal": known(0.7),
    "capped": known(0.7, cap=4000.0),
    "Pareto": known(0.7, tail=ParetoTail(8000.0, 4.5)),
    "capped Pareto": known(0.7, cap=60_000.0, tail=ParetoTail(8000.0, 1.1)),
    "rare": known(0.02),
    "frequent": known(12.0, cap=50_000.0),
    "sometimes": known(0.7, chance=0.3),
    "three forms": known(0.7, chance=0.4, forms=3, cap=30_000.0),
}


def over_worlds(table):
    return table.sums.annual.reshape(table.worlds, table.years)


@pytest.mark.parametrize("climate", [0.0, 0.4])
@pytest.mark.parametrize("name", CASES)
def test_mean_and_chance_of_no_loss(name, climate):
    scenario = CASES[name]
    table = simulate([scenario], seed=11, worlds=WORLDS, years=YEARS, climate=climate)
    worlds = draw_worlds(scenario, 11, WORLDS)
    by_world = over_worlds(table).mean(axis=1)
    error = by_world.std() / sqrt(WORLDS)
    assert by_world.mean() == pytest.approx(worlds.average.mean(), abs=SIGMAS * error)
    assert worlds.average.mean() == pytest.approx(mean_annual_loss(scenario), rel=0.02)

    costs = 1 - (1 - scenario.losses[0].chance.low) ** len(scenario.losses)
    events = scenario.rate_per_year.low * costs
    none = (1 + climate * events) ** (-1 / climate) if climate else exp(-events)
    assert np.mean(table.sums.annual == 0) == pytest.approx(
        none, abs=SIGMAS * sqrt(none * (1 - none) / table.size) + 1e-9
    )


@pytest.mark.parametrize("climate", [0.0, 0.4])
@pytest.mark.parametrize("name", ["lognormal", "capped", "capped Pareto", "three forms"])
def test_variance_within_worlds(name, climate):
    """Var = rate·E[X²] + θ·(rate·E[X])² in every world; compared over all worlds."""
    scenario = CASES[name]
    table = simulate([scenario], seed=5, worlds=WORLDS, years=YEARS, climate=climate)
    worlds = draw_worlds(scenario, 5, WORLDS)
    means = np.array([size.mean() for size in worlds.sizes]) * worlds.chance
    squares = np.array([size.mean_square() for size in worlds.sizes]) * worlds.chance
    square = (squares - means**2).sum(axis=0) + means.sum(axis=0) ** 2
    variance = worlds.rate * square + climate * worlds.average**2
    found = over_worlds(table).var(axis=1, ddof=1)
    error = (found - variance).std() / sqrt(WORLDS)
    assert found.mean() == pytest.approx(variance.mean(), abs=SIGMAS * error)


@pytest.mark.parametrize("climate", [0.0, 0.4])
@pytest.mark.parametrize("name", ["lognormal", "capped", "Pareto", "sometimes"])
def test_largest_event_of_a_year(name, climate):
    """OEP: 1 − exp(−Λ), or 1 − (1 + θΛ)^(−1/θ), in each world."""
    scenario = CASES[name]
    table = simulate([scenario], seed=23, worlds=WORLDS, years=YEARS, climate=climate)
    worlds = draw_worlds(scenario, 23, WORLDS)
    for loss in (800.0, 3000.0, 3999.0, 4000.0, 20_000.0):
        often = worlds.above(np.array([loss]))[:, 0]
        exact = (
            1 - (1 + climate * often) ** (-1 / climate) if climate else -np.expm1(-often)
        ).mean()
        found = np.mean(table.sums.largest > loss)
        assert found == pytest.approx(
            exact, abs=SIGMAS * sqrt(exact * (1 - exact) / table.size) + 1e-9
        )


def test_the_law_over_all_worlds_is_the_experts():
    """Doubt and luck together give back the interval: 5 in 100 below its low end, 5 above."""
    table = simulate([known(5.0)], seed=3, worlds=2000, years=50, climate=0.0)
    losses = table.events(0).loss
    assert np.mean(losses < 300) == pytest.approx(0.05, abs=0.002)
    assert np.mean(losses > 9000) == pytest.approx(0.05, abs=0.002)


def test_doubt_takes_its_share_of_the_variance():
    scenario = known(1.0)
    medians = np.log(draw_worlds(scenario, 1, 4000).sizes[0].median)
    sigma = scenario.losses[0].size.law.sigma
    assert medians.var() / sigma**2 == pytest.approx(0.25, rel=0.01)
    assert draw_worlds(scenario, 1, 10).sizes[0].sigma ** 2 == pytest.approx(0.75 * sigma**2)


def test_closed_mean_takes_doubt_about_rate_and_chance():
    chance = Estimate(0.1, 0.6, "chance")
    scenario = Scenario(
        "doubt", "All in doubt", Kind.THEFT, Estimate(0.1, 1.0),
        (Loss(Form.RESPONSE, Estimate(100, 5000), 8000.0, chance),),
    )  # fmt: skip
    draws = np.random.default_rng(8).standard_normal((3, 2_000_000))
    rate = np.exp(scenario.rate_per_year.law.mu + scenario.rate_per_year.law.sigma * draws[0])
    arises = 1 / (1 + np.exp(-(chance.law.mu + chance.law.sigma * draws[1])))
    law = scenario.losses[0].size.law
    size = np.minimum(np.exp(law.mu + law.sigma * draws[2]), 8000.0)
    assert mean_annual_loss(scenario) == pytest.approx((rate * arises * size).mean(), rel=0.005)
    over = draw_worlds(scenario, 2, 65_536).average.mean()
    assert mean_annual_loss(scenario) == pytest.approx(over, rel=0.01)


def test_an_infinite_mean_is_said_to_be_infinite():
    heavy = known(0.5, tail=ParetoTail(8000.0, 0.9), key="heavy")
    results = report(simulate([heavy, known(0.5)], seed=1, worlds=50, years=50))
    assert mean_annual_loss(heavy) == inf
    assert results.gross.average.value == inf
    assert results.gross.average.band.high == inf
    assert results.gross.quantiles[0].beyond.value == inf
    assert results.gross.quantiles[0].loss.value < inf
    assert results.shares[0].of_mean is None
