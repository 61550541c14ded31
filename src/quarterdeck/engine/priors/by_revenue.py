"""A figure that is published by bands of revenue, without a jump at a band's edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log, sqrt

import numpy as np

from quarterdeck.engine.estimates import Estimate, Law
from quarterdeck.engine.priors.figures import Figure
from quarterdeck.engine.products import amount_of, law_of

LEAST = 1e6
"""US dollars a year: where the lowest band is taken to begin."""
WIDTH = 10.0
"""How many times its lower edge the highest band is taken to reach."""


@dataclass(frozen=True)
class Band(Figure):
    """Holds for firms with less than `below` US dollars of revenue a year."""

    below: float = inf


def at(bands: Sequence[Band], revenue: float) -> Estimate:
    """The interval for a revenue in US dollars.

    Ends run straight in logs from the middle of one band to that of the next, and level beyond
    the outer ones. The source is that of the band which holds the revenue.
    """
    laws = [law_of(band.amount()) for band in bands]
    where = log(max(revenue, LEAST))
    points = np.log(middles(bands))
    mu, sigma = (float(np.interp(where, points, part)) for part in zip(*laws, strict=True))
    return amount_of(Law(mu, sigma), next(b.source for b in bands if revenue < b.below))


def middles(bands: Sequence[Band]) -> list[float]:
    """The geometric middle of each band, in US dollars."""
    edges = [LEAST, *(band.below for band in bands)]
    edges[-1] = edges[-2] * WIDTH
    return [sqrt(low * high) for low, high in pairwise(edges)]


def check(name: str, bands: Sequence[Band]) -> None:
    """ValueError unless the bands rise from above LEAST, and the last one is open."""
    edges = [LEAST, *(band.below for band in bands)]
    if not bands or edges != sorted(set(edges)) or bands[-1].below != inf:
        raise ValueError(f"{name}: bands must rise by `below`, and the last one must have none")
