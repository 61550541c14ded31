"""Does an initiative pay? Loss avoided against what it costs, in money of today.

What we are unsure of is drawn: the worlds of the loss, the strength of effects, costs and months.
Luck is not: a year's loss is its expectation, so that the chance to pay is one of being right.
"""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.estimates import Z95, Estimate
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.plans.fundable import Fundable
from quarterdeck.risks.results import Span

YEARS, DISCOUNT = 3, 0.08
"""Over which a case is told, and what a year's wait is worth. Judgement of the project."""
GORDON_LOEB = float(np.exp(-1))
"""Gordon and Loeb (2002): for their two classes of how spending lowers the chance of a breach, it
never pays to spend more than 1/e of the loss that is expected. A check of sense, not a law: it
holds for one breach, one sum and a firm that does not mind risk."""
SEED, MONTHS = 20261125, 12
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Avoided:
    """Loss avoided a year in each world (W,), with the weakest, middle and strongest effects."""

    low: Floats
    middle: Floats
    high: Floats

    def at(self, normals: Floats) -> Floats:
        """Between the ends, straight in the normal score of the strength (W,)."""
        steps = np.clip(np.abs(normals) / Z95, 0.0, None)
        ends = np.where(normals < 0, self.low, self.high)
        return np.asarray(np.maximum(self.middle + steps * (ends - self.middle), 0.0))


@dataclass(frozen=True, slots=True)
class Economics:
    """Over `YEARS` from its start, discounted by `DISCOUNT` a year.

    `pays` is the chance that it is worth more than it costs. `payback_years` until it has repaid
    what it cost once, from its start; None where more likely than not it never does.
    `cost_per_money` is what it costs for each unit of loss that it avoids. Below `break_even`
    avoided a year it no longer pays.
    """

    worth: Span
    pays: float
    payback_years: float | None
    cost_per_money: float | None
    break_even_per_year: float


def economics(one: Fundable, avoided: Avoided) -> Economics:
    """Draws one strength, one set of costs and one duration for each world."""
    generator = np.random.default_rng(SEED)
    normals = generator.standard_normal((4, len(avoided.middle)))
    per_year = avoided.at(normals[0])
    once, yearly = (_drawn(e, z) for e, z in zip((one.cost_once, one.cost_per_year), normals[1:3],
                                                 strict=True))  # fmt: skip
    wait = _drawn(one.months, normals[3]) / MONTHS
    benefit, cost = per_year * _annuity(wait), once + yearly * _annuity(np.zeros(1))
    worth = benefit - cost
    low, high = np.percentile(worth, (5, 95))
    return Economics(
        worth=Span(float(worth.mean()), float(low), float(high)),
        pays=float(np.mean(worth > 0)),
        payback_years=_payback(once, per_year - yearly, wait),
        cost_per_money=float(cost.mean() / benefit.mean()) if benefit.mean() > LEAST else None,
        break_even_per_year=_break_even(one),
    )


def ceiling(loss_per_year: float) -> float:
    """The most that it could pay to spend in a year, by `GORDON_LOEB`."""
    return GORDON_LOEB * loss_per_year


def _drawn(given: Estimate, normals: Floats) -> Floats:
    if given.known:
        return np.full(len(normals), given.low)
    mu, sigma = given.law
    return np.asarray(np.exp(mu + sigma * normals))


def _annuity(wait: Floats) -> Floats:
    """What 1 a year is worth today, paid evenly from `wait` years on to the last of `YEARS`."""
    force = np.log1p(DISCOUNT)
    begin = np.minimum(wait, YEARS)
    return np.asarray((np.exp(-force * begin) - np.exp(-force * YEARS)) / force)


def _payback(once: Floats, net: Floats, wait: Floats) -> float | None:
    with np.errstate(divide="ignore", invalid="ignore"):
        years = np.where(net > 0, wait + once / net, np.inf)
    middle = float(np.median(years))
    return middle if np.isfinite(middle) else None


def _break_even(one: Fundable) -> float:
    months = np.array([mean(one.months) / MONTHS])
    cost = mean(one.cost_once) + mean(one.cost_per_year) * float(_annuity(np.zeros(1))[0])
    time = float(_annuity(months)[0])
    return cost / time if time > LEAST else float("inf")
