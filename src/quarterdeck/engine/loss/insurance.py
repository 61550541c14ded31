"""Losses net of insurance, event by event.

Of an event the layer between retention and retention + limit is covered; over a year the layers
are covered in the order of the events until the aggregate is used up; the insurer pays `share` of
what is covered.
"""

from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers, Positions, Singles
from quarterdeck.engine.loss.scenario import Insurance
from quarterdeck.engine.loss.sums import Sums, add_up
from quarterdeck.engine.loss.table import EventTable


@dataclass(frozen=True)
class NetTable:
    """A table and what insurance pays of it."""

    table: EventTable
    insurance: Insurance

    def paid(self, place: int) -> Floats:
        """What the insurer pays of each event of the scenario at `place`, (n,)."""
        paid = np.zeros(len(self.table.events(place)))
        where, money = self._payments[place]
        paid[where] = money
        return paid

    def losses(self, place: int) -> Floats:
        """What is left of each event of the scenario at `place`, (n,)."""
        return self.table.events(place).loss - self.paid(place)

    @cached_property
    def sums(self) -> Sums:
        places = range(len(self.table.samples))
        left = ((self.table.events(place).year, self.losses(place)) for place in places)
        return add_up(left, self.table.size)

    @cached_property
    def annual_paid(self) -> Floats:
        """What the insurer pays in each year, (W·Y,)."""
        paid = np.zeros(self.table.size)
        for place, (where, money) in enumerate(self._payments):
            np.add.at(paid, self.table.events(place).year[where], money)
        return paid

    @cached_property
    def _payments(self) -> list[tuple[Positions, Floats]]:
        """By scenario: the events that touch the layer, and what is paid of each."""
        where, layers, years, whens = [], [], [], []
        for place in range(len(self.table.samples)):
            events = self.table.events(place)
            hit = np.flatnonzero(events.loss > self.insurance.retention)
            where.append(hit)
            layers.append(
                np.minimum(events.loss[hit] - self.insurance.retention, self.insurance.limit)
            )
            years.append(events.year[hit])
            whens.append(events.when[hit])
        if not where:
            return []
        cuts = np.cumsum([len(hit) for hit in where])[:-1]
        covered = _eroded(
            np.concatenate(layers), np.concatenate(years), np.concatenate(whens), self.insurance
        )
        return list(zip(where, np.split(covered * self.insurance.share, cuts), strict=True))


def net(table: EventTable, insurance: Insurance) -> NetTable:
    """The table net of insurance; the gross table stays inside it."""
    return NetTable(table, insurance)


def gross_of(insurance: Insurance, net_losses: Floats) -> Floats:
    """The event above which what is left is above each net loss, aggregate aside; inf if none."""
    over = np.maximum(net_losses - insurance.retention, 0)
    if insurance.share < 1:
        inside = insurance.retention + over / (1 - insurance.share)
    else:
        inside = np.full_like(over, inf)
    beyond = net_losses + insurance.share * insurance.limit
    return np.where(net_losses < insurance.retention, net_losses, np.minimum(inside, beyond))


def _eroded(layers: Floats, years: Integers, whens: Singles, insurance: Insurance) -> Floats:
    if insurance.aggregate == inf:
        return layers
    order = np.lexsort((whens, years))
    ordered, years = layers[order], years[order]
    used = np.cumsum(ordered) - ordered
    fresh = np.concatenate(([True], years[1:] != years[:-1]))[: len(years)]
    used -= np.maximum.accumulate(np.where(fresh, used, 0.0))
    covered = np.empty_like(layers)
    covered[order] = np.clip(insurance.aggregate - used, 0, ordered)
    return covered
