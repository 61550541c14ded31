"""A frontier as the board sees it: marks, steps, and what is recommended by rule."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.case import (
    Prospect,
    Scene,
    bought,
    demanded_only,
    outlook,
    point,
    points,
    recommended,
    step,
    together,
)
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.plan import NEVER, Budget, Choices, Effort, frontier, plan
from tests.engine.case.grounds import COVER, POINTS, proposals, table
from tests.engine.plan.instances import instance, keeps_rules

TABLE = table()
SCENE = Scene(TABLE, POINTS, COVER)
PROSPECT = Prospect(TABLE, proposals(3, TABLE, 6), 2000)
LOSSES = np.array([sample.mean for sample in TABLE.samples])


def choices(due=(NEVER,) * 6, **changed):
    amounts = np.array([[e.median for e in one.amounts] for one in PROSPECT.proposals])
    return Choices(
        np.tile(LOSSES[:, None], 4), PROSPECT.middle_effects, amounts[:, 0], amounts[:, 1],
        np.ones(6), np.ones(6, dtype=np.int32), np.array(due, dtype=np.int32), **changed,
    )  # fmt: skip


def points_of(made, number=6):
    most = 1.2 * float(made.cost_once_money.sum() + made.cost_per_year_money.sum())
    budgets = [
        Budget(np.full(4, money), np.full(4, np.inf)) for money in np.linspace(0, most, number)
    ]
    plans = frontier(made, budgets, Effort(1e-6, 30))
    return points(SCENE, PROSPECT, made, [each.starts for each in plans])


def test_a_frontier_leaves_less_for_more_and_begins_with_today():
    curve = points_of(choices())
    left = [each.outlook.loss_per_year.value for each in curve]
    assert left[0] == SCENE.today.loss_per_year.value
    assert (curve[0].money, curve[0].worth_money.value) == (0.0, 0.0)
    assert left[-1] == min(left) < left[0]
    everything = together(one.effects for one in PROSPECT.proposals)
    assert left[-1] == outlook(SCENE, everything).loss_per_year.value


def test_a_step_names_what_comes_and_goes_and_undoes_itself():
    made = choices()
    one, other = (
        point(SCENE, PROSPECT, made, np.array(starts, dtype=np.int32))
        for starts in ([0, 1, NEVER, NEVER, NEVER, NEVER], [0, 2, NEVER, 0, NEVER, NEVER])
    )
    there, back = step(PROSPECT, one, other), step(PROSPECT, other, one)
    assert (there.added, there.dropped) == (("proposal-3",), ())
    assert there.sooner_or_later == ("proposal-1",)
    assert (back.added, back.dropped) == ((), ("proposal-3",))
    assert back.money == -there.money == pytest.approx(one.money - other.money)
    assert there.bought == bought(one.outlook, other.outlook)
    assert there.worth_money.value == pytest.approx(other.worth_money.value - one.worth_money.value)
    assert there.pays == pytest.approx(1 - back.pays)


def test_what_is_recommended_is_worth_most_and_beyond_it_money_buys_less_than_itself():
    curve = points_of(choices(), 9)
    found = recommended(curve)
    worths = [each.worth_money.value for each in curve]
    chosen = curve[found.place]
    assert found.because == "worth most" or not curve[int(np.argmax(worths))].keeps_limits
    if found.because == "worth most":
        assert worths[found.place] == max(worths)
        for beyond in curve[found.place + 1 :]:
            assert step(PROSPECT, chosen, beyond).worth_money.value <= 0


def test_a_limit_that_only_a_plan_which_does_not_pay_keeps_decides():
    price = Estimate(1e7, 2e7)
    dear = Prospect(TABLE, tuple(replace(one, cost_once=price) for one in PROSPECT.proposals), 500)
    one = np.array([0] + [NEVER] * 5, dtype=np.int32)
    plans = (np.full(6, NEVER, dtype=np.int32), one, np.zeros(6, dtype=np.int32))
    everything = outlook(SCENE, together(one.effects for one in dear.proposals))
    chances = [each.odds[0].chance.value for each in (SCENE.today, everything)]
    for limit, says in ((sum(chances) / 2, (2, "keeps the limits")), (1.0, (0, "worth most"))):
        scene = Scene(TABLE, (replace(POINTS[0], chance=limit),), COVER)
        found = recommended([point(scene, dear, choices(), starts) for starts in plans])
        assert (found.place, found.because) == says


def test_an_empty_frontier_has_nothing_to_recommend():
    with pytest.raises(ValueError, match="without plans"):
        recommended([])


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_what_the_law_alone_asks_for_is_in_every_plan(seed):
    made = instance(seed, 8, 4, 3, demanded=2)
    alone = demanded_only(made)
    endless = Budget(np.full(3, np.inf), np.full(3, np.inf))
    found = plan(made, endless)
    if hasattr(found, "starts"):
        asked = alone != NEVER
        assert np.all(asked[made.due_period != NEVER])
        assert np.all(found.starts[asked] != NEVER)
        assert np.all(alone[asked] <= found.starts[asked])
        assert keeps_rules(made, alone)
