"""Losses that 1 in n years is above, with what the simulation and what doubt leaves open."""

from math import inf, sqrt

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
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
    bands = _bands(*(_passes(passed.losses, end, parts) for end in ends))
    beyond = _infinite(len(shown)) if heavy else tails(years, passed, shown)
    return tuple(
        Quantile(n, Figure(*_at(years, n), band), tail)
        for n, band, tail in zip(shown, bands, beyond, strict=True)
    )


def tails(years: Yearly, passed: Passed, shown: list[int]) -> list[Figure]:
    """Means of the worst 1 in n years, with the error of Manistre and Hancock (North American
    Actuarial Journal, 2005)."""
    parts = 1 / np.array(shown, dtype=float)
    bands = _bands(*ends_of(tail_means(passed.losses, passed.chances, years, parts)))
    figures = []
    for n, band in zip(shown, bands, strict=True):
        at, _ = _at(years, n)
        worst = years.worst[-round(len(years.money) / n) :]
        mean = float(worst.mean())
        spread = float(np.square(worst).mean()) - mean**2 + (1 - 1 / n) * (mean - at) ** 2
        figures.append(Figure(mean, sqrt(max(0.0, spread) / len(worst)), band))
    return figures


def _infinite(number: int) -> list[Figure]:
    return [Figure(inf, inf, Band(inf, inf))] * number


def _at(years: Yearly, one_in: int) -> tuple[float, float]:
    """The loss that 1 in n simulated years is above, and its error."""
    number, chance, worst = len(years.money), 1 / one_in, years.worst
    place = round(number * chance)
    slip = max(1, round(sqrt(number * chance * (1 - chance))))
    low, high = float(worst[-1 - place - slip]), float(worst[-1 - max(0, place - slip)])
    return float(worst[-1 - place]), (high - low) / 2


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
