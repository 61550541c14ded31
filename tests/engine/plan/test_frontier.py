"""What is true of many budgets, and of the shares within one plan."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.plan import Effort, Plan, Unfundable, fair_shares_money, frontier, plan
from tests.engine.plan.instances import budget, instance

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=15, deadline=None)
EXACT = Effort(gap_share=1e-6, seconds=60)


@given(seeds)
@some
def test_more_budget_never_leaves_more_loss(seed):
    choices = instance(seed, 10, 5, 3)
    budgets = [budget(choices, share) for share in np.linspace(0, 1, 8)]
    points = frontier(choices, budgets)
    plans = [point for point in points if isinstance(point, Plan)]
    assert all(isinstance(each, Unfundable) for each in points[: len(points) - len(plans)])
    for less, more in pairwise(plans):
        assert more.after_money <= less.after_money * (1 + 1e-12)
        assert more.bound_money <= less.bound_money * (1 + 1e-12)
    assert all(each.gap_share <= 0.005 for each in plans)


@given(seeds)
@some
def test_a_point_is_the_plan_of_its_budget(seed):
    choices = instance(seed, 8, 4, 2)
    budgets = [budget(choices, share) for share in (0.2, 0.5, 0.8)]
    for limit, point in zip(budgets, frontier(choices, budgets, EXACT), strict=True):
        alone = plan(choices, limit, EXACT)
        assert type(alone) is type(point)
        if isinstance(alone, Plan):
            assert point.after_money == pytest.approx(alone.after_money, rel=3e-6)


def test_budgets_that_shrink_are_refused():
    choices = instance(1)
    with pytest.raises(ValueError, match="must grow"):
        frontier(choices, [budget(choices, 0.5), budget(choices, 0.4)])


@given(seeds)
@some
def test_fair_shares_are_the_mean_over_all_orders_and_add_up(seed):
    choices = instance(seed, 5, 4, 2, demanded=0)
    starts = np.random.default_rng(seed).integers(-1, 2, 5).astype(np.int32)
    shares = fair_shares_money(choices, starts)
    orders = list(permutations(np.flatnonzero(starts >= 0)))
    mean = sum(_added(choices, starts, order) for order in orders) / len(orders)
    assert shares == pytest.approx(mean, rel=1e-9, abs=1e-6)
    removed = choices.loss_money.sum() - choices.loss_left_money(starts).sum()
    assert shares.sum() == pytest.approx(removed, rel=1e-9, abs=1e-6)


def _added(choices, starts, order):
    added, so_far = np.zeros(len(starts)), np.full_like(starts, -1)
    for one in order:
        before = choices.loss_left_money(so_far).sum()
        so_far[one] = starts[one]
        added[one] = before - choices.loss_left_money(so_far).sum()
    return added
