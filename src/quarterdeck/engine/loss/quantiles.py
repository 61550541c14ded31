"""Losses that 1 in n years is above, with what the simulation and what doubt leaves open."""

from math import inf, sqrt

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.figures import bands_of
from quarterdeck.engine.loss.results import Curve, Figure, Quantile
from quarterdeck.engine.loss.tails import tail_means
from quarterdeck.engine.loss.yearly import Yearly
from quarterdeck.engine.verdicts import Band

ONE_IN = (10, 20, 50, 100, 200)
LEAST_YEARS = 10  # simulated years above a quantile that is shown
LEAST_CHANCE = 1e-15


def quantiles(years: Yearly, curve: Curve, chances: Floats, *, heavy: bool) -> tuple[Quantile, ...]:
    """Of yearly losses, from their exceedance curve and each world's own chances over it (X, W);
    `heavy`: an infinite mean."""
    shown = [n for n in ONE_IN if len(years.money) >= LEAST_YEARS * n]
    parts = 1 / np.array(shown, dtype=float)
    bands = money_bands(curve, parts)
    if heavy:
        tails = [Band(inf, inf)] * len(shown)
    elif curve.losses:
        tails = bands_of(tail_means(np.array(curve.losses), chances, years, parts))
    else:
        tails = bands
    return tuple(_quantile(years, *told) for told in zip(shown, bands, tails, strict=True))


def money_bands(curve: Curve, chances: Floats) -> list[Band]:
    """Where the band's lower and upper curve pass each chance: as many worlds have their quantile
    below a loss as have their chance of more than that loss below the chance."""
    ends = (_passes(curve, falling, chances).tolist() for falling in (curve.low, curve.high))
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


def _passes(curve: Curve, falling: tuple[float, ...], chances: Floats) -> Floats:
    """Losses at which the curve falls to the chances; 0 where it begins below."""
    if not falling:
        return np.zeros(len(chances))
    rising = np.log(np.maximum(falling[::-1], LEAST_CHANCE))
    losses = np.exp(np.interp(np.log(chances), rising, np.log(curve.losses[::-1])))
    return np.where(falling[0] <= chances, 0.0, losses)
