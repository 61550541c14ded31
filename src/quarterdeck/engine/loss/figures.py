"""Figures with the simulation's error and the band of doubt."""

from math import ceil

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.results import Figure
from quarterdeck.engine.loss.view import View
from quarterdeck.engine.verdicts import Band


def worlds_figure(view: View, share: float, chances: Floats) -> Figure:
    """A chance from the share of years, with the band of each world's own (W,)."""
    error = float(error_of(chances[None], view.table.years)[0])
    return Figure(share, error, band_of(chances))


def error_of(chances: Floats, years: int) -> Floats:
    """Standard error of a simulated chance, from each world's own (X, W): years differ by luck,
    and the worlds are a sample too."""
    worlds = chances.shape[1]
    mean, square = chances.sum(axis=1) / worlds, np.einsum("xw,xw->x", chances, chances) / worlds
    luck, doubt = (mean - square) / years, np.maximum(square - mean**2, 0)
    return np.asarray(np.sqrt((luck + doubt) / worlds))


def band_of(worlds: Floats) -> Band:
    """Of figures in each world, (W,)."""
    low, high = ends_of(worlds)
    return Band(float(low), float(high))


def ends_of(worlds: Floats) -> tuple[Floats, Floats]:
    """What 5 and 95 in 100 worlds are at or below, along the last axis."""
    low, high = (ceil(part * worlds.shape[-1]) - 1 for part in (0.05, 0.95))
    below = np.partition(worlds, high)[..., : high + 1]
    return np.partition(below, low)[..., low], below[..., high]
