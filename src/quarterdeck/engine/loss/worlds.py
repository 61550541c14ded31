"""What each world holds true of a scenario: its rate, its sizes, the chances that forms arise.

Worlds are what we do not know; years are luck. Of the variance of a size's interval the share
`IGNORANCE` is doubt (it moves a world's median), the rest is luck from event to event, so that
the law over all worlds stays the expert's. Inputs are drawn by Latin hypercube (McKay, Beckman,
Conover 1979): one draw in each of W equal slices, in random order, for every input.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, inf, sqrt

import numpy as np
from scipy.special import expit

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.mixture import Mixture, mixture_of
from quarterdeck.engine.loss.scenario import Loss, Scenario
from quarterdeck.engine.loss.severity import TINY, Severity
from quarterdeck.engine.loss.streams import Purpose, hypercube, stream

IGNORANCE = 0.25  # judgement of the project
REMEMBERED = 8  # sets of losses


@dataclass(frozen=True)
class Worlds:
    """One scenario in W worlds: `rate` (W,) events a year, one severity and one row of `chance`
    (F, W) for each form of loss."""

    rate: Floats
    sizes: tuple[Severity, ...]
    chance: Floats
    _memory: dict[bytes, Floats] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def event(self) -> tuple[Floats, Severity]:
        """Chance that an event costs anything (W,), and the law of what it then costs in all.

        Exact for one form; for several a lognormal with the mean and variance of the sum, cut at
        the sum of the caps (Fenton 1960). With a Pareto tail: see `above`.
        """
        arises = self.chance * np.reshape([s.median > 0 for s in self.sizes], self.chance.shape)
        some = np.maximum(1 - np.prod(1 - arises, axis=0), TINY)
        if len(self.sizes) == 1:
            return some, self.sizes[0]
        means = self._by_form([size.mean() for size in self.sizes])
        squares = self._by_form([size.mean_square() for size in self.sizes])
        mean = means.sum(axis=0)
        square = (squares - means**2).sum(axis=0) + mean**2
        return some, _matched(mean / some, square / some, sum(size.cap for size in self.sizes))

    @property
    def exact(self) -> bool:
        """Is `above` exact, or does it match moments?"""
        return len(self.sizes) == 1

    @cached_property
    def mixture(self) -> Mixture:
        """Of one form of loss, for `above` at other scales."""
        return mixture_of(self.rate * self.chance[0] * (self.sizes[0].median > 0), self.sizes[0])

    @property
    def _heavy(self) -> bool:
        return not self.exact and any(size.threshold < inf for size in self.sizes)

    def remembered_above(self, losses: Floats) -> Floats:
        """`above`, kept for those who ask for the same losses again."""
        key = losses.tobytes()
        if key not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[key] = self.above(losses)
        return self._memory[key]

    def above(self, losses: Floats) -> Floats:
        """Events a year above each loss (X,), in each world: (W, X).

        With several forms, one of them with a Pareto tail, the chance that any single form
        lies above the loss: in a heavy tail one big form makes the sum.
        """
        if self._heavy:
            none = np.ones((len(self.rate), len(losses)))
            for size, chance in zip(self.sizes, self.chance, strict=True):
                none *= 1 - chance[:, None] * size.above(losses)
            return self.rate[:, None] * (1 - none)
        some, size = self.event
        return (self.rate * some)[:, None] * size.above(losses)

    @cached_property
    def average(self) -> Floats:
        """Loss a year (W,), exactly."""
        return self.changed_average(1.0, (1.0,) * len(self.sizes))

    def changed_average(self, kept: float, factors: tuple[float, ...]) -> Floats:
        """The same of `changed`, (W,)."""
        means = [mean * f for mean, f in zip(self._means, factors, strict=True) if f > 0]
        return self.rate * kept * sum(means, np.zeros(len(self.rate)))

    @cached_property
    def _means(self) -> Floats:
        """Of what a form costs an event, (F, W)."""
        return self._by_form([size.mean() for size in self.sizes])

    def limited_average(self, limit: float) -> Floats:
        """Loss a year with each event counted to `limit` at most, (W,); for several forms with a
        Pareto tail each form by itself."""
        if self._heavy:
            means = self._by_form([size.mean(limit) for size in self.sizes])
            return np.asarray(self.rate * means.sum(axis=0))
        some, size = self.event
        return self.rate * some * size.mean(limit)

    def _by_form(self, moments: list[Floats]) -> Floats:
        """Moments (F, W) of what a form costs an event, arising or not."""
        return np.reshape(moments, self.chance.shape) * self.chance

    def changed(self, kept: float, factors: tuple[float, ...]) -> "Worlds":
        """With the part `kept` of the events, and each form's sizes times its factor."""
        sizes = tuple(s.scaled(f) if f else s for s, f in zip(self.sizes, factors, strict=True))
        arises = np.array([f > 0 for f in factors], dtype=float)[:, None]
        return Worlds(self.rate * kept, sizes, self.chance * arises)


