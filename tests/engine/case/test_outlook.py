"""What is left, against the loss engine's own report and against exact means."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.case import Effects, Scene, bought, outlook, together
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss import (
    Form,
    Kind,
    Loss,
    ParetoTail,
    Scenario,
    report,
    simulate,
    what_if,
)
from quarterdeck.engine.loss.figures import band_of
from tests.engine.case.grounds import COVER, POINTS, effects, scene

SCENE = scene()
keys = [scenario.key for scenario in SCENE.table.scenarios]
some = settings(max_examples=15, deadline=None)
acted = st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True)
strengths = st.lists(st.floats(0, 0.95), min_size=3, max_size=3).map(sorted)


def test_today_is_what_the_report_says():
    told = report(SCENE.table, tolerance=POINTS, insurance=COVER)
    today = outlook(SCENE)
    assert today.loss_per_year.value == told.gross.average.value
    assert today.loss_per_year.band == told.gross.average.band
    for odds, point in zip(today.odds, told.points, strict=True):
        assert odds.chance.value == point.chance.value
        assert odds.chance.band == point.chance.band
        assert (odds.confidence, odds.standing) == (point.confidence, point.standing)


def test_effects_that_are_known_leave_what_the_what_if_says():
    known = effects(0.4, 0.4, 0.4, keys[:3])
    told = report(what_if(SCENE.table, known.middle), tolerance=POINTS, insurance=COVER)
    found = outlook(SCENE, known)
    assert found.loss_per_year.value == told.gross.average.value
    assert found.loss_per_year.low == pytest.approx(told.gross.average.band.low)
    for odds, point in zip(found.odds, told.points, strict=True):
        assert odds.chance.value == point.chance.value
        assert odds.chance.high == pytest.approx(point.chance.band.high, rel=1e-6)


@given(strengths, acted)
@some
def test_doing_more_never_leaves_more_in_any_world(ends, acts):
    less = outlook(SCENE, effects(*ends, acts))
    more = outlook(SCENE, together([effects(*ends, acts), effects(0.1, 0.3, 0.4, keys[:4])]))
    for before, after in ((SCENE.today, less), (less, more)):
        assert np.all(after.worlds_loss_money <= before.worlds_loss_money * (1 + 1e-9))
        assert np.all(after.shares <= before.shares)
    assert np.all(less.worlds_chances <= SCENE.today.worlds_chances)


@given(strengths, acted)
@some
def test_what_was_bought_is_the_difference_and_its_range_is_paired(ends, acts):
    found = outlook(SCENE, effects(*ends, acts))
    step = bought(SCENE.today, found)
    money = SCENE.today.worlds_loss_money - found.worlds_loss_money
    assert step.avoided_per_year.band == band_of(money)
    assert step.avoided_per_year.low >= -1e-9
    whole = SCENE.today.loss_per_year.value - found.loss_per_year.value
    assert step.avoided_per_year.value == pytest.approx(whole)
    apart = SCENE.today.loss_per_year.high - found.loss_per_year.low
    assert step.avoided_per_year.high <= apart + 1e-9


def test_doubt_about_an_effect_widens_the_range_of_what_it_avoids():
    sure, unsure = (
        bought(SCENE.today, outlook(SCENE, effects(low, 0.5, high, keys))).avoided_per_year
        for low, high in ((0.5, 0.5), (0.2, 0.8))
    )
    assert sure.value == unsure.value
    assert unsure.low < sure.low
    assert sure.high < unsure.high


def test_a_loss_without_a_mean_is_refused_by_name():
    wild = Loss(Form.RESPONSE, Estimate(1e3, 1e6), tail=ParetoTail(1e6, 0.9))
    made = simulate(
        [Scenario("wild", "", Kind.THEFT, Estimate(0.1, 1), (wild,))], seed=1, worlds=10, years=10
    )
    with pytest.raises(ValueError, match="wild has no finite average"):
        Scene(made)


def test_an_unknown_scenario_is_refused():
    with pytest.raises(ValueError, match="no scenario 'nowhere'"):
        outlook(SCENE, effects(0.1, 0.2, 0.3, ["nowhere"]))
    assert outlook(SCENE, Effects()) is SCENE.today
