"""Losses that 1 in n years is above, with what the simulation and what doubt leaves open."""

from math import inf, sqrt

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.figures import bands_of, ends_of
from quarterdeck.engine.loss.results import Figure, Quantile
from quarterdeck.engine.loss.tails import tail_means
from quarterdeck.engine.loss.yearly import EDGE, Yearly
from quarterdeck.engine.verdicts import Band

ONE_IN = (10, 20, 50, 100, 200)
LEAST_YEARS = 10  # simulated years above a quantile that is shown
LEAST_CHANCE = 1e-15


def quantiles(
    years: Yearly, losses: Floats, chances: Floats, *, heavy: bool
) -> tuple[Quantile, ...]:
    """Of yearly losses, from each world's own chances (X, W) of more than some losses (X,);
    `heavy`: an infinite mean."""
    shown = [n for n in ONE_IN if len(years.money) >= LEAST_YEARS * n]
    parts = 1 / np.array(shown, dtype=float)
    bands = money_bands(losses, chances, parts)
    if heavy:
        tails = [Band(inf, inf)] * len(shown)
    else:
        tails = bands_of(tail_means(losses, chances, years, parts))
    return tuple(_quantile(years, *told) for told in zip(shown, bands, tails, strict=True))


def money_bands(losses: Floats, chances: Floats, parts: Floats) -> list[Band]:
    """Where the ends of the worlds' chances pass each part: as many worlds have their quantile
    below a loss as have their chance of more than that loss below the part."""
    ends = (_passes(losses, falling, parts).tolist() for falling in ends_of(chances))
    return [Band(low, high) for low, high in zip(*ends, strict=True)]


def _quantile(years: Yearly, one_in: int, band: Band, tail: Band) -> Quantile:
    number, chance, worst = len(years.money), 1 / one_in, years.worst
    beyond = round(number * chance)
    slip = max(1, round(sqrt(number * chance * (1 - chance))))
    at, low, high = (
        float(worst[-1 - place]) for place in (beyond, beyond + slip, max(0, beyond - slip))
    )
    loss = Figure(at, (high - low) / 2, band)
    return Quantile(one_in, loss, _beyond(worst[-beyond:], at, chance, tail))


def _beyond(worst: Floats, at: float, chance: float, band: Band) -> Figure:
    """Mean of the worst years; its error is that of Manistre and Hancock (North American Actuarial
    Journal, 2005)."""
    if band.high == inf:
        return Figure(inf, inf, band)
    mean = float(worst.mean())
    error = sqrt((float(worst.var()) + (1 - chance) * (mean - at) ** 2) / len(worst))
    return Figure(mean, error, band)


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