def inputs(scenario: Scenario) -> Iterator[tuple[str, Estimate]]:
    """Every estimate of a scenario by name, in the order of the rows of `scores`."""
    yield "rate", scenario.rate_per_year
    for loss in scenario.losses:
        yield f"{loss.form} size", loss.size
        yield f"{loss.form} chance", loss.chance


def scores(scenario: Scenario, seed: int, worlds: int) -> Floats:
    """Latin hypercube of standard normals, a row an input: (1 + 2·forms, worlds)."""
    generator = stream(seed, Purpose.WORLDS, scenario.key)
    return hypercube(generator, 1 + 2 * len(scenario.losses), worlds)


def draw_worlds(scenario: Scenario, seed: int, worlds: int) -> Worlds:
    """One scenario's inputs in each world."""
    rows = scores(scenario, seed, worlds)
    return Worlds(
        rate=amounts(scenario.rate_per_year, rows[0]),
        sizes=tuple(
            _severity(loss, z) for loss, z in zip(scenario.losses, rows[1::2], strict=True)
        ),
        chance=np.array(
            [_chances(loss.chance, z) for loss, z in zip(scenario.losses, rows[2::2], strict=True)]
        ).reshape(len(scenario.losses), worlds),
    )


def predictive(loss: Loss) -> Severity:
    """The law of a size over all worlds: the expert's own."""
    return _law_of(loss, np.array([loss.size.median]), _sigma(loss.size))


def _severity(loss: Loss, z: Floats) -> Severity:
    sigma = _sigma(loss.size)
    median = loss.size.median * np.exp(sigma * sqrt(IGNORANCE) * z)
    return _law_of(loss, median, sigma * sqrt(1 - IGNORANCE))


def _law_of(loss: Loss, median: Floats, sigma: float) -> Severity:
    if loss.tail is None:
        return Severity(median, sigma, loss.cap)
    return Severity(median, sigma, loss.cap, loss.tail.threshold, loss.tail.alpha)


def _sigma(estimate: Estimate) -> float:
    return 0.0 if estimate.known else estimate.law.sigma


def amounts(estimate: Estimate, z: Floats) -> Floats:
    if estimate.known:
        return np.full(len(z), float(estimate.low))
    return exp(estimate.law.mu) * np.exp(estimate.law.sigma * z)


def _chances(estimate: Estimate, z: Floats) -> Floats:
    if estimate.known:
        return np.full(len(z), float(estimate.low))
    return np.asarray(expit(estimate.law.mu + estimate.law.sigma * z))


def _matched(mean: Floats, square: Floats, cap: float) -> Severity:
    spread = np.maximum(square / np.maximum(mean, TINY) / np.maximum(mean, TINY), 1.0)
    return Severity(mean / np.sqrt(spread), np.sqrt(np.log(spread)), cap)
