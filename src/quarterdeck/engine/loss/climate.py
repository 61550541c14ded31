"""The climate that all scenarios share: in a bad year everything comes more often.

A gamma factor of mean 1 and variance θ a year. Given the factors, a scenario's events in a world
are Poisson(rate × their sum), and each falls into a year in proportion to its factor.
"""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.loss.streams import Purpose, stream

CLIMATE_VARIANCE = 0.1  # judgement of the project: a bad year (1 in 20) brings 1.6 times the events
SLOTS = 8  # entries a year in the table that finds an event's year


@dataclass(frozen=True, slots=True)
class Climate:
    """Factors of W worlds × Y years.

    `exposure` (W,) is each world's sum of factors, `ends` (W·Y,) where in 0..1 each year ends
    within its world, `first` (W·Y·SLOTS,) the first year that reaches into each slot.
    """

    worlds: int
    years: int
    variance: float
    exposure: Floats
    ends: Floats
    first: Integers

    def place(self, world: Integers, uniform: Floats) -> Integers:
        """Years (world·Y + year) of events, from their worlds and uniform numbers, both (n,)."""
        if self.variance == 0:
            within: Integers = (uniform * self.years).astype(np.int32)
            return within + world * np.int32(self.years)
        slots = self.years * SLOTS
        year: Integers = self.first[world * np.int32(slots) + (uniform * slots).astype(np.int32)]
        (late,) = np.nonzero(uniform >= self.ends[year])
        while len(late):
            year[late] += 1
            late = late[uniform[late] >= self.ends[year[late]]]
        return year

    def chance(self, intensity: Floats) -> Floats:
        """Chance of at least one event in a year, at `intensity` events in an average year; good to
        1e-15 in all."""
        if self.variance == 0:
            return 1 - np.exp(-intensity)
        free, times = 1 / (1 + self.variance * intensity), 1 / self.variance
        if times.is_integer():
            return 1 - _power(free, int(times))
        return 1 - np.exp(np.log(free) * times)


def draw_climate(seed: int, worlds: int, years: int, variance: float) -> Climate:
    """Raises ValueError when `worlds` or `years` is below 1 or the variance below zero."""
    if worlds < 1 or years < 1 or not 0 <= variance < np.inf:
        raise ValueError("simulate at least one world and one year, with a variance of at least 0")
    if variance == 0:
        nothing = np.empty(0)
        exposure = np.full(worlds, float(years))
        return Climate(worlds, years, 0.0, exposure, nothing, nothing.astype(np.int32))
    factors = stream(seed, Purpose.CLIMATE).gamma(1 / variance, variance, (worlds, years))
    exposure = factors.sum(axis=1)
    ends = np.cumsum(factors, axis=1) / exposure[:, None]
    ends[:, -1] = 1.0
    return Climate(worlds, years, variance, exposure, ends.ravel(), _first_years(ends))


def _power(numbers: Floats, times: int) -> Floats:
    """Each multiplied with itself, for a whole number of at least 1."""
    if times == 1:
        return numbers
    even = _power(numbers * numbers, times // 2)
    return even * numbers if times % 2 else even


def _first_years(ends: Floats) -> Integers:
    worlds, years = ends.shape
    slots = years * SLOTS
    passed = np.ceil(ends * slots).astype(np.int64) + np.arange(worlds)[:, None] * (slots + 1)
    counts = np.bincount(passed.ravel(), minlength=worlds * (slots + 1)).astype(np.int32)
    first = counts.reshape(worlds, slots + 1)[:, :-1].cumsum(axis=1, dtype=np.int32)
    np.minimum(first, years - 1, out=first)
    first += np.arange(worlds, dtype=np.int32)[:, None] * np.int32(years)
    return np.asarray(first.ravel())
