"""The closed form, the worked example, and what is true of any trade."""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.cleaning import (
    CLEAN,
    NOW,
    REBUILD,
    STAGE,
    Check,
    Rebuild,
    Stage,
    Trade,
    choose,
    policy,
    straight,
)
from quarterdeck.engine.cleaning.choosing import break_even, least_money
from quarterdeck.engine.cleaning.worlds import Worlds
from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.recovery import Curve

HALVING = log(2) / 0.1
few = settings(max_examples=15, deadline=None)
rates = st.floats(1, 100)
chances = st.floats(0.01, 0.99)
halvings = st.floats(2, 40)
moneys = st.floats(10, 5_000)
CHECK = Check("hunt", 0.9, 0.1, 5, 2)


def trade(rate: float = 20, chance: float = 0.35, halving: float = HALVING, again: float = 300):
    """The worked example of the methods, in thousands: 40 hours down again."""
    return Trade(
        Curve(((1.0, rate),)), exactly(chance, "chance"), exactly(halving), exactly(40.0),
        exactly(again),
    )  # fmt: skip


def test_the_worked_example() -> None:
    made = choose(trade(), [CHECK])
    now, clean = made.options[:2]
    assert now.money.mean == pytest.approx(385)
    assert (clean.hours, clean.money.mean) == pytest.approx((6.55, 331), rel=0.01)
    assert made.best is clean
    assert made.break_even == pytest.approx(20 / (0.1 * 1100), rel=0.01)
    assert made.checks[0].worth_money == pytest.approx(101.2, abs=0.2)
    assert made.checks[0].net_money == pytest.approx(56.2, abs=0.2)


@given(rates, chances, halvings, moneys)
@few
def test_straight_costs_give_the_closed_form(rate, chance, halving, again) -> None:
    made = choose(trade(rate, chance, halving, again), worlds=4)
    hours, money, even = straight(rate, chance, halving, rate * 40 + again)
    best = min(option.money.mean for option in made.options)
    assert best == pytest.approx(money, rel=2e-3)
    assert made.best.hours == pytest.approx(hours, abs=max(0.3, 0.03 * hours))
    if made.break_even is not None:
        assert made.break_even == pytest.approx(even, rel=0.02, abs=1e-3)
    else:
        assert even > 0.97


@given(rates, chances, halvings, moneys)
@few
def test_no_number_of_hours_is_cheaper_than_the_closed_form(rate, chance, halving, again) -> None:
    _, money, _ = straight(rate, chance, halving, again)
    mu = log(2) / halving
    tried = [rate * k + chance * exp(-mu * k) * again for k in np.linspace(0, 200, 2001)]
    assert money <= min(tried) * (1 + 1e-9)


@given(rates, halvings, moneys)
@few
def test_the_value_is_concave_rises_and_never_exceeds_restoring_now(rate, halving, again) -> None:
    found = policy(rate, halving, again, [CHECK], Rebuild(30, 50, 0.02))
    v, p = found.money, found.chance
    slack = 1e-6 * again + 1e-6
    assert v[0] == 0
    assert np.all(np.diff(v) >= -slack)
    assert np.all(np.diff(v, 2) <= slack)
    assert np.all(v <= p * again + slack)


@given(rates, halvings, moneys)
@few
def test_restoring_now_is_one_region_from_none_up(rate, halving, again) -> None:
    regions = policy(rate, halving, again).regions
    assert [what for _, _, what in regions] in ([NOW], [NOW, CLEAN])
    even = straight(rate, 0.5, halving, again)[2]
    if len(regions) == 2:
        assert regions[0][1] >= even - 1e-3  # whole hours: cleaning has to pay for one


