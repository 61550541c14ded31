"""Smooth functions of one number, by straight lines between points of a table.

For half a million numbers at a time, where an exponential of each takes several times as long.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats

FINE = 256  # points a unit: lines miss by 2e-6 of the second derivative


@dataclass(frozen=True, slots=True)
class Tabulated:
    """`heights` from `low` on, and the `slopes` after each; beyond the ends the ends' own."""

    low: float
    heights: Floats
    slopes: Floats

    def __call__(self, numbers: Floats) -> Floats:
        at = np.clip((numbers - self.low) * FINE, 0, len(self.heights) - 1)
        left = at.astype(np.intp)
        at -= left
        at *= self.slopes.take(left, mode="clip")
        at += self.heights.take(left, mode="clip")
        return np.asarray(at)


def tabulated(function: Callable[[Floats], Floats], low: int, high: int) -> Tabulated:
    """The function between two numbers."""
    heights = function(np.linspace(low, high, (high - low) * FINE + 1))
    return Tabulated(low, heights, np.diff(heights, append=heights[-1]))
