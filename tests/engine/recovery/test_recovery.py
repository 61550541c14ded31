"""What is true of an order, its range, and planning anew."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.outages import outage, with_work_under_way
from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.recovery import (
    CARRYING_ON,
    Curve,
    Effort,
    Ended,
    Outage,
    Service,
    System,
    Team,
    UnderWay,
    meter,
    recover,
    stopping,
)
from quarterdeck.engine.recovery.drawn import drawn, outcome
from quarterdeck.engine.recovery.durations import drawn_hours, mean_hours
from quarterdeck.engine.recovery.grid import grid
from quarterdeck.engine.recovery.moves import Moves
from quarterdeck.engine.recovery.orders import Judge, Orders
from quarterdeck.engine.recovery.searching import by_rules
from tests.engine.recovery.instances import cheapest, small

QUICK = Effort(rounds=2, turns=60, drawn_turns=40, draws=20, fresh=60, proof_seconds=10)
seeds = st.integers(0, 10_000)
few = settings(max_examples=8, deadline=None)


@given(seeds)
@few
def test_a_change_leaves_an_order_that_can_be_worked(seed: int) -> None:
    made = grid(with_work_under_way(outage(seed, 20, 3, 6), seed))
    orders, rng = Orders.of(list(by_rules(made).values())), np.random.default_rng(seed)
    moves, judge = Moves.of(made), Judge.at_means(made)
    for _ in range(30):
        orders = moves.moved(orders, rng)
    assert [sorted(row) for row in orders.systems.tolist()] == [list(range(20))] * len(orders)
    done = judge.ends(orders)[:, :, 0]
    for row, systems in enumerate(orders.systems.tolist()):
        assert systems[: made.begun] == list(range(made.begun))
        for one in systems:
            assert orders.teams[row, one] in made.able[one]
            begin = done[row, one] - made.steps[one]
            assert all(done[row, needed] <= begin for needed in made.after[one])
            assert begin == 0 or one >= made.begun
        _alone(made, orders, done, row)


def _alone(made, orders, done, row) -> None:
    """No team is at two things at once."""
    for team in range(len(made.free)):
        mine = sorted(
            (done[row, n] - made.steps[n], done[row, n])
            for n in range(len(made.steps))
            if orders.teams[row, n] == team
        )
        assert all(end <= begin for (_, end), (begin, _) in pairwise(mine))


@given(seeds)
@few
def test_many_orders_cost_what_each_costs_alone_and_draws_average(seed: int) -> None:
    made = drawn(outage(seed, 12, 3, 5), 7, seed).judge
    orders = Orders.of(list(by_rules(made.grid).values()))
    alone = [int(made.costs(orders.taken(np.array([n])))[0]) for n in range(len(orders))]
    assert made.costs(orders).tolist() == alone
    by_draw = [
        Judge(made.grid, made.steps[:, [n]]).costs(orders) for n in range(made.steps.shape[1])
    ]
    assert np.mean(by_draw, axis=0) == pytest.approx(made.costs(orders), abs=1)


@pytest.mark.parametrize("seed", [1, 2])
def test_never_above_any_rule_on_the_same_draws(seed: int) -> None:
    made = recover(outage(seed, 15, 3, 6), QUICK, seed)
    assert len(made.rivals) == 5
    for rival in made.rivals:
        assert rival.dearer.mean >= 0
        assert rival.money.mean - made.money.mean == pytest.approx(rival.dearer.mean)
    assert 0 < made.at_means.bound_money <= made.at_means.money


def test_planning_anew_carries_on_at_worst_and_moves_nothing_under_way() -> None:
    before = outage(3, 12, 3, 5)
    first = recover(before, QUICK)
    begun = first.order[0]
    systems = tuple(
        replace(s, under_way=UnderWay(begun.team, 1.0)) if s.key == begun.system else s
        for s in before.systems
    )
    after = Outage(before.teams, systems, before.services)
    again = recover(after, QUICK, 2, first.assignment)
    carrying_on = next(rival for rival in again.rivals if rival.name == CARRYING_ON)
    assert carrying_on.dearer.mean >= 0
    kept = next(work for work in again.order if work.system == begun.system)
    assert (kept.team, kept.under_way, kept.begins_hours.high) == (begun.team, True, 0.0)


def test_an_empty_change_alters_nothing() -> None:
    made = outage(4, 10, 3, 4)
    first, again = recover(made, QUICK), recover(made, QUICK)
    assert (first.order, first.rivals) == (again.order, again.rivals)
    named = Outage(
        made.teams, tuple(replace(s, name=f"The {s.key}") for s in made.systems), made.services
    )
    assert recover(named, QUICK).money == first.money


def test_what_is_restored_is_not_done_again() -> None:
    made = outage(5, 10, 3, 4, known=True)
    systems = tuple(replace(s, restored=n < 9) for n, s in enumerate(made.systems))
    found = recover(Outage(made.teams, systems, made.services), QUICK)
    assert [work.system for work in found.order] == ["system-9"]
    done = Outage(made.teams, tuple(replace(s, restored=True) for s in systems), made.services)
    assert recover(done, QUICK).money.mean == 0


@pytest.mark.parametrize("seed", [1, 4, 6])
def test_a_team_that_can_do_all_and_cheaper_downtime_never_raise_the_optimum(seed: int) -> None:
    made = small(seed, most=5)
    best = cheapest(made)[1]
    skills = frozenset().union(*(team.skills for team in made.teams))
    more = Outage((*made.teams, Team("all", skills)), made.systems, made.services)
    assert cheapest(more)[1] <= best
    assert recover(more, QUICK).at_means.money <= best + 0.01
    halved = tuple(replace(s, down_share=0.5) for s in made.services)
    half = recover(Outage(made.teams, made.systems, halved), QUICK).at_means.money
    assert half == pytest.approx(best / 2, abs=0.05)


def test_safety_comes_before_any_money() -> None:
    """The dear service would come first, and its hour costs a fortune."""
    safe = Service("safe", (("ward",),), Curve(((1.0, 1.0),)), must_by_hours=4.0)
    dear = Service("dear", (("shop",),), Curve(((1.0, 1e6),)))
    work = [System(key, "any", exactly(4.0)) for key in ("shop", "ward")]
    made = Outage((Team("t", frozenset({"any"})),), tuple(work), (dear, safe))
    found = recover(made, QUICK)
    assert [w.system for w in found.order] == ["ward", "shop"]
    assert found.late_hours.mean == 0
    free = Outage(made.teams, made.systems, (dear, replace(safe, must_by_hours=None)))
    assert [w.system for w in recover(free, QUICK).order] == ["shop", "ward"]


def test_what_is_left_of_work_is_drawn_given_that_it_lasted() -> None:
    fresh = System("s", "any", Estimate(2, 8))
    begun = replace(fresh, under_way=UnderWay("t", 6.0))
    hours = drawn_hours((fresh, begun), 20_000, 1)
    lasted = hours[0][hours[0] > 6] - 6
    assert hours[1].mean() == pytest.approx(lasted.mean(), rel=0.05)
    assert hours[1].mean() == pytest.approx(mean_hours(begun), rel=0.02)
    assert hours[0].mean() == pytest.approx(mean_hours(fresh), rel=0.01)
    assert np.quantile(hours[0], [0.05, 0.95]) == pytest.approx([2, 8], rel=0.01)


def test_the_meter_adds_draw_by_draw_and_never_falls() -> None:
    made = outage(6, 8, 2, 3)
    services = tuple(replace(s, doubt=Estimate(0.5, 2.0), down_hours=5.0) for s in made.services)
    made = Outage(made.teams, made.systems, services)
    found = recover(made, QUICK)
    counted = meter(made, found, spent_money=1000.0)
    assert counted.total.mean == pytest.approx(counted.so_far.mean + counted.to_come.mean)
    assert counted.so_far.low < counted.so_far.mean < counted.so_far.high
    assert counted.so_far.mean == pytest.approx(found.sunk_money + 1000, rel=0.02)
    apart = counted.so_far.high + counted.to_come.high - counted.total.high
    assert apart >= -1e-6
    longer = meter(made, found, [Ended(services[0], 2.0)], 1000.0)
    assert longer.so_far.mean > counted.so_far.mean
    later = tuple(replace(s, down_hours=6.0) for s in services)
    assert meter(Outage(made.teams, made.systems, later), found).so_far.mean > found.sunk_money


def test_a_doubtful_rate_widens_the_range_and_keeps_the_mean() -> None:
    made = outage(7, 8, 2, 3, known=True)
    sure = recover(made, QUICK)
    doubt = Estimate(0.5, 2.0)
    unsure = Outage(made.teams, made.systems, tuple(replace(s, doubt=doubt) for s in made.services))
    fresh = drawn(unsure, 400, 1)
    money = outcome(fresh, min(by_rules(grid(unsure)).values(), key=lambda o: o.systems)).money
    assert sure.money.low == sure.money.high
    assert np.ptp(money) > 0
    assert recover(unsure, QUICK).money.mean == pytest.approx(
        sure.money.mean * np.exp(doubt.law.sigma**2 / 2), rel=0.06
    )


def test_stopping_pays_where_the_only_team_is_at_what_nobody_misses() -> None:
    work = (
        System("museum", "any", exactly(50.0), under_way=UnderWay("t", 1.0)),
        System("till", "any", Estimate(1, 3)),
    )
    team = Team("t", frozenset({"any"}))
    service = Service("shop", (("till",),), Curve(((1.0, 100.0),)))
    made = Outage((team,), work, (service,))
    on = recover(made, QUICK)
    off = stopping(made, on, "museum", 500.0, QUICK)
    assert on.money.mean - off.recovery.money.mean == pytest.approx(4900)
    assert off.dearer.mean == off.dearer.low == pytest.approx(-4400)
    with pytest.raises(ValueError, match="not under way"):
        stopping(made, on, "till", 0.0, QUICK)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"after": ("nobody",)}, r"systems\[0\].after: no system"),
        ({"skill": "magic"}, r"systems\[0\].skill: no team"),
        ({"hours": exactly(0.0)}, r"systems\[0\].hours"),
        ({"under_way": UnderWay("nobody", 1.0)}, "no team has the key"),
        ({"under_way": UnderWay("t0", -1.0)}, "spent_hours"),
        ({"after": ("s1",)}, "nobody can begin"),
    ],
)
def test_an_outage_that_cannot_be_is_refused(change, says) -> None:
    first = System("s0", "any", exactly(1.0))
    second = System("s1", "any", exactly(1.0), after=("s0",))
    service = Service("v", (("s1",),), Curve(((1.0, 1.0),)))
    team = Team("t0", frozenset({"any"}))
    with pytest.raises(ValueError, match=says):
        Outage((team,), (replace(first, **change), second), (service,))


def test_a_curve_never_pays_for_being_down() -> None:
    with pytest.raises(ValueError, match="never fall"):
        Curve(((1.0, 5.0), (2.0, 4.0)))
    curve = Curve(((2.0, 10.0), (4.0, 40.0)), ((3.0, 7.0),))
    assert curve.at(np.array([0, 1, 3, 3.5, 4, 6])).tolist() == [0, 5, 25, 39.5, 47, 77]
