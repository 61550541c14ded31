"""Orders of work, when they end, and what they cost; many at once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.recovery.grid import Grid, Whole

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Order:
    """Systems by their places in the grid, and each system's team.

    A team takes its systems in this order and waits for what must be done before: nothing is
    pulled ahead of it. Every schedule that no single shift makes earlier is some such order.
    """

    systems: tuple[int, ...]
    teams: tuple[int, ...]
    """By the system's place in the grid, not in the order."""


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """P orders: `systems` and `teams`, both (P, systems)."""

    systems: Places
    teams: Places

    @classmethod
    def of(cls, orders: list[Order]) -> "Orders":
        return cls(
            np.array([order.systems for order in orders], dtype=np.int64),
            np.array([order.teams for order in orders], dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.systems)

    def __getitem__(self, place: int) -> Order:
        return Order(tuple(self.systems[place].tolist()), tuple(self.teams[place].tolist()))

    def taken(self, places: Places) -> "Orders":
        return Orders(self.systems[places], self.teams[places])


@dataclass(frozen=True)
class Judge:
    """Ends and costs of orders when work takes `steps` (systems, draws)."""

    grid: Grid
    steps: Whole

    @classmethod
    def at_means(cls, grid: Grid) -> "Judge":
        return cls(grid, np.array(grid.steps, dtype=np.int64)[:, None])

    def ends(self, orders: Orders) -> Whole:
        """(P, systems, draws) the step in which each system is done."""
        many, count = orders.systems.shape
        draws = self.steps.shape[1]
        done = np.zeros((many * (count + 1), draws), dtype=np.int64)
        free = np.repeat(np.tile(self.grid.free, many)[:, None], draws, axis=1)
        at_done, at_free = np.arange(many) * (count + 1), np.arange(many) * len(self.grid.free)
        by_turn = np.ascontiguousarray(orders.systems.T)
        teams = np.take_along_axis(orders.teams, orders.systems, axis=1).T + at_free
        for turn in range(count):
            one, lane = by_turn[turn], teams[turn]
            begin = free.take(lane, axis=0)
            if turn < self.grid.begun:
                begin[:] = 0
            for needed in self._needed:
                before = done.take(needed.take(one) + at_done, axis=0)
                np.maximum(begin, before, out=begin)
            begin += self.steps.take(one, axis=0)
            done[one + at_done] = begin
            free[lane] = begin
        return done.reshape(many, count + 1, draws)[:, :count]

    def back(self, done: Whole) -> Whole:
        """(P, services, draws) the step from which each service is up."""
        many, _, draws = done.shape
        back = np.zeros((many, len(self.grid.needs), draws), dtype=np.int64)
        for service, need in enumerate(self.grid.needs):
            if need.every:
                back[:, service] = done[:, need.every].max(axis=1)
            for ways in need.choices:
                soonest = np.min([done[:, way].max(axis=1) for way in ways], axis=0)
                np.maximum(back[:, service], soonest, out=back[:, service])
        return back

    def costs(self, orders: Orders) -> Whole:
        """(P,) hundredths of money from now on, the mean over draws; safety and duty first.

        One step late weighs more than all the money that could be lost: `late_and_cents` takes
        the two apart again.
        """
        back = self.back(self.ends(orders))
        at = back + (np.arange(back.shape[1]) * (self.grid.horizon + 1))[:, None]
        cents = self.grid.cents.ravel().take(at)
        total = summed(self.grid, cents, axis=1).sum(axis=1) // back.shape[2]
        if self._any_late:
            late = self.grid.late.ravel().take(at).sum(axis=(1, 2))
            total += late * late_weight(self.grid) // back.shape[2]
        return np.asarray(total)

    @cached_property
    def _needed(self) -> list[Places]:
        """(systems,) the first that each waits for, then the second …; the last place is none."""
        count, most = len(self.grid.after), max(map(len, self.grid.after), default=0)
        table = np.full((most, count), count, dtype=np.int64)
        for one, needed in enumerate(self.grid.after):
            table[: len(needed), one] = needed
        return list(table)

    @cached_property
    def _any_late(self) -> bool:
        return bool(self.grid.late.any())


def summed(grid: Grid, cents: Whole | Floats, axis: int) -> Whole | Floats:
    """Over services, those under a cap together up to it."""
    total = cents.sum(axis=axis)
    for places, limit in grid.caps:
        under = cents.take(places, axis=axis).sum(axis=axis)
        total = total - np.maximum(under - limit, 0)
    return np.asarray(total)


def late_weight(grid: Grid) -> int:
    return int(grid.cents[:, -1].sum()) + 1


def late_and_cents(grid: Grid, cost: int) -> tuple[int, int]:
    return divmod(cost, late_weight(grid))
