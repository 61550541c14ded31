"""Quantiles of the year against the law computed by Fourier transform, here and by `aggregate`."""

import warnings
from math import sqrt

import numpy as np
import pytest

from quarterdeck.engine.estimates import exactly
from quarterdeck.engine.loss import report, simulate
from quarterdeck.engine.loss.climate import draw_climate
from quarterdeck.engine.loss.events import draw_events
from quarterdeck.engine.loss.scenario import Form, Kind, Loss, Scenario
from quarterdeck.engine.loss.severity import Severity
from quarterdeck.engine.loss.table import EventTable, Sample
from quarterdeck.engine.loss.worlds import Worlds
from tests.engine.loss.exact import Peril, Size, annual_above

WORLDS, YEARS = 400, 500
CHANCES = (0.1, 0.05, 0.02, 0.01, 0.005, 0.001)

FIRMS = {
    "one lognormal": [Peril(0.8, (Size(1000, 1.3),))],
    "capped": [Peril(0.8, (Size(1000, 1.3, 5000),)), Peril(0.3, (Size(3000, 0.8, 20_000),))],
    "Pareto": [Peril(0.8, (Size(1000, 1.0, 200_000, 1.0, 4000, 1.6),))],
    "several forms": [
        Peril(
            0.5, (Size(1000, 1.1, 40_000), Size(5000, 0.7, 40_000, 0.3), Size(200, 1.5, 9000, 0.8))
        ),
        Peril(2.0, (Size(300, 1.0, 9000),)),
    ],
    "a dozen": [Peril(0.1 + 0.02 * n, (Size(500.0 * (n + 1), 1.2, 60_000),)) for n in range(12)],
}


def table_of(perils, climate, seed=7):
    """A table whose worlds all agree, drawn by the engine's own events."""
    sky = draw_climate(seed, WORLDS, YEARS, climate)
    samples = []
    for number, peril in enumerate(perils):
        losses = tuple(
            Loss(form, exactly(size.median), size.cap, exactly(size.chance, "chance"))
            for form, size in zip(Form, peril.sizes, strict=False)
        )
        scenario = Scenario(f"peril-{number}", "", Kind.OUTAGE, exactly(peril.rate), losses)
        worlds = Worlds(
            np.full(WORLDS, peril.rate),
            tuple(
                Severity(np.full(WORLDS, s.median), s.sigma, s.cap, s.threshold, s.alpha)
                for s in peril.sizes
            ),
            np.array([np.full(WORLDS, size.chance) for size in peril.sizes]),
        )
        samples.append(Sample(scenario, worlds, draw_events(scenario, worlds, sky, seed)))
    return EventTable(tuple(samples), sky, seed)


@pytest.mark.parametrize("climate", [0.0, 0.3])
@pytest.mark.parametrize("name", FIRMS)
def test_quantiles_to_999_within_simulation_error(name, climate):
    """The exact chance of more than each simulated quantile, against its binomial error."""
    annual = table_of(FIRMS[name], climate).sums.annual
    rising = np.sort(annual)
    quantiles = np.array([rising[round(len(rising) * (1 - q)) - 1] for q in CHANCES])
    exact = annual_above(FIRMS[name], quantiles, climate=climate, points=2**14)
    for q, chance, found in zip(CHANCES, exact, quantiles, strict=True):
        error = sqrt(q * (1 - q) / len(annual))
        assert np.mean(annual > found) - 4 * error <= chance * 1.01
        assert chance * 0.99 <= np.mean(annual >= found) + 4 * error


def test_the_exact_law_agrees_with_the_package_aggregate():
    """Three opinions on one firm: `aggregate`, the transform of these tests, the engine."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        from aggregate import build

        third = build(
            "agg Firm 0.8 claims 3000 xs 0 sev lognorm 50 cv 2 poisson", log2=16, bs=1 / 4
        )
        theirs = np.array([float(third.q(1 - q)) for q in CHANCES])
    sigma = sqrt(np.log(5.0))
    perils = [Peril(0.8, (Size(50 / sqrt(5.0), sigma, 3000.0),))]
    losses = np.linspace(1, 5900, 4000)
    ours = np.interp(CHANCES, annual_above(perils, losses, points=2**14)[::-1], losses[::-1])
    assert ours == pytest.approx(theirs, rel=0.005)

    annual = np.sort(table_of(perils, 0.0).sums.annual)
    for q, exact in zip(CHANCES, theirs, strict=True):
        error = sqrt(q * (1 - q) / len(annual))
        assert np.mean(annual > exact) == pytest.approx(q, abs=4 * error)


def test_reported_quantiles_are_those_of_the_years():
    table = simulate([], seed=1, worlds=20, years=50)
    assert all(q.loss.value == 0 for q in report(table).gross.quantiles)
    table = table_of(FIRMS["several forms"], 0.0)
    annual = table.sums.annual
    for quantile in report(table).gross.quantiles:
        passed = np.mean(annual > quantile.loss.value)
        assert passed == pytest.approx(1 / quantile.one_in, abs=2 / len(annual))
        assert quantile.beyond.value == pytest.approx(annual[annual > quantile.loss.value].mean())
