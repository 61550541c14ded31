"""The same seed gives the same bits, whoever works and whatever else is simulated."""

import numpy as np
import pytest
from scipy.stats import norm

from quarterdeck.engine.loss import draw_worlds, report, simulate
from quarterdeck.engine.loss.climate import draw_climate
from tests.engine.loss.firms import firm

FIRM = firm(2, 8, forms=2, rate=0.4)
SMALL = {"seed": 5, "worlds": 60, "years": 50}


def bits(table):
    return [
        array.tobytes()
        for place in range(len(table.samples))
        for e in [table.events(place)]
        for array in (e.year, e.when, e.thinning, e.loss, e.forms)
    ]


def test_workers_and_keeping_change_no_bit():
    table = simulate(FIRM, **SMALL)
    for other in (simulate(FIRM, **SMALL, workers=3), simulate(FIRM, **SMALL, keep=False)):
        assert bits(other) == bits(table)
        assert report(other) == report(table)


def test_one_scenario_at_a_time_is_the_smallest_block():
    together = bits(simulate(FIRM, **SMALL))
    alone = [piece for s in FIRM for piece in bits(simulate([s], **SMALL))]
    assert alone == together


def test_another_seed_draws_other_events():
    assert bits(simulate(FIRM, **SMALL)) != bits(simulate(FIRM, **(SMALL | {"seed": 6})))


def test_order_of_scenarios_moves_no_event():
    forward, backward = simulate(FIRM, **SMALL), simulate(FIRM[::-1], **SMALL)
    for place in range(8):
        assert np.array_equal(forward.events(place).loss, backward.events(7 - place).loss)


def test_progress_counts_every_scenario():
    seen = []
    simulate(FIRM, **SMALL, workers=2, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(n, 8) for n in range(1, 9)]


def test_a_key_stands_once():
    with pytest.raises(ValueError, match="share a key"):
        simulate([FIRM[0], FIRM[0]], seed=1)


@pytest.mark.parametrize("wrong", [{"worlds": 0}, {"years": 0}, {"climate": -0.1}])
def test_sizes_that_make_no_table(wrong):
    with pytest.raises(ValueError, match="at least one world"):
        simulate(FIRM, **(SMALL | wrong))


def test_every_slice_of_an_input_is_drawn_once():
    """Latin hypercube: the ranks of a uniform draw in 50 slices are all different."""
    rates = np.sort(draw_worlds(FIRM[0], 3, 50).rate)
    law = FIRM[0].rate_per_year.law
    slices = np.floor(norm.cdf((np.log(rates) - law.mu) / law.sigma) * 50)
    assert slices.tolist() == list(range(50))


def test_the_climate_has_mean_one_and_its_variance():
    sky = draw_climate(1, 400, 200, 0.3)
    ends = sky.ends.reshape(400, 200)
    factors = np.diff(ends, prepend=0.0, axis=1) * sky.exposure[:, None]
    assert factors.mean() == pytest.approx(1, abs=4 * np.sqrt(0.3 / factors.size))
    assert factors.var() == pytest.approx(0.3, rel=0.03)


@pytest.mark.parametrize("variance", [0.0, 0.05, 2.0])
def test_events_fall_into_years_by_their_factors(variance):
    """The table finds the very year that a search finds."""
    sky = draw_climate(3, 6, 40, variance)
    draw = np.random.default_rng(0)
    uniform = np.concatenate([draw.random(6000), np.zeros(6), np.full(6, 1 - 1e-16)])
    world = np.concatenate([np.repeat(np.arange(6), 1000), np.arange(6), np.arange(6)])
    year = sky.place(world.astype(np.int32), uniform)
    ends = sky.ends.reshape(6, -1) if variance else np.tile(np.arange(1, 41) / 40, (6, 1))
    found = [
        w * 40 + np.searchsorted(ends[w], u, side="right")
        for w, u in zip(world, uniform, strict=True)
    ]
    assert year.tolist() == found
