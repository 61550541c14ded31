"""The losses at which curves are worked out: a lattice, even in logarithms, that holds a third of
each of its losses, so that intensities are worked out once."""

from dataclasses import dataclass
from math import ceil, floor, log

import numpy as np

from quarterdeck.engine.loss.arrays import Floats

POINTS = 32
FINEST = 64
TAIL_YEARS = 3  # the highest loss is passed in about so many simulated years


@dataclass(frozen=True, slots=True)
class Lattice:
    """Losses 3^(j/steps) for j from `first` to `last`."""

    steps: int
    first: int
    last: int

    @property
    def parts(self) -> tuple[slice, slice, slice]:
        """Where `extended` holds the losses, a half of each (rounded up) and a third of each."""
        points = self.last - self.first + 1
        half = self.steps - floor(self.steps * log(2) / log(3))
        return slice(self.steps, None), slice(half, half + points), slice(points)

    def covers(self, other: "Lattice") -> bool:
        """Does it reach from near the other's low end to near its high end?"""
        low = other.first / other.steps > (self.first - self.steps / 2) / self.steps
        return low and other.last / other.steps < (self.last + self.steps / 2) / self.steps

    @property
    def losses(self) -> Floats:
        return self.extended[self.steps :]

    @property
    def extended(self) -> Floats:
        """From a third of the first loss on."""
        return np.asarray(3.0 ** (np.arange(self.first - self.steps, self.last + 1) / self.steps))


def lattice_for(rising: Floats) -> Lattice | None:
    """From the middle (or the least losses) to the far tail of sorted yearly losses; None without
    a loss."""
    years = len(rising)
    none = int(np.searchsorted(rising, 0, side="right"))
    if none == years:
        return None
    low = float(rising[max(none + (years - none) // 50, years // 2)])
    high = max(float(rising[max(0, years - TAIL_YEARS)]), low * 1.1)
    steps = min(FINEST, max(4, round(POINTS * log(3) / log(high / low))))
    return Lattice(steps, floor(log(low) / log(3) * steps), ceil(log(high) / log(3) * steps))
