"""Laws of one size: against numerical integration and against their own samples."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from quarterdeck.engine.loss.severity import Severity

LAWS = {
    "lognormal": Severity(np.array([1000.0]), 1.2),
    "capped": Severity(np.array([1000.0]), 1.2, cap=5000.0),
    "capped below its median": Severity(np.array([1000.0]), 1.2, cap=700.0),
    "Pareto": Severity(np.array([1000.0]), 1.2, threshold=4000.0, alpha=2.6),
    "capped Pareto": Severity(np.array([1000.0]), 1.2, cap=1e5, threshold=4000.0, alpha=0.9),
    "Pareto of alpha 1, capped": Severity(np.array([1000.0]), 1.2, 1e5, 4000.0, 1.0),
    "Pareto of alpha 2, capped": Severity(np.array([1000.0]), 1.2, 1e5, 4000.0, 2.0),
    "capped below the threshold": Severity(np.array([1000.0]), 1.2, 3000.0, 4000.0, 1.5),
}


def above(law, x):
    """Chance of more than x, from scipy's laws."""
    body = stats.lognorm(law.sigma, scale=law.median[0])
    if x >= law.cap:
        return 0.0
    if x > law.threshold:
        return body.sf(law.threshold) * (law.threshold / x) ** law.alpha
    return body.sf(x)


def integral(law, power, limit=inf):
    top = min(law.cap, limit)
    marks = [x for x in (law.threshold, 1000.0, 10_000.0) if x < top]
    pieces = zip([0.0, *sorted(marks)], [*sorted(marks), top], strict=True)
    f = lambda x: power * x ** (power - 1) * above(law, x)  # noqa: E731
    return sum(integrate.quad(f, a, b, limit=400, epsrel=1e-10)[0] for a, b in pieces)


@pytest.mark.parametrize("name", LAWS)
def test_means_are_integrals_of_the_chance_of_more(name):
    law = LAWS[name]
    assert law.mean()[0] == pytest.approx(integral(law, 1), rel=1e-5)
    assert law.mean(2500.0)[0] == pytest.approx(integral(law, 1, 2500.0), rel=1e-6)
    assert law.mean_square()[0] == pytest.approx(integral(law, 2), rel=1e-4)


@pytest.mark.parametrize("name", LAWS)
def test_chance_of_more(name):
    law = LAWS[name]
    losses = np.array([1.0, 500, 699, 700, 3000, 4000, 4500, 4999, 5000, 9e4, 1e5, 2e5])
    assert law.above(losses)[0] == pytest.approx([above(law, x) for x in losses], rel=1e-9)


@pytest.mark.parametrize("name", LAWS)
def test_sizes_follow_the_law(name):
    """A size made from the normal at its (1 − q)-quantile is passed with chance q."""
    law = LAWS[name]
    q = np.linspace(0.999999, 1e-6, 1001)
    sizes = law.sizes(stats.norm.isf(q), np.full(len(q), law.median[0]))
    below_cap = sizes < law.cap
    assert law.above(sizes)[0][below_cap] == pytest.approx(q[below_cap], rel=1e-6)
    assert np.all(np.diff(sizes) >= 0)
    assert np.all(sizes <= law.cap)


def test_infinite_moments_are_infinite():
    law = Severity(np.array([1000.0]), 1.0, threshold=2000.0, alpha=1.0)
    assert law.mean()[0] == inf
    assert law.mean(1e9)[0] < inf
    heavy = Severity(np.array([1000.0]), 1.0, threshold=2000.0, alpha=1.5)
    assert heavy.mean()[0] < inf
    assert heavy.mean_square()[0] == inf


def test_a_known_size_is_passed_by_less_and_by_nothing_else():
    law = Severity(np.array([1000.0]), 0.0)
    assert law.above(np.array([999.99, 1000.0, 1000.01]))[0].tolist() == [1.0, 0.0, 0.0]
    assert law.sizes(np.array([-1.0, 2.0]), np.array([1000.0, 1000.0])).tolist() == [1000.0] * 2
    assert law.mean()[0] == pytest.approx(1000.0)


@given(factor=st.floats(0.01, 1), loss=st.floats(1, 1e6))
def test_scaling_a_law_scales_its_sizes(factor, loss):
    law = LAWS["capped Pareto"]
    scaled = law.scaled(factor).above(np.array([loss * factor]))[0, 0]
    # At the cap itself rounding decides on which side of the atom a loss falls.
    if abs(loss / law.cap - 1) > 1e-9:
        assert scaled == pytest.approx(law.above(np.array([loss]))[0, 0], rel=1e-9)


def test_a_matched_sum_keeps_mean_and_variance():
    from quarterdeck.engine.loss import draw_worlds
    from tests.engine.loss.firms import firm

    (scenario,) = firm(5, 1, forms=4, uncertain=True, cap=inf, sigma=(0.5, 0.9))
    worlds = draw_worlds(scenario, 1, 20)
    some, size = worlds.event
    mean = some * size.mean()
    assert mean * worlds.rate == pytest.approx(worlds.average)
    form_means = [worlds.chance[f] * s.mean() for f, s in enumerate(worlds.sizes)]
    squares = [worlds.chance[f] * s.mean_square() for f, s in enumerate(worlds.sizes)]
    variance = sum(sq - m**2 for sq, m in zip(squares, form_means, strict=True))
    assert some * size.mean_square() - mean**2 == pytest.approx(variance)
