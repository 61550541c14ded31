"""The aggregate law without simulation: sizes on a grid, summed by fast Fourier transform.

Written apart from the engine, on scipy's laws, so that the two can disagree. Sizes are rounded to
the grid; a size beyond it is put at its end, and the transform is padded so that sums do not wrap.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

PAD = 4


@dataclass(frozen=True)
class Size:
    """Law of one form in one world: a lognormal with this median, perhaps capped or Pareto far out,
    that arises with `chance`."""

    median: float
    sigma: float
    cap: float = np.inf
    chance: float = 1.0
    threshold: float = np.inf
    alpha: float = np.inf

    def above(self, x):
        body = stats.lognorm(self.sigma, scale=self.median)
        chance = body.sf(x)
        if np.isfinite(self.threshold):
            tail = body.sf(self.threshold) * (self.threshold / np.maximum(x, 1e-9)) ** self.alpha
            chance = np.where(x > self.threshold, tail, chance)
        return np.where(x >= self.cap, 0.0, chance)

    def transform(self, step, points):
        edges = (np.arange(points) + 0.5) * step
        at_most = 1 - self.above(edges)
        masses = np.diff(at_most, prepend=0.0)
        masses[-1] += 1 - at_most[-1]
        return 1 - self.chance + self.chance * np.fft.rfft(masses, PAD * points)


@dataclass(frozen=True)
class Peril:
    """A scenario in one world."""

    rate: float
    sizes: tuple[Size, ...]


def annual_above(perils, losses, *, climate=0.0, points=8192):
    """Chance that a year's sum is above each of the losses; independent of the engine's code."""
    step = np.max(losses) * 1.05 / points
    exponent = 0.0
    for peril in perils:
        event = np.prod([size.transform(step, points) for size in peril.sizes], axis=0)
        exponent = exponent + peril.rate * (event - 1)
    transform = (1 - climate * exponent) ** (-1 / climate) if climate else np.exp(exponent)
    at_most = np.cumsum(np.fft.irfft(transform, PAD * points))
    # The cell of a grid point reaches half a step to both sides.
    return 1 - np.interp(losses, (np.arange(len(at_most)) + 0.5) * step, at_most)


def perils_of(scenarios, drawn, world):
    """The scenarios as one world of the engine's draws, by key, sees them."""
    return [
        Peril(float(drawn[scenario.key].rate[world]), sizes_of(scenario, drawn, world))
        for scenario in scenarios
    ]


def sizes_of(scenario, drawn, world):
    worlds = drawn[scenario.key]
    tails = [
        (loss.tail.threshold, loss.tail.alpha) if loss.tail else () for loss in scenario.losses
    ]
    return tuple(
        Size(float(law.median[world]), float(law.sigma), loss.cap, float(chance[world]), *tail)
        for loss, law, chance, tail in zip(
            scenario.losses, worlds.sizes, worlds.chance, tails, strict=True
        )
    )
