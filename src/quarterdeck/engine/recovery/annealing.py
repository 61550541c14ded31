"""A search from some orders to a cheaper one: many at once are changed, and cooled together.

Population annealing (Hukushima and Iba 2003): each order takes a worse one with a chance that
falls with the temperature; at every fall the orders are drawn anew, the cheap ones more often.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.recovery.grid import Whole
from quarterdeck.engine.recovery.moves import Moves
from quarterdeck.engine.recovery.orders import Judge, Order, Orders, Places


@dataclass(frozen=True, slots=True)
class Cooling:
    """`turns` changes of each of `many` orders, `falls` of the temperature.

    The temperature falls evenly in its logarithm, from a share of the cheapest cost to another.
    `spent` is the caller's clock, as the engine has none: it says which share of the time is
    used, and ends the search at 1; without it only turns count, and a seed gives the same order.
    """

    turns: int
    many: int = 256
    falls: int = 50
    start_share: float = 0.03
    end_share: float = 0.000_02
    spent: Callable[[], float] | None = None

    def used(self, turn: int) -> float:
        return max(turn / self.turns, self.spent() if self.spent else 0.0)

    def share(self, used: float) -> float:
        """Of the cheapest cost: the temperature."""
        return float(self.start_share * (self.end_share / self.start_share) ** used)


@dataclass(frozen=True, slots=True)
class Found:
    """The cheapest order met, its cost, and the orders that were left in the end."""

    order: Order
    cost: int
    last: Orders


def anneal(moves: Moves, judge: Judge, begin: Orders, cooling: Cooling, seed: int) -> Found:
    """Never dearer than the cheapest of `begin`."""
    rng = np.random.default_rng(seed)
    costs = judge.costs(begin)
    best, least = begin[int(costs.argmin())], int(costs.min())
    places = np.resize(np.argsort(costs, kind="stable"), cooling.many)
    orders, costs = begin.taken(places), costs[places]
    heat, falls = least * cooling.start_share, 0
    for turn in range(cooling.turns):
        used = cooling.used(turn)
        if used >= 1:
            break
        if int(used * cooling.falls) > falls:
            falls, cooler = int(used * cooling.falls), least * cooling.share(used)
            places = _drawn_anew(costs, heat, cooler, rng)
            orders, costs, heat = orders.taken(places), costs[places], cooler
        tried = moves.moved(orders, rng)
        new = judge.costs(tried)
        if new.min() < least:
            best, least = tried[int(new.argmin())], int(new.min())
        taken = new <= costs - heat * np.log(1 - rng.random(len(new)))
        orders = Orders(
            np.where(taken[:, None], tried.systems, orders.systems),
            np.where(taken[:, None], tried.teams, orders.teams),
        )
        costs = np.where(taken, new, costs)
    return Found(best, least, orders)


def _drawn_anew(costs: Whole, heat: float, cooler: float, rng: np.random.Generator) -> Places:
    """Places by how much likelier each cost is at the cooler temperature; evenly spread luck."""
    if heat <= 0 or cooler <= 0:
        return np.arange(len(costs))
    weights: Floats = np.exp(-(costs - costs.min()) * (1 / cooler - 1 / heat))
    at = (rng.random() + np.arange(len(costs))) / len(costs)
    return np.searchsorted(np.cumsum(weights / weights.sum()), at).clip(max=len(costs) - 1)
