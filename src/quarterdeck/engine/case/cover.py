"""Is the insurance enough for the tail, and what would other terms be worth?"""

from dataclasses import dataclass, replace
from math import inf

import numpy as np

from quarterdeck.engine.case.outlook import Scene, bought
from quarterdeck.engine.case.spreads import Spread, spread_of
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.insurance import NetTable, net
from quarterdeck.engine.loss.payment import payment
from quarterdeck.engine.loss.scenario import Insurance
from quarterdeck.engine.loss.view import View

FULL = 1 - 1e-9  # of the aggregate: rounding
TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Cover:
    """Of one policy. Premiums are not known here: a policy that costs more a year than it recovers
    is bought for what it does to the odds."""

    insurance: Insurance
    event_above: Spread
    """Chance in a year of an event above retention and limit."""
    used_up: Spread | None
    """Chance of a year that uses up the aggregate; None where there is none."""
    recovered_per_year: Spread
    above_per_year: Spread
    """Money a year of single events beyond retention and limit."""


@dataclass(frozen=True, slots=True)
class CoverChange:
    """Other terms against those of today, paired world by world: what more is recovered a year,
    and by how much the chance over each tolerance point falls (none before insurance does)."""

    insurance: Insurance
    recovered_per_year: Spread
    chances: tuple[Spread, ...]


def cover(scene: Scene) -> Cover | None:
    """None without insurance."""
    if scene.insurance is None:
        return None
    policy, top = scene.insurance, scene.insurance.retention + scene.insurance.limit
    netted = net(scene.table, policy)
    return Cover(
        policy,
        _event_above(scene, top),
        _used_up(netted),
        spread_of(float(netted.annual_paid.mean()), payment(netted)),
        _above(scene, top),
    )


def other_cover(scene: Scene, insurance: Insurance | None) -> CoverChange | None:
    """What these terms in place of today's would change; None where neither insures."""
    if scene.insurance is None and insurance is None:
        return None
    other = replace(scene, insurance=insurance)
    now, then = _recovered(scene), _recovered(other)
    return CoverChange(
        insurance or Insurance(0.0, 0.0),
        spread_of(float(then[0] - now[0]), then[1] - now[1]),
        bought(scene.today, other.today).chances,
    )


def with_more_limit(insurance: Insurance, money: float) -> Insurance:
    """Another `money` of limit on each event, and of the year's aggregate."""
    return replace(insurance, limit=insurance.limit + money, aggregate=insurance.aggregate + money)


def with_less_retention(insurance: Insurance, money: float) -> Insurance:
    """A retention lower by `money`, at least none, with the top of the layer where it was."""
    less = min(money, insurance.retention)
    return replace(insurance, retention=insurance.retention - less, limit=insurance.limit + less)


def _recovered(scene: Scene) -> tuple[float, Floats]:
    """A year, on average and in each world (W,)."""
    if scene.insurance is None:
        return 0.0, np.zeros(scene.table.worlds)
    netted = net(scene.table, scene.insurance)
    return float(netted.annual_paid.mean()), payment(netted)


def _event_above(scene: Scene, top: float) -> Spread:
    if top == inf:
        return Spread(0.0, 0.0, 0.0)
    passed = View(scene.table).passed(np.array([top]), "event")
    return spread_of(float(passed.shares[0]), passed.chances[0])


def _used_up(netted: NetTable) -> Spread | None:
    """The share of years; worlds differ in it as in their chance of a year above retention and
    aggregate."""
    policy, table = netted.insurance, netted.table
    if policy.aggregate == inf:
        return None
    share = float(np.mean(netted.annual_paid >= policy.share * policy.aggregate * FULL))
    like = View(table).chances(np.array([policy.retention + policy.aggregate]), "year")[0]
    return spread_of(share, np.minimum(share * like / max(like.mean(), TINY), 1.0))


def _above(scene: Scene, top: float) -> Spread:
    if top == inf:
        return Spread(0.0, 0.0, 0.0)
    table, value, worlds = scene.table, 0.0, np.zeros(scene.table.worlds)
    for place, sample in enumerate(table.samples):
        value += float(np.maximum(table.events(place).loss - top, 0).sum()) / table.size
        worlds += sample.average - sample.worlds.limited_average(top)
    return spread_of(value, np.maximum(worlds, 0.0))
