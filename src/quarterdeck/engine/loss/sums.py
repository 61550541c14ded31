"""What each simulated year costs, over all scenarios.

Losses are whole multiples of `QUANTUM`, so that their sums are exact in any order, and a scenario
can be taken out of a year's sum without a trace.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers, Positions
from quarterdeck.engine.loss.yearly import Yearly, no_years

QUANTUM = 2.0**-10  # of the currency's unit
FEW = 1 / 4  # of the years, beyond which all are counted as quickly
MOST_EXACT = 2.0**42  # money; sums below it are exact

Money = tuple[Integers, Floats]
"""Year and loss of each event of one scenario, both (n,)."""


@dataclass(frozen=True)
class Sums:
    """Of each of the W·Y years: the sum of its losses, and its largest event. `before`: the sums
    that these were changed from, alike in all but the years `touched`, their largest events in all
    but the years `topped`."""

    annual: Floats
    largest: Floats
    before: "Sums | None" = field(default=None, repr=False)
    touched: Integers = field(default_factory=no_years, repr=False)
    topped: Integers = field(default_factory=no_years, repr=False)

    @cached_property
    def exact(self) -> bool:
        """Are all sums small enough?"""
        return bool(self.annual.max(initial=0) <= MOST_EXACT)

    @cached_property
    def by_year(self) -> Yearly:
        return Yearly(self.annual, self.before.by_year if self.before else None, self.touched)

    @cached_property
    def by_event(self) -> Yearly:
        return Yearly(self.largest, self.before.by_event if self.before else None, self.topped)


@dataclass(frozen=True)
class Rivals:
    """Years in order of the place of the scenario with their largest event, where those of each
    place begin; and of each year the largest event of any other scenario."""

    order: Integers
    begins: Positions
    second: Floats

    def held(self, place: int) -> Integers:
        """Years whose largest event the scenario at `place` has."""
        return self.order[self.begins[place] : self.begins[place + 1]]


def quantised(losses: Floats) -> Floats:
    """To whole multiples of QUANTUM, in place."""
    losses *= 1 / QUANTUM
    np.rint(losses, out=losses)
    losses *= QUANTUM
    return losses


def add_up(scenarios: Iterable[Money], years: int) -> Sums:
    """Over all scenarios."""
    annual, largest = np.zeros(years), np.zeros(years)
    for year, loss in scenarios:
        np.add.at(annual, year, loss)
        np.maximum.at(largest, year, loss)
    return Sums(annual, largest)


def exchanged(before: Sums, rivals: Rivals, place: int, old: Money, new: Money) -> Sums | None:
    """With the events of one scenario in place of its old ones: the bits that `add_up` gives; None
    where sums are too large to be exact."""
    if not before.exact:
        return None
    annual, largest = before.annual.copy(), before.largest.copy()
    years, more = _differences(old, new)
    np.add.at(annual, years, more)
    touched = _distinct(years, len(annual))
    held = rivals.held(place)
    largest[held] = rivals.second.take(held)
    np.maximum.at(largest, *new)
    if annual.take(touched).max(initial=0) > MOST_EXACT:
        return None
    few = len(touched) <= FEW * len(annual)
    topped = held if more.max(initial=0) <= 0 else touched
    return Sums(annual, largest, before, touched, topped) if few else Sums(annual, largest)


def _differences(old: Money, new: Money) -> Money:
    """What each event costs more than it did, of those that differ."""
    if old[0] is not new[0]:
        return np.concatenate([old[0], new[0]]), np.concatenate([-old[1], new[1]])
    more = new[1] - old[1]
    places = np.flatnonzero(more)
    return new[0].take(places), more.take(places)


def _distinct(years: Integers, number: int) -> Integers:
    """Each once, of so many years."""
    last = np.empty(number, dtype=np.int32)
    places = np.arange(len(years), dtype=np.int32)
    last[years] = places
    return years.compress(last.take(years) == places)


def rivals_of(scenarios: Iterable[Money], years: int) -> Rivals:
    """In order of their places."""
    holder, second = np.full(years, -1, dtype=np.int32), np.zeros(years)
    largest, own = np.zeros(years), np.zeros(years)
    place = -1
    for place, (year, loss) in enumerate(scenarios):
        np.maximum.at(own, year, loss)
        mine, best = own[year], largest[year]
        second[year] = np.maximum(second[year], np.minimum(best, mine))
        holder[year[mine > best]] = place
        largest[year] = np.maximum(best, mine)
        own[year] = 0
    order = np.argsort(holder, kind="stable").astype(np.int32)
    begins = np.searchsorted(holder[order], np.arange(place + 2))
    return Rivals(order, begins, second)
