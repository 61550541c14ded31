"""The case of one initiative by itself, begun today."""

from dataclasses import dataclass
from math import e

import numpy as np

from quarterdeck.engine.case.flows import Flows, flows, middle_flows, seen_to_pay
from quarterdeck.engine.case.outlook import Scene
from quarterdeck.engine.case.prospect import Prospect
from quarterdeck.engine.case.spreads import Spread, spread_of
from quarterdeck.engine.case.worth import Terms


@dataclass(frozen=True, slots=True)
class Case:
    """Values are those of mean losses and costs with effects at their middle, so that the worth
    follows from its parts; ranges and chances are over worlds, which draw all of them.

    `pays` is the chance that we are right to expect that it pays; luck is left out. Losses are
    rare, so the chance that avoided losses are ever seen to have paid for it is another:
    `seen_to_pay`. `payback_years` and `cost_per_money_avoided` are infinite where it never pays.
    """

    key: str
    avoided_per_year: Spread
    avoided_money: Spread
    cost_money: Spread
    worth_money: Spread
    pays: float
    seen_to_pay: float
    payback_years: Spread
    cost_per_money_avoided: Spread
    break_even_per_year_money: float
    """Loss avoided a year, once in force, at which its worth is zero: below, look at it again."""
    ready_years: Spread
    """Until it is in force: look again then, whether it does what was expected."""
    ceiling_per_year_money: float
    """`gordon_loeb_ceiling` of a year's loss in the scenarios that it acts on."""


def gordon_loeb_ceiling(loss_money: float) -> float:
    """The most that it pays to spend against an expected loss: 1/e of it.

    Gordon and Loeb (ACM TISSEC, 2002): true where spending z lowers the chance v of one breach to
    v/(αz + 1)^β or to v^(αz + 1), for any α > 0 and β ≥ 1, of one known loss, for who does not
    mind risk. A check of sense, no limit: it says nothing of duties, of losses that a board fears
    beyond their average, or of spending that makes the loss itself smaller.
    """
    return loss_money / e


def case(scene: Scene, prospect: Prospect, key: str, terms: Terms | None = None) -> Case:
    """Scene and prospect are of one table. Raises ValueError for an unknown key."""
    if key not in prospect.places:
        raise ValueError(f"no proposal {key!r}")
    terms, place = terms or Terms(), prospect.places[key]
    middle, worlds = middle_flows(prospect, place, terms), flows(prospect, place, terms)
    losses = (prospect.table.samples[scenario].mean for scenario in prospect.effects[place])
    return Case(
        key=key,
        avoided_per_year=_spread(middle, worlds, "avoided_per_year_money"),
        avoided_money=_spread(middle, worlds, "avoided_money"),
        cost_money=_spread(middle, worlds, "cost_money"),
        worth_money=_spread(middle, worlds, "worth_money"),
        pays=float(np.mean(worlds.worth_money > 0)),
        seen_to_pay=seen_to_pay(scene, prospect.proposals[place], middle),
        payback_years=_spread(middle, worlds, "payback_years"),
        cost_per_money_avoided=_spread(middle, worlds, "cost_per_money_avoided"),
        break_even_per_year_money=float(middle.break_even_per_year_money[0]),
        ready_years=_spread(middle, worlds, "ready_years"),
        ceiling_per_year_money=gordon_loeb_ceiling(sum(losses)),
    )


def _spread(middle: Flows, worlds: Flows, name: str) -> Spread:
    return spread_of(getattr(middle, name)[0], getattr(worlds, name))
