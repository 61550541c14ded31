"""What counts as usual: the exposure at which a scenario has its base rate, frozen on a day.

z = X / X_ref compares today with that day; the rate of a scenario is base·(1 − w + w·g(z)) with
g(z) = (1 + k)·z/(k + z), so that g(0) = 0, g(1) = 1 and g < 1 + k.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq

from quarterdeck.engine.exposure.landscape import Landscape
from quarterdeck.engine.loss.arrays import Floats

NOT_LINKED = 0.0
_MARGIN = 30.0  # in ln, beyond the ratios where the answer must lie


@dataclass(frozen=True, slots=True)
class Reference:
    """Frozen figures of the reference day, one a scenario, in the order of `keys`.

    `level` is X_ref (0: not linked to any system, its rate stays as it is), `measured` the X of
    that day. `xi` is None where too little money touched any exposure: then each scenario that
    was met has its own exposure for a level, and z = 1 that day.
    """

    keys: tuple[str, ...]
    level: tuple[float, ...]
    measured: tuple[float, ...]
    xi: float | None

    @property
    def calibrated(self) -> bool:
        return self.xi is not None

    def levels(self, landscape: Landscape) -> Floats:
        """X_ref (S,) for the scenarios of a landscape; one that came later stands at ξ·n."""
        return self._aligned(self.level, landscape, spans(landscape) * (self.xi or NOT_LINKED))

    def measures(self, landscape: Landscape) -> Floats:
        """X of the reference day (S,); today's for a scenario that came later."""
        return self._aligned(self.measured, landscape, landscape.exposure)

    def _aligned(self, values: tuple[float, ...], to: Landscape, later: Floats) -> Floats:
        known = dict(zip(self.keys, values, strict=True))
        pairs = zip(to.stakes.keys, later, strict=True)
        return np.array([known.get(key, new) for key, new in pairs], dtype=float)


def respond(exposure: Floats, level: Floats, damping: float) -> Floats:
    """g(X / X_ref), 1 where there is no level."""
    linked = level > 0
    bottom = np.where(linked, damping * level + exposure, 1.0)
    return np.where(linked, (1 + damping) * exposure / bottom, 1.0)


def spans(landscape: Landscape) -> Floats:
    """n (S,): systems, each counted by how far it leads to the scenario."""
    return np.asarray(landscape.onward.trust.sum(axis=1))


def reference(landscape: Landscape) -> Reference:
    """Freezes today's exposure: one ξ for the client, such that Σ C·g(X/(ξ·n)) = Σ C.

    Scenarios about no system take no part. No ξ exists when those that are met carry too little
    of the money: their own exposure then becomes their level.
    """
    measured, span, money = landscape.exposure, spans(landscape), landscape.stakes.money
    xi = level_factor(money, measured, span, landscape.damping, float(money[span > 0].sum()))
    level = measured if xi is None else xi * span
    return Reference(landscape.stakes.keys, _tuple(level), _tuple(measured), xi)


def level_factor(
    money: Floats, exposure: Floats, level: Floats, damping: float, total: float
) -> float | None:
    """The factor on all levels at which Σ C·g is `total`; None when there is none.

    Scenarios without a level are left out.
    """
    linked = level > 0

    def excess(log_factor: float) -> float:
        levels = level[linked] * np.exp(log_factor)
        return float(money[linked] @ respond(exposure[linked], levels, damping)) - total

    met = linked & (exposure > 0)
    return _root(excess, np.log(exposure[met] / level[met])) if met.any() else None


def levels_in_world(frozen: Reference, middle: Landscape, world: Landscape) -> Floats:
    """X_ref (S,) had the reference day been worked out in this world.

    `middle` and `world` are today's landscape by the middle of the judgements and by the world's.
    Exposure grew as much since that day in the world as in the middle.
    """
    level, then = frozen.levels(middle), frozen.measures(middle)
    usual = _mean_response(middle.stakes.money, then, level, middle.damping)
    grown = _ratio(world.exposure, middle.exposure)
    wider = _ratio(spans(world), spans(middle)) if frozen.calibrated else grown
    then, level, money = then * grown, level * wider, world.stakes.money
    total = usual * float(money[level > 0].sum())
    return level * (level_factor(money, then, level, world.damping, total) or 1.0)


def chain_link(old: Reference, before: Landscape, after: Landscape) -> Reference:
    """The reference on the day that a scanner or scope arrives: looking harder changes no total.

    X_ref ← X_ref·X_after/X_before. Where the new scope meets a scenario for the first time, or
    clears it, the client's mean ratio stands in, and one factor on all levels then holds Σ C·g
    where it was, if any can. `old` is returned, and the total moves, when no scenario was met both
    before and after. ValueError when the scenarios differ.
    """
    if before.stakes.keys != after.stakes.keys:
        raise ValueError("a link needs the same scenarios before and after")
    seen, found, level = before.exposure, after.exposure, old.levels(before)
    both = (level > 0) & (seen > 0) & (found > 0)
    if not both.any():
        return old
    mean = float(found[both].sum() / seen[both].sum())
    ratio = np.full(len(level), mean)
    ratio[both] = found[both] / seen[both]
    factor = 1.0
    if np.any((level > 0) & ((seen > 0) != (found > 0))):
        money, damping = after.stakes.money, after.damping
        linked = level > 0
        total = float(money[linked] @ respond(seen, level, before.damping)[linked])
        factor = level_factor(money, found, level * ratio, damping, total) or 1.0
    moved = ratio * factor
    return replace(
        old,
        keys=before.stakes.keys,
        level=_tuple(level * moved),
        measured=_tuple(old.measures(before) * moved),
        xi=None if old.xi is None else old.xi * mean * factor,
    )


def _root(falling: Callable[[float], float], ratios: Floats) -> float | None:
    low, high = ratios.min() - _MARGIN, ratios.max() + _MARGIN
    if falling(low) <= 0 or falling(high) >= 0:
        return None
    return float(np.exp(brentq(falling, low, high, xtol=1e-14, rtol=8.9e-16, maxiter=500)))


def _mean_response(money: Floats, exposure: Floats, level: Floats, damping: float) -> float:
    linked = level > 0
    whole = float(money[linked].sum())
    response = respond(exposure, level, damping)[linked]
    return float(money[linked] @ response) / whole if whole else 1.0


def _ratio(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, where=bottom > 0, out=np.ones_like(top))


def _tuple(values: Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
