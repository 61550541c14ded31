"""Losses that 1 in n years is above, with what the simulation and what doubt leaves open."""

from math import inf

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Positions
from quarterdeck.engine.loss.figures import ends_of
from quarterdeck.engine.loss.passed import Passed
from quarterdeck.engine.loss.results import Figure, Quantile
from quarterdeck.engine.loss.tails import tail_means
from quarterdeck.engine.loss.yearly import EDGE, Yearly
from quarterdeck.engine.verdicts import Band

ONE_IN = (10, 20, 50, 100, 200)
LEAST_YEARS = 10  # simulated years above a quantile that is shown
LEAST_CHANCE = 1e-15


def quantiles(
    years: Yearly, passed: Passed, ends: tuple[Floats, Floats], *, heavy: bool
) -> tuple[Quantile, ...]:
    """Of yearly losses, from each world's chances of more and the ends of their band, both (X,);
    `heavy`: an infinite mean."""
    shown = [n for n in ONE_IN if len(years.money) >= LEAST_YEARS * n]
    parts = 1 / np.array(shown, dtype=float)
    at, errors = _at(years, parts)
    bands = _bands(*(_passes(passed.losses, end, parts) for end in ends))
    beyond = _infinite(len(shown)) if heavy else _beyond(years, passed, parts, at)
    return tuple(
        Quantile(n, Figure(*figure), tail)
        for n, *figure, tail in zip(shown, at.tolist(), errors.tolist(), bands, beyond, strict=True)
    )


def _beyond(years: Yearly, passed: Passed, parts: Floats, at: Floats) -> list[Figure]:
    """Means of the worst parts of years, those above `at`, with the error of Manistre and Hancock
    (North American Actuarial Journal, 2005)."""
    bands = _bands(*ends_of(tail_means(passed.losses, passed.chances, years, parts)))
    numbers = _number(years, parts)
    mean = _sums_of_last(years.worst, numbers) / numbers
    square = _sums_of_last(np.square(years.worst[-numbers.max(initial=0) :]), numbers) / numbers
    spread = square - mean**2 + (1 - parts) * (mean - at) ** 2
    errors = np.sqrt(np.maximum(0.0, spread) / numbers)
    return [Figure(*figure) for figure in zip(mean.tolist(), errors.tolist(), bands, strict=True)]


def _sums_of_last(rising: Floats, numbers: Positions) -> Floats:
    """Of so many, numbers falling."""
    between = np.add.reduceat(rising, len(rising) - numbers)
    return np.asarray(between[::-1].cumsum()[::-1])


def _infinite(number: int) -> list[Figure]:
    return [Figure(inf, inf, Band(inf, inf))] * number


def _at(years: Yearly, parts: Floats) -> tuple[Floats, Floats]:
    """The losses that these parts of the simulated years are above, and their errors."""
    places, worst = _number(years, parts), years.worst
    slips = np.maximum(1, np.rint(np.sqrt(len(years.money) * parts * (1 - parts)))).astype(np.intp)
    low, high = worst[-1 - places - slips], worst[-1 - np.maximum(0, places - slips)]
    return worst[-1 - places], (high - low) / 2


def _number(years: Yearly, parts: Floats) -> Positions:
    return np.rint(len(years.money) * parts).astype(np.intp)


def _bands(low: Floats, high: Floats) -> list[Band]:
    return [Band(*ends) for ends in zip(low.tolist(), high.tolist(), strict=True)]


def _passes(losses: Floats, falling: Floats, parts: Floats) -> Floats:
    """Losses at which falling chances pass the parts, an atom for its edge; 0 where they begin
    below."""
    if len(losses) == 0:
        return np.zeros(len(parts))
    rising = np.log(np.maximum(falling[::-1], LEAST_CHANCE))
    passed = np.exp(np.interp(np.log(parts), rising, np.log(losses[::-1])))
    near = losses[np.searchsorted(losses, passed * (1 + 2 * EDGE), side="right") - 1]
    passed = np.where(near > passed * (1 - 2 * EDGE), near, passed)
    return np.where(falling[0] <= parts, 0.0, passed)
