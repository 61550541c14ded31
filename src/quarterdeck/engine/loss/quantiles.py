"""Losses that 1 in n years is above, with what the simulation and what doubt leaves open."""

from math import inf, sqrt

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.results import Curve, Figure, Quantile
from quarterdeck.engine.verdicts import Band

ONE_IN = (10, 20, 50, 100, 200)
LEAST_YEARS = 10  # simulated years above a quantile that is shown
LEAST_CHANCE = 1e-15


def quantiles(rising: Floats, curve: Curve, *, heavy: bool) -> tuple[Quantile, ...]:
    """Of sorted yearly losses (W·Y,) with their exceedance curve; `heavy`: an infinite mean."""
    shown = [n for n in ONE_IN if len(rising) >= LEAST_YEARS * n]
    return tuple(_quantile(rising, curve, n, heavy) for n in shown)


def _quantile(rising: Floats, curve: Curve, one_in: int, heavy: bool) -> Quantile:
    years, chance = len(rising), 1 / one_in
    place = years - 1 - round(years * chance)
    slip = max(1, round(sqrt(years * chance * (1 - chance))))
    low, high = rising[max(0, place - slip)], rising[min(years - 1, place + slip)]
    tail = rising[place + 1 :]
    loss = Figure(float(rising[place]), float(high - low) / 2, _money_band(curve, chance))
    return Quantile(one_in, loss, inf if heavy else float(tail.mean()))


def _money_band(curve: Curve, chance: float) -> Band:
    """Where the band's lower and upper curve pass the chance: as many worlds have their quantile
    below a loss as have their chance of more than that loss below the chance."""
    return Band(_passes(curve, curve.low, chance), _passes(curve, curve.high, chance))


def _passes(curve: Curve, falling: tuple[float, ...], chance: float) -> float:
    if not falling or falling[0] <= chance:
        return 0.0
    logs = np.log(np.maximum(falling[::-1], LEAST_CHANCE))
    return float(np.exp(np.interp(np.log(chance), logs, np.log(curve.losses[::-1]))))
