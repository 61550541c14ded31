"""Worlds of what is in doubt, and the expected cost of every number of hours of cleaning.

J(k) = F(k) + π·2^(−k/halving)·(F(k + d) − F(k) + X): what is lost until then, and what is lost
again where the intruder is still there.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from quarterdeck.engine.cleaning.trade import Trade
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.arrays import Floats

MOST_POINTS = 1_500
_FINEST_HOURS = 0.05
_MOST_HALVINGS = 40.0


@dataclass(frozen=True, slots=True, eq=False)
class Worlds:
    """(worlds,) each, in the units of the trade."""

    trade: Trade
    still_there: Floats
    halving_hours: Floats
    again_hours: Floats
    again_money: Floats

    @classmethod
    def of(cls, trade: Trade, count: int, seed: int) -> "Worlds":
        """By Latin hypercube; each thing in doubt has a stream of its own."""
        named = (trade.still_there, trade.halving_hours, trade.again_hours, trade.again_money)
        return cls(trade, *(_drawn(each, count, [seed, n]) for n, each in enumerate(named)))

    def hours(self, paid_share: float = 1.0) -> Floats:
        """All k worth a look: beyond the last, this share of the cost of being down is more than
        restoring now costs."""
        most = float(self.halving_hours.max()) * _MOST_HALVINGS
        now = float(self.money(np.zeros(1)).max())
        places = np.linspace(0, most, 20 * MOST_POINTS)
        over = places[paid_share * self.trade.cost.at(places) > now]
        most = min(most, float(over[0])) if len(over) else most
        count = int(min(MOST_POINTS, np.ceil(most / _FINEST_HOURS)) + 1)
        steps = [hours for hours, _ in self.trade.cost.steps if hours <= most]
        return np.unique(np.concatenate([np.linspace(0, most, max(count, 2)), steps]))

    def chance(self, hours: Floats) -> Floats:
        """(worlds, hours) that he is there after cleaning for so long."""
        halved = np.exp2(-hours / self.halving_hours[:, None])
        return np.asarray(self.still_there[:, None] * halved)

    def again(self, hours: Floats) -> Floats:
        """(worlds, hours) lost where what is restored after so long falls again."""
        cost = self.trade.cost
        more = cost.at(hours + self.again_hours[:, None]) - cost.at(hours)
        return np.asarray(more + self.again_money[:, None])

    def money(self, hours: Floats) -> Floats:
        """(worlds, hours) J."""
        return np.asarray(self.trade.cost.at(hours) + self.chance(hours) * self.again(hours))

    def with_chance(self, chance: float) -> "Worlds":
        return replace(self, still_there=np.full_like(self.still_there, chance))


def value_at(estimate: Estimate, quantiles: Floats) -> Floats:
    """The law of an estimate, from its quantiles."""
    if estimate.known:
        return np.full(len(quantiles), estimate.low)
    normal = estimate.law.mu + estimate.law.sigma * ndtri(quantiles)
    return np.asarray(np.exp(normal) if estimate.kind == "amount" else 1 / (1 + np.exp(-normal)))


def _drawn(estimate: Estimate, count: int, seed: list[int]) -> Floats:
    stream = np.random.default_rng(seed)
    return value_at(estimate, (stream.permutation(count) + stream.uniform(1e-9, 1, count)) / count)
