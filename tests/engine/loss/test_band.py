"""The band of doubt against firms whose every world is computed exactly."""

import numpy as np
import pytest

from quarterdeck.engine.loss import (
    Insurance,
    TolerancePoint,
    draw_worlds,
    net,
    report,
    simulate,
)
from quarterdeck.engine.loss.view import View
from quarterdeck.engine.verdicts import Standing
from tests.engine.loss.exact import annual_above, perils_of
from tests.engine.loss.firms import firm

WORLDS, YEARS, CLIMATE = 250, 200, 0.2
CHANCES = (0.1, 0.05, 0.02, 0.01, 0.005)

KINDS = {
    "a dozen": {"scenarios": 10},
    "frequent": {"scenarios": 8, "rate": 1.0},
    "heavy": {"scenarios": 8, "sigma": (1.8, 2.4), "cap": 500.0},
    "three forms": {"scenarios": 4, "forms": 3},
}


def exact_chances(scenarios, seed, losses):
    """Chances in each world, (X, W)."""
    drawn = {s.key: draw_worlds(s, seed, WORLDS) for s in scenarios}
    rows = [
        annual_above(
            perils_of(scenarios, drawn, world),
            losses,
            climate=CLIMATE,
            points=1536,
        )
        for world in range(WORLDS)
    ]
    return np.array(rows).T


@pytest.fixture(scope="module", params=KINDS)
def case(request):
    scenarios = firm(4, **KINDS[request.param])
    table = simulate(scenarios, seed=4, worlds=WORLDS, years=YEARS, climate=CLIMATE)
    losses = np.quantile(table.sums.annual, 1 - np.array(CHANCES))
    return table, losses, exact_chances(scenarios, 4, losses)


def test_the_band_is_as_wide_as_doubt(case):
    """On average over losses to 1 in 200 within 10% of the exact width, nowhere beyond 25%."""
    table, losses, exact = case
    low, high = np.quantile(View(table).chances(losses, "year"), [0.05, 0.95], axis=1)
    true_low, true_high = np.quantile(exact, [0.05, 0.95], axis=1)
    off = (high - low) / (true_high - true_low) - 1
    assert np.abs(off).mean() < 0.10
    assert np.abs(off).max() < 0.25
    assert high == pytest.approx(true_high, rel=0.2)


def test_cleaning_takes_most_of_the_noise_away(case):
    """Against exact chances of the 1-in-200 loss: far less error than the raw counts."""
    table, losses, exact = case
    raw = View(table).yearly("year").counts(losses, WORLDS)[-1] / YEARS
    clean = View(table).chances(losses, "year")[-1]
    error_raw, error_clean = (np.sqrt(np.mean((found - exact[-1]) ** 2)) for found in (raw, clean))
    assert error_clean < 0.65 * error_raw


def test_confidence_is_the_share_of_worlds_within(case):
    table, losses, exact = case
    for loss, chances in zip(losses, exact, strict=True):
        limit = float(np.quantile(chances, 0.7))
        point = TolerancePoint(float(loss), limit)
        (result,) = report(table, tolerance=[point]).points
        assert result.confidence == pytest.approx(0.7, abs=0.08)
        assert result.standing is Standing.NEAR
        assert result.chance.value == pytest.approx(chances.mean(), rel=0.2)


def test_money_bands_turn_the_curves_round(case):
    """5 in 100 worlds have their 1-in-20 loss below the band, 5 in 100 above."""
    table, _, _ = case
    quantile = next(q for q in report(table).gross.quantiles if q.one_in == 20)
    ends = np.array([quantile.loss.band.low, quantile.loss.band.high])
    assert ends[0] < quantile.loss.value < ends[1]
    chances = View(table).chances(ends, "year")
    assert np.mean(chances[0] <= 0.05) == pytest.approx(0.05, abs=0.03)
    assert np.mean(chances[1] > 0.05) == pytest.approx(0.05, abs=0.03)


def test_the_band_of_the_worst_years_is_that_of_their_means(case):
    """Against each world's own mean of its worst 1 in 100 years, from its exact law."""
    table, *_ = case
    grid = np.linspace(0, float(table.sums.annual.max()), 600)[1:]
    exact = np.minimum(exact_chances(table.scenarios, 4, grid), 0.01)
    own = (grid[0] * 0.01 + np.trapezoid(exact, grid, axis=0)) / 0.01
    found = next(q for q in report(table).gross.quantiles if q.one_in == 100)
    low, high = np.quantile(own, [0.05, 0.95])
    assert found.beyond.band.high == pytest.approx(high, rel=0.1)
    assert found.beyond.band.low == pytest.approx(low, rel=0.2)
    assert found.beyond.band.low < found.beyond.value < found.beyond.band.high
    assert found.beyond.band.low > found.loss.band.low
    assert found.beyond.band.high > found.loss.band.high


def test_the_band_of_events_is_exact():
    scenarios = firm(4, 10)
    table = simulate(scenarios, seed=4, worlds=WORLDS, years=YEARS, climate=CLIMATE)
    loss = float(np.quantile(table.sums.largest, 0.99))
    often = sum(draw_worlds(s, 4, WORLDS).above(np.array([loss]))[:, 0] for s in scenarios)
    exact = 1 - (1 + CLIMATE * often) ** (-1 / CLIMATE)
    (result,) = report(table, tolerance=[TolerancePoint(loss, 0.01, "event")]).points
    assert (result.chance.band.low, result.chance.band.high) == pytest.approx(
        np.quantile(exact, [0.05, 0.95], method="inverted_cdf")
    )


def test_the_band_after_insurance_holds_what_long_worlds_show():
    """Insurance with an aggregate has no closed form: a hundred times the years stand in."""
    scenarios = firm(9, 8, rate=0.3)
    cover = Insurance(retention=1e5, limit=6e5, aggregate=8e5, share=0.9)
    short = simulate(scenarios, seed=9, worlds=100, years=200)
    loss = report(short, insurance=cover).net.quantiles[2].loss.value
    (result,) = report(short, insurance=cover, tolerance=[TolerancePoint(loss, 0.02)]).points

    long = net(simulate(scenarios, seed=9, worlds=100, years=10_000), cover)
    chances = (long.sums.annual > loss).reshape(100, -1).mean(axis=1)
    low, high = np.quantile(chances, [0.05, 0.95])
    assert result.chance.band.high - result.chance.band.low == pytest.approx(high - low, rel=0.25)
    assert result.chance.band.high == pytest.approx(high, rel=0.25)
    means = long.sums.annual.reshape(100, -1).mean(axis=1)
    band = report(short, insurance=cover).net.average.band
    assert (band.low, band.high) == pytest.approx(np.quantile(means, [0.05, 0.95]), rel=0.1)
