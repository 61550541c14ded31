"""One size's law in many worlds from its law in a few.

By a world the law of a size differs in its median alone, and smoothly: the chance of more than a
loss is interpolated between Chebyshev points in the logarithm of the median, by the barycentric
formula (Berrut and Trefethen, SIAM Review, 2004). The weights do not depend on the loss or on the
scale of the size, so that a what-if that shrinks losses asks for the law at these points only.
"""

from dataclasses import dataclass
from math import ceil, pi

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.severity import TINY, Severity

POINTS = 18  # leaves 1 in 100,000 of the largest chance of any world
ANGLES = pi * (np.arange(POINTS) + 0.5) / POINTS
PLACES, PULLS = np.cos(ANGLES), (-1.0) ** np.arange(POINTS) * np.sin(ANGLES)
BLOCK = 100  # worlds; products so small stay on one core, busy cores slow the others down


@dataclass(frozen=True, slots=True)
class Mixture:
    """`law` of POINTS medians; `weights` (blocks, BLOCK, POINTS) of each world, in events a year,
    zero beyond the last of the `worlds`."""

    law: Severity
    weights: Floats
    worlds: int

    def above(self, losses: Floats, kept: float, factor: float) -> Floats:
        """Events a year above each loss (X,) in each world, with the part `kept` of the events and
        every size times `factor`: (W, X)."""
        return self._in_worlds(self._above(losses, kept, factor))

    def moved(
        self, losses: Floats, before: tuple[float, float], after: tuple[float, float]
    ) -> Floats:
        """How much `above` is more with one part and factor than it was with others, (W, X)."""
        if before[1] == after[1]:
            return self._in_worlds(self._above(losses, after[0] - before[0], after[1]))
        return self._in_worlds(self._above(losses, *after) - self._above(losses, *before))

    def _above(self, losses: Floats, kept: float, factor: float) -> Floats:
        return kept * self.law.scaled(factor).above(losses)

    def _in_worlds(self, points: Floats) -> Floats:
        return np.asarray((self.weights @ points).reshape(-1, points.shape[1])[: self.worlds])


def mixture_of(rate: Floats, size: Severity) -> Mixture:
    """Of `rate` events a year (W,) whose `size` differs by world in a median above zero alone."""
    logs = np.log(np.maximum(size.median, TINY))
    middle, reach = (logs.max() + logs.min()) / 2, max(np.ptp(logs) / 2, TINY)
    away = ((logs - middle) / reach)[:, None] - PLACES
    pulls = PULLS / np.where(away == 0, TINY, away)
    weights = np.zeros((ceil(len(rate) / BLOCK) * BLOCK, POINTS))
    np.multiply(pulls, (rate / pulls.sum(axis=1))[:, None], out=weights[: len(rate)])
    law = Severity(
        np.exp(middle + reach * PLACES), size.sigma, size.cap, size.threshold, size.alpha
    )
    return Mixture(law, weights.reshape(-1, BLOCK, POINTS), len(rate))