@given(rates, halvings, moneys, st.floats(0, 1), st.floats(0, 1))
@few
def test_more_options_never_cost_more(rate, halving, again, hit, false_alarm) -> None:
    bare = policy(rate, halving, again).money
    check = Check("hunt", hit, false_alarm, 1, 1)
    assert np.all(policy(rate, halving, again, [check]).money <= bare + 1e-6)
    assert np.all(policy(rate, halving, again, [], Rebuild(5, 5, 0.1)).money <= bare + 1e-6)


@given(rates, halvings, moneys, st.floats(0, 1))
@few
def test_a_check_that_tells_nothing_is_worth_nothing(rate, halving, again, same) -> None:
    blind = Check("coin", same, same, 0.5, 0)
    bare = policy(rate, halving, again)
    assert np.allclose(policy(rate, halving, again, [blind]).money, bare.money, atol=1e-9)
    made = choose(trade(rate, 0.4, halving, again), [blind], worlds=4)
    assert made.checks[0].worth_money == pytest.approx(0, abs=1e-6 * again)


@given(st.tuples(chances, chances).map(sorted), halvings)
@few
def test_one_cleans_longer_the_likelier_the_intruder(two, halving) -> None:
    less, more = (choose(trade(20, chance, halving), worlds=4) for chance in two)
    hours = [made.best.hours if made.best.name == CLEAN else 0.0 for made in (less, more)]
    assert hours[0] <= hours[1] + 0.1


def test_a_penalty_soon_due_is_waited_for_or_beaten_but_never_missed_by_a_little() -> None:
    stepped = replace(trade(), cost=Curve(((1.0, 20.0),), ((5.0, 200.0),)))
    made = choose(stepped)
    assert made.options[1].hours == pytest.approx(5.0)
    assert made.options[1].money.mean < straight(20, 0.35, HALVING, 1100)[1] + 200


def test_isolation_and_rebuilding_are_weighed_too() -> None:
    made = choose(trade(), (), Stage(0.8, 0.1, 100), Rebuild(1, 10, 0))
    staged, rebuilt = made.options[2:]
    assert (staged.name, rebuilt.name) == (STAGE, REBUILD)
    assert rebuilt.money.mean == pytest.approx(30)
    assert made.best is rebuilt
    hours, money, _ = straight(4, 0.35, HALVING, 1100)
    assert staged.hours == pytest.approx(hours, abs=0.3)
    assert staged.money.mean == pytest.approx(money + 0.1 * 0.35 * 100, rel=0.01)


def test_the_break_even_is_where_the_choice_turns() -> None:
    doubtful = replace(
        trade(), halving_hours=Estimate(3, 15), again_money=Estimate(100, 900),
        again_hours=Estimate(20, 80), cost=Curve(((10.0, 100.0), (40.0, 900.0)), ((8.0, 60.0),)),
    )  # fmt: skip
    worlds = Worlds.of(doubtful, 200, 1)
    hours = worlds.hours()
    even = break_even(worlds, hours)
    assert even is not None
    for chance, cleans in ((even * 0.98, False), (even * 1.02, True)):
        now = float(worlds.with_chance(chance).money(hours)[:, 0].mean())
        assert (least_money(worlds, hours, chance) < now * (1 - 1e-12)) == cleans


def test_what_is_in_doubt_is_worth_knowing_and_what_is_known_is_not() -> None:
    doubtful = replace(trade(), still_there=Estimate(0.05, 0.6, "chance"))
    worth = {each.what: each for each in choose(doubtful).knowing}
    assert worth["still_there"].worth_money > 10
    assert worth["still_there"].changes_share > 0.2
    assert worth["again_hours"].worth_money == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: replace(trade(), still_there=exactly(2.0)), "chance"),
        (lambda: replace(trade(), halving_hours=exactly(0.0)), "above zero"),
        (lambda: Check("hunt", 1.2, 0, 0, 0), "from 0 to 1"),
        (lambda: policy(1, 1, 1, [CHECK] * 5), "at most 4"),
    ],
)
def test_what_cannot_be_is_refused(make, says) -> None:
    with pytest.raises(ValueError, match=says):
        make()
