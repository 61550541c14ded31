"""The losses at which curves are worked out: a lattice, even in logarithms, that holds a third of
each of its losses, so that intensities are worked out once."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, log, sqrt

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Positions
from quarterdeck.engine.loss.yearly import Yearly

POINTS = 32
FINEST = 64
NEAR = sqrt(3)
TAIL_YEARS = 3  # the highest loss is passed in about so many simulated years


@dataclass(frozen=True, slots=True)
class Levels:
    """Some losses (X,), and where `extended` holds them, about a half of each and a third."""

    losses: Floats
    extended: Floats
    parts: tuple[Positions, Positions, Positions]

    def __add__(self, other: "Levels") -> "Levels":
        """These and the others after them."""
        after = len(self.extended)
        whole, half, third = (
            np.concatenate([mine, after + theirs])
            for mine, theirs in zip(self.parts, other.parts, strict=True)
        )
        return Levels(
            np.concatenate([self.losses, other.losses]),
            np.concatenate([self.extended, other.extended]),
            (whole, half, third),
        )


def levels_of(losses: Floats) -> Levels:
    """Of any losses."""
    whole = np.arange(len(losses))
    parts = whole, whole + len(losses), whole + 2 * len(losses)
    return Levels(losses, np.concatenate([losses, losses / 2, losses / 3]), parts)


@dataclass(frozen=True)
class Lattice:
    """Losses 3^(j/steps) for j from `first` to `last`."""

    steps: int
    first: int
    last: int

    @cached_property
    def levels(self) -> Levels:
        """With the half of each loss rounded up."""
        third = np.arange(self.last - self.first + 1)
        half = third + self.steps - floor(self.steps * log(2) / log(3))
        return Levels(self.extended[self.steps :], self.extended, (third + self.steps, half, third))

    def serves(self, years: Yearly) -> bool:
        """Does it reach from near the low end of these losses to near their high end?"""
        losses = self.extended[self.steps :]
        below = years.within(float(losses[0]) / NEAR)
        near = below <= _low_place(years) and _far(years) < losses[-1] * NEAR
        return bool(near and years.worst[-1] > 0)

    @cached_property
    def extended(self) -> Floats:
        """From a third of the first loss on."""
        return np.asarray(3.0 ** (np.arange(self.first - self.steps, self.last + 1) / self.steps))


def lattice_for(years: Yearly) -> Lattice | None:
    """From the middle (or the least losses) to the far tail of yearly losses; None without a
    loss."""
    if not years.worst[-1] > 0:
        return None
    low = years.at(_low_place(years))
    high = max(_far(years), low * 1.1)
    steps = min(FINEST, max(4, round(POINTS * log(3) / log(high / low))))
    return Lattice(steps, floor(log(low) / log(3) * steps), ceil(log(high) / log(3) * steps))


def _low_place(years: Yearly) -> int:
    """How many years are below the low end."""
    free, number = years.within(0.0), len(years.money)
    return max(free + (number - free) // 50, number // 2)


def _far(years: Yearly) -> float:
    return float(years.worst[-min(TAIL_YEARS, len(years.money))])
