"""Insurance against the tail: counts by hand, and what better terms must do."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.case import (
    Scene,
    cover,
    other_cover,
    with_less_retention,
    with_more_limit,
)
from quarterdeck.engine.loss import Insurance, TolerancePoint, net
from tests.engine.case.grounds import COVER, POINTS, table

TABLE = table(rate=0.3, worlds=150)
SCENE = Scene(TABLE, POINTS, COVER)
some = settings(max_examples=12, deadline=None)
money = st.floats(1e4, 2e6)
policies = st.builds(Insurance, money, money, money, st.floats(0.3, 1.0))


def largest():
    return TABLE.sums.largest


@given(policies)
@some
def test_a_policy_told_from_the_simulated_years(policy):
    found = cover(replace(SCENE, insurance=policy))
    top = policy.retention + policy.limit
    assert found.event_above.value == pytest.approx(np.mean(largest() > top))
    paid = net(TABLE, policy).annual_paid
    assert found.recovered_per_year.value == pytest.approx(paid.mean())
    full = np.isclose(paid, policy.share * policy.aggregate, rtol=1e-8)
    assert found.used_up.value == pytest.approx(full.mean())
    assert found.used_up.low <= found.used_up.value <= found.used_up.high
    events = (TABLE.events(place).loss for place in range(len(TABLE.samples)))
    above = sum(np.maximum(loss - top, 0).sum() for loss in events) / TABLE.size
    assert found.above_per_year.value == pytest.approx(above)
    assert found.above_per_year.low >= 0


def test_without_insurance_there_is_nothing_to_tell_and_without_limits_nothing_above():
    bare = Scene(TABLE, POINTS)
    assert cover(bare) is None
    assert other_cover(bare, None) is None
    endless = cover(Scene(TABLE, POINTS, Insurance(1e5, inf)))
    assert endless.event_above.high == endless.above_per_year.high == 0.0
    assert endless.used_up is None


@given(policies, money)
@some
def test_more_limit_and_less_retention_recover_more_and_lower_the_odds(policy, more):
    scene = replace(SCENE, insurance=policy, points=(TolerancePoint(3e5, 0.1),))
    for better in (with_more_limit(policy, more), with_less_retention(policy, more)):
        found = other_cover(scene, better)
        assert found.recovered_per_year.value >= -1e-6
        assert found.chances[0].value >= 0
        back = other_cover(replace(scene, insurance=better), policy)
        assert back.recovered_per_year.value == pytest.approx(-found.recovered_per_year.value)


def test_the_layer_keeps_its_top_when_the_retention_falls():
    less = with_less_retention(COVER, 4e4)
    assert (less.retention, less.retention + less.limit) == (6e4, COVER.retention + COVER.limit)
    assert with_less_retention(COVER, 1e9).retention == 0.0
    more = with_more_limit(COVER, 1e6)
    assert (more.limit, more.aggregate) == (COVER.limit + 1e6, COVER.aggregate + 1e6)


def test_what_the_first_policy_recovers_and_does_to_the_odds():
    bare = Scene(TABLE, (TolerancePoint(3e5, 0.1), TolerancePoint(3e5, 0.1, after_insurance=False)))
    found = other_cover(bare, COVER)
    insured = cover(SCENE)
    assert found.recovered_per_year == insured.recovered_per_year
    assert found.chances[0].value > 0
    assert found.chances[1].value == found.chances[1].high == 0.0
    lapsed = other_cover(SCENE, None)
    assert lapsed.recovered_per_year.value == -insured.recovered_per_year.value
