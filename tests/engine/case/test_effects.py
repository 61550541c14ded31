"""The law of a drawn strength, and what several leave together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.case import Effects, together
from quarterdeck.engine.case.effects import avoided_shares, left_of
from quarterdeck.engine.estimates import Z95, Estimate
from quarterdeck.engine.loss import Change
from quarterdeck.engine.loss.expectation import mean

scores = np.random.default_rng(1).standard_normal(200_000)
shares = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted).map(np.array)


def test_one_effect_is_drawn_from_the_law_of_its_estimate():
    given_ = Estimate(0.2, 0.7, "chance")
    ends = np.array([given_.low, given_.median, given_.high])
    drawn = avoided_shares(ends[:, None], scores)
    assert drawn.mean() == pytest.approx(mean(given_), abs=5e-3)
    assert np.quantile(drawn, (0.05, 0.95)) == pytest.approx([0.2, 0.7], abs=5e-3)


@given(shares)
@settings(max_examples=50, deadline=None)
def test_a_stronger_effect_never_avoids_less_and_ends_are_met(ends):
    drawn = avoided_shares(ends[:, None], np.linspace(-3, 3, 101))
    assert np.all(np.diff(drawn) >= -1e-12)
    assert np.all((drawn >= 0) & (drawn <= 1))
    at = avoided_shares(ends[:, None], np.array([-Z95, 0.0, Z95]))
    least = 0.01 * ends[2]
    assert at == pytest.approx(np.clip(ends, least, 1), abs=2e-9)


def test_what_is_spared_nowhere_is_left_whole():
    before = np.array([0.0, 5.0])
    assert left_of(before, [before] * 3, np.array([2.0, -2.0])).tolist() == [0.0, 5.0]


def test_together_is_both_at_every_strength():
    one = Effects({}, {"a": Change((0.5,))}, {"a": Change((0.6,))})
    other = Effects({"b": Change((0.1,))}, {"a": Change(scale=0.5)}, {"b": Change((0.2,))})
    both = together([one, other])
    assert both.low == {"b": Change((0.1,))}
    assert both.middle == {"a": Change((0.5,), 0.5)}
    assert both.high == {"a": Change((0.6,)), "b": Change((0.2,))}
    assert both.scenarios == {"a", "b"}
