"""What being down costs, by how long it has lasted."""

from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

import numpy as np

from quarterdeck.engine.loss.arrays import Floats

Point = tuple[float, float]
"""(hours since the service fell, money)."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Money lost in all once a service has been down for so many hours, by the wall clock.

    Straight between `points`, from nothing at the fall; beyond the last point it goes on as in
    the last stretch. Each of `steps` adds its money once the outage lasts longer than its hours:
    a penalty, a payroll missed. Raises ValueError where more time down would cost less.
    """

    points: tuple[Point, ...] = ()
    steps: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        for hours, money in (*self.points, *self.steps):
            if not (isfinite(hours) and isfinite(money) and hours >= 0 and money >= 0):
                raise ValueError("hours and money of a curve are finite and zero or more")
        for (before, less), (after, more) in pairwise(((0.0, 0.0), *self.points)):
            if after < before or more < less or (after == before and more > less):
                raise ValueError(
                    "the points of a curve run from fewer hours to more and never fall; "
                    "what is due at once belongs into the steps"
                )

    def at(self, hours: Floats) -> Floats:
        """Money lost after `hours` (any shape) down."""
        places = np.array([0.0, *(h for h, _ in self.points)])
        money = np.array([0.0, *(m for _, m in self.points)])
        lost = np.interp(hours, places, money)
        lost += np.maximum(hours - places[-1], 0.0) * self.last_rate_per_hour
        for when, due in self.steps:
            lost += due * (hours > when)
        return np.asarray(lost)

    @property
    def last_rate_per_hour(self) -> float:
        stretches = [
            (more - less) / (after - before)
            for (before, less), (after, more) in pairwise(((0.0, 0.0), *self.points))
            if after > before
        ]
        return stretches[-1] if stretches else 0.0
