"""From initiatives and a budget to a plan: quarters, duties, weights, what more buys."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from quarterdeck.engine.case import Effects
from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss import Form, Kind, Loss, ParetoTail, Scenario, simulate
from quarterdeck.engine.plan import NEVER
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.calendar import quarter
from quarterdeck.plans.choosing import Ground, choices_of, weights_of
from quarterdeck.plans.planned import Chosen, Short
from quarterdeck.plans.planning import planned
from tests.plans.grounds import LIMITS, TABLE, ground, one

YEAR = Ask(100e3, "year", 1)


def funded(found):
    return set(found.chosen.starts)


def test_quarters_begin_on_the_plans_day_of_the_month_or_its_last():
    assert [quarter(date(2026, 11, 30), n) for n in range(3)] == [
        date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 30),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("per", "periods", "money", "days"),
    [("year", 2, [8, 0, 0, 0, 8, 0, 0, 0], 1.5), ("quarter", 3, [8, 8, 8], 6)],
)
def test_a_years_money_is_there_at_its_beginning_and_people_throughout(per, periods, money, days):
    limits = Ask(8.0, per, periods, people_days=6.0).limits(8.0)
    assert limits.money.tolist() == money
    assert set(limits.people_days.tolist()) == {days}
    assert np.isinf(Ask(8.0, per, periods).limits(8.0).people_days).all()


def test_what_a_years_budget_leaves_may_be_spent_later_and_a_quarters_not():
    late = one("late", once=90e3, needs=("early",))
    early = one("early", once=5e3, months=3)
    by_year = planned(ground(early, late), Ask(100e3, "year", 1))
    assert by_year.chosen.starts == {"early": 0, "late": 1}
    by_quarter = planned(ground(early, late), Ask(50e3, "quarter", 4))
    assert by_quarter.chosen.starts == {"early": 0}


def test_months_become_the_nearest_quarters_and_days_are_spread_over_them():
    made = choices_of(ground(one("a", months=1), one("b", months=4.6, days=10)), YEAR)
    assert made.duration_periods.tolist() == [0, 2]
    assert made.people_days_per_period.tolist() == [0, 5]


def test_what_is_demanded_is_due_by_its_day_or_as_soon_as_it_can_be():
    before = one("before", months=6)
    soon = one("soon", mandate="law", by_months=1, months=3, needs=("before",))
    late = one("late", mandate="law", by_months=8, months=3)
    free = one("free", by_months=1)
    undated = one("undated", mandate="approved")
    made = choices_of(ground(before, soon, late, free, undated), YEAR)
    assert made.due_period.tolist() == [NEVER, 3, 2, NEVER, 3]
    cases = {c.key: c for c in planned(ground(before, soon, late), YEAR).cases}
    assert (cases["soon"].late, cases["late"].late) == (True, False)
    assert cases["soon"].in_force == 3


def test_a_duty_is_funded_before_better_things_and_said_when_it_does_not_fit():
    duty = one("duty", takes={"theft": 0.01}, once=60e3, mandate="demanded by law")
    better = one("better", takes={"theft": 0.9}, once=50e3)
    assert funded(planned(ground(duty, better), YEAR)) == {"duty"}
    found = planned(ground(duty, better), Ask(40e3, "year", 1))
    assert isinstance(found.chosen, Short)
    assert found.chosen.money == pytest.approx(20e3, rel=1e-3)
    assert [c.start for c in found.cases] == [None, None]


def test_people_bound_a_plan_too():
    many = [one(f"i{n}", once=1.0, days=10) for n in range(4)]
    ask = Ask(1e6, "year", 1, people_days=80)  # 20 in each quarter
    starts = planned(ground(*many), ask).chosen.starts
    assert max(np.bincount(list(starts.values()))) <= 2


def test_two_that_guard_one_door_do_not_add_up_and_shares_do():
    found = planned(ground(one("a"), one("b"), one("c", takes={"outage": 0.5})), YEAR)
    chosen, cases = found.chosen, {c.key: c for c in found.cases}
    assert chosen.gap_share < 1e-3
    assert sum(c.share_money for c in found.cases) == pytest.approx(chosen.removed)
    alone = cases["a"].avoids_alone_per_year.middle
    assert 0 < cases["a"].share_money < alone
    theft, outage = (sample.mean for sample in TABLE.samples)
    assert alone == pytest.approx(0.3 * theft, rel=1e-6)
    assert chosen.removed == pytest.approx((1 - 0.7**2) * theft + 0.5 * outage, rel=1e-6)


def test_a_plan_is_scored_on_todays_events_and_never_makes_it_worse():
    found = planned(ground(one("a", takes={"theft": 0.6, "outage": 0.2})), YEAR)
    now, then = found.today, found.chosen.scored
    assert now.avoids_per_year.middle == 0
    assert then.loss_per_year.middle + then.avoids_per_year.middle == pytest.approx(
        now.loss_per_year.middle
    )
    assert then.no_loss > now.no_loss
    for before, after in zip(now.limits, then.limits, strict=True):
        assert after.odds.chance < before.odds.chance
        assert after.within >= before.within


def test_unsure_effects_widen_the_band_of_what_is_avoided():
    ends = [one("x", takes={"theft": share}).effects.middle for share in (0.1, 0.5, 0.9)]
    unsure = one("b", effects=Effects(*ends))
    tight, wide = (
        planned(ground(each), YEAR).chosen.scored.avoids_per_year
        for each in (one("a", takes={"theft": 0.5}), unsure)
    )
    assert wide.middle == pytest.approx(tight.middle)
    assert wide.high / wide.low > tight.high / tight.low > 1


def test_weights_by_the_limit_shift_to_what_breaks_it_and_keep_the_sum():
    there = ground(one("a"))
    loss, limit = (weights_of(there, name, 0.5) for name in ("loss", "tolerance"))
    both = weights_of(there, "both", 0.25)
    assert limit.sum() == pytest.approx(loss.sum())
    assert limit[0] > loss[0]  # theft makes the large years
    assert both == pytest.approx(0.75 * loss + 0.25 * limit)
    assert weights_of(there, "both", 0.0) == pytest.approx(loss)


def test_the_objective_decides_between_two():
    small = one("small", takes={"outage": 0.55}, once=80e3)
    large = one("large", takes={"theft": 0.12}, once=80e3)
    there = ground(small, large)
    assert funded(planned(there, Ask(100e3, "year", 1))) == {"small"}
    assert funded(planned(there, Ask(100e3, "year", 1, objective="tolerance"))) == {"large"}


def test_a_limit_is_needed_to_plan_for_it():
    with pytest.raises(ValueError, match="no limit is set"):
        planned(ground(one("a"), points=()), Ask(1.0, objective="tolerance"))


def test_more_buys_less_loses_and_a_frontier_never_rises():
    costs = (20e3, 35e3, 50e3, 70e3)
    many = [one(f"i{n}", takes={("theft", "outage")[n % 2]: 0.3}, once=c)
            for n, c in enumerate(costs)]  # fmt: skip
    ask = Ask(60e3, "year", 1, more=50e3, less=30e3, points=5)
    found = planned(ground(*many), ask)
    less, more = found.less, found.more
    left = [less.point.loss_after, found.chosen.loss_after, more.point.loss_after]
    assert sorted(left, reverse=True) == left
    assert (less.point.budget, more.point.budget) == (30e3, 110e3)
    assert set(more.point.starts) == funded(found) | set(more.difference.adds)
    assert more.difference.avoids_per_year.middle >= 0 >= less.difference.avoids_per_year.middle
    assert less.difference.money == pytest.approx(sum(less.point.money) - sum(found.chosen.money))
    curve = [point.loss_after for point in found.frontier]
    assert len(curve) == 5
    assert all(later <= before + 1e-6 for before, later in pairwise(curve))
    assert len(found.frontier[-1].starts) == 4
    best = found.frontier[found.recommended.place]
    if found.recommended.because == "worth most":
        assert best.worth.middle == max(point.worth.middle for point in found.frontier)


def test_a_frontier_begins_where_what_must_be_funded_fits():
    duty = one("duty", once=30e3, yearly=8e3, mandate="demanded by law")
    for per, periods in (("year", 2), ("quarter", 4)):
        ask = Ask(0.0, per, periods, points=3)
        found = planned(ground(duty, one("other")), ask)
        assert isinstance(found.chosen, Short)
        assert all(isinstance(point, Chosen) for point in found.frontier)
        assert "duty" in found.frontier[0].starts
        assert found.demanded.starts == {"duty": 0}
        assert found.demanded.budget >= found.frontier[0].budget * 0.999


def test_nothing_is_weighed_against_a_loss_without_an_average():
    tail = Loss(Form.RESPONSE, Estimate(1e4, 1e5), tail=ParetoTail(2e5, 0.9))
    heavy = Scenario("heavy", "Heavy", Kind.THEFT, exactly(0.1), (tail,))
    table = simulate([heavy], seed=1, worlds=20, years=10)
    with pytest.raises(ValueError, match="heavy has no finite average"):
        Ground(table, None, LIMITS, (one("a"),))


@pytest.mark.parametrize(
    "said",
    [{"budget": -1.0}, {"periods": 0}, {"periods": 6}, {"weight": 1.5}, {"budget": float("inf")}],
)
def test_what_cannot_be_asked_is_refused(said):
    with pytest.raises(ValueError, match=r"budget|plans reach|weight"):
        Ask(**{"budget": 1.0} | said)
