"""What is true of a plan, on random choices, against every plan worked out one by one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quarterdeck.engine.plan import (
    NEVER,
    Budget,
    Effort,
    Plan,
    Unfundable,
    greedy,
    plan,
    takings,
)
from tests.engine.plan.instances import budget, instance, keeps_rules, least_left, money_left

seeds = st.integers(0, 2**32 - 1)
sizes = st.sampled_from([(8, 4, 1), (5, 4, 2), (4, 3, 3)])
some = settings(max_examples=25, deadline=None)
EXACT = Effort(gap_share=1e-6, seconds=60)


@example(20143, (5, 4, 2), 0.9375)  # HiGHS hands back the plan begun with, below its own lines
@given(seeds, sizes, st.floats(0.1, 1.0))
@some
def test_the_optimum_is_that_of_every_plan_worked_out(seed, size, share):
    choices = instance(seed, *size)
    limit = budget(choices, share)
    least, found = least_left(choices, limit), plan(choices, limit, EXACT)
    if least is None:
        assert isinstance(found, Unfundable)
        assert found.proved
    else:
        assert isinstance(found, Plan)
        assert found.after_money == pytest.approx(least, rel=3e-6)
        assert found.bound_money <= least * (1 + 1e-6)
        assert found.gap_share <= 3e-6


@given(seeds, st.integers(9, 16), st.floats(0.2, 0.8))
@settings(max_examples=8, deadline=None)
def test_the_optimum_of_many_initiatives(seed, initiatives, share):
    choices = instance(seed, initiatives, 6, 1)
    limit = budget(choices, share)
    least, found = least_left(choices, limit), plan(choices, limit, EXACT)
    assert (least is None) == isinstance(found, Unfundable)
    if isinstance(found, Plan):
        assert found.after_money == pytest.approx(least, rel=3e-6)


@given(seeds, st.floats(0.2, 0.8))
@some
def test_a_plan_keeps_the_rules_and_the_budget_and_tells_its_own_loss(seed, share):
    choices = instance(seed, 12, 6, 4, demanded=2)
    limit = budget(choices, share)
    found = plan(choices, limit)
    if isinstance(found, Plan):
        assert keeps_rules(choices, found.starts)
        assert takings(choices).fits(found.starts, limit)
        assert found.after_money == pytest.approx(money_left(choices, found.starts))
        assert found.before_money == pytest.approx(choices.loss_money.sum())
        assert found.gap_share <= 0.005


@given(seeds)
@some
def test_greedy_keeps_the_rules_and_never_beats_the_proof(seed):
    choices = instance(seed, 12, 6, 3)
    limit = budget(choices, 0.4)
    rival, found = greedy(choices, limit), plan(choices, limit)
    if rival is not None:
        assert keeps_rules(choices, rival)
        assert takings(choices).fits(rival, limit)
        left = choices.loss_left_money(rival).sum()
        assert found.bound_money <= left * (1 + 1e-9)
        assert found.after_money <= left * (1 + 1e-9)


@given(seeds)
@some
def test_order_does_not_matter(seed):
    choices = instance(seed, 10, 6, 3)
    limit = budget(choices, 0.4)
    found = plan(choices, limit, EXACT)
    again = plan(_shuffled(choices, np.random.default_rng(seed)), limit, EXACT)
    assert type(found) is type(again)
    if isinstance(found, Plan):
        assert again.after_money == pytest.approx(found.after_money, rel=3e-6)


def _shuffled(choices, rng):
    initiatives, scenarios, _ = choices.size
    order, rows = rng.permutation(initiatives), rng.permutation(scenarios)
    place = np.argsort(order)
    names = ("cost_once_money", "cost_per_year_money", "people_days_per_period")
    by_initiative = (*names, "duration_periods", "due_period")
    return replace(
        choices,
        loss_per_year_money=choices.loss_per_year_money[rows],
        effect_share=choices.effect_share[order][:, rows],
        **{name: getattr(choices, name)[order] for name in by_initiative},
        needs=tuple((int(place[a]), int(place[b])) for a, b in choices.needs),
        excludes=tuple((int(place[a]), int(place[b])) for a, b in choices.excludes),
    )


def test_two_that_guard_one_door_do_not_add_up():
    choices = plain(effect_share=np.array([[0.5], [0.5]]))
    found = plan(choices, Budget(np.array([100.0]), np.array([10.0])), EXACT)
    assert found.after_money == pytest.approx(250.0)


def test_what_is_demanded_says_what_it_lacks():
    choices = plain(due_period=np.zeros(2, dtype=np.int32))
    short = plan(choices, Budget(np.array([15.0]), np.array([1.0])))
    assert isinstance(short, Unfundable)
    assert short.short.money == pytest.approx([5.0])
    assert short.short.people_days == pytest.approx([1.0])
    assert not short.rules_clash


def test_demands_that_exclude_one_another_clash_at_any_price():
    choices = plain(due_period=np.zeros(2, dtype=np.int32), excludes=((0, 1),))
    assert plan(choices, Budget(np.array([np.inf]), np.array([np.inf]))).rules_clash


def test_what_removes_nothing_is_not_funded():
    choices = plain(effect_share=np.array([[0.5], [0.0]]))
    found = plan(choices, Budget(np.array([np.inf]), np.array([np.inf])))
    assert found.starts.tolist() == [0, NEVER]


def plain(**changed):
    """Two initiatives of 10 and a day on one scenario of 1000, in one period of a year."""
    return instance(
        0, 2, 1, 1, 0,
        **{
            "loss_per_year_money": np.array([[1000.0]]),
            "effect_share": np.array([[0.5], [0.2]]),
            "cost_once_money": np.full(2, 10.0),
            "cost_per_year_money": np.zeros(2),
            "people_days_per_period": np.ones(2),
            "duration_periods": np.zeros(2, dtype=np.int32),
            "needs": (), "excludes": (), "period_years": 1.0,
            **changed,
        },
    )  # fmt: skip


def test_nothing_to_fund_leaves_everything():
    choices = plain(effect_share=np.zeros((2, 1)))
    found = plan(choices, Budget(np.array([20.0]), np.array([2.0])))
    assert (found.after_money, found.bound_money, found.removed_money) == (1000.0, 1000.0, 0.0)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"effect_share": np.array([[1.0], [0.2]])}, "below 1"),
        ({"needs": ((0, 1), (1, 0))}, "circle"),
        ({"excludes": ((0, 2),)}, "does not name two of 2"),
        ({"cost_once_money": np.array([1.0, -1.0])}, "cost_once_money"),
        ({"due_period": np.array([1, NEVER])}, "due_period"),
        ({"effect_share": np.zeros((2, 3))}, "3 scenarios"),
    ],
)
def test_what_cannot_be_is_refused(changed, says):
    with pytest.raises(ValueError, match=says):
        plain(**changed)
