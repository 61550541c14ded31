"""Whether an initiative pays: against sums done by hand, and as what is unsure grows."""

from dataclasses import replace
from math import exp, inf, log

import numpy as np
import pytest

from quarterdeck.engine.estimates import Estimate
from quarterdeck.plans.economics import DISCOUNT, YEARS, Avoided, ceiling, economics
from tests.plans.grounds import one

WORLDS = 2_000
FORCE = log(1 + DISCOUNT)


def flat(*ends):
    return Avoided(*(np.full(WORLDS, float(end)) for end in ends))


def test_what_is_known_is_worth_what_a_hand_works_out():
    known = one("a", once=100e3, yearly=5e3, months=6)
    found = economics(known, flat(60e3, 60e3, 60e3))
    avoided = 60e3 * (exp(-FORCE / 2) - exp(-FORCE * YEARS)) / FORCE
    cost = 100e3 + 5e3 * (1 - exp(-FORCE * YEARS)) / FORCE
    assert found.worth.low == pytest.approx(found.worth.high)
    assert found.worth.middle == pytest.approx(avoided - cost)
    assert found.pays == 1
    assert found.payback_years == pytest.approx(0.5 + 100e3 / 55e3)
    assert found.cost_per_money == pytest.approx(cost / avoided)
    at_break_even = flat(*[found.break_even_per_year] * 3)
    assert economics(known, at_break_even).worth.middle == pytest.approx(0, abs=1e-6)


def test_what_avoids_nothing_never_pays():
    found = economics(one("a"), flat(0, 0, 0))
    assert (found.pays, found.payback_years, found.cost_per_money) == (0, None, None)
    assert found.worth.middle == pytest.approx(-10e3)


def test_what_comes_into_force_after_all_is_told_avoids_nothing():
    late = one("a", months=12 * YEARS)
    found = economics(late, flat(1e6, 1e6, 1e6))
    assert (found.pays, found.break_even_per_year) == (0, inf)


def test_the_chance_to_pay_is_that_of_the_strength_reaching_break_even():
    known = one("a", once=50e3)
    needed = economics(known, flat(1, 1, 1)).break_even_per_year
    found = economics(known, flat(needed - 10e3, needed, needed + 10e3))
    assert found.pays == pytest.approx(0.5, abs=0.04)
    assert found.worth.low < 0 < found.worth.high


def test_doubt_about_costs_widens_what_it_is_worth():
    known = one("a", once=50e3)
    unsure = replace(known, cost_once=Estimate(20e3, 120e3))
    sure, wide = (economics(each, flat(30e3, 30e3, 30e3)).worth for each in (known, unsure))
    assert wide.low < sure.low <= sure.high < wide.high


def test_stronger_and_cheaper_is_never_worth_less():
    base = economics(one("a"), flat(5e3, 8e3, 12e3))
    better = economics(one("a", once=5e3), flat(6e3, 9e3, 13e3))
    assert better.worth.middle > base.worth.middle
    assert better.pays >= base.pays


def test_the_ceiling_is_the_known_share_of_the_loss():
    assert ceiling(100e3) == pytest.approx(36_788, abs=1)
    assert economics(one("free", once=0.0), flat(1, 1, 1)).cost_per_money == 0


def test_free_of_cost_it_pays_at_once():
    found = economics(one("a", once=0.0, months=3), flat(5, 5, 5))
    assert (found.pays, found.payback_years) == (1, pytest.approx(0.25))
