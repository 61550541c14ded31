"""Small changes of many orders at once: what a system waits for moves along with it."""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Flags
from quarterdeck.engine.recovery.grid import Grid
from quarterdeck.engine.recovery.orders import Orders, Places

_SERVICE, _TEAM, _FAR = 0.2, 0.35, 0.3
"""How often a whole service is pulled ahead; else a team changes; a system goes anywhere."""
_NEAR = 10
"""Else so many places."""


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Of all work but that under way.

    `before` and `beyond` (systems, systems): what has to be done before each, and what can only
    come after, itself included. `services` (closures, systems): what each service needs, one for
    each way. `able` (systems, most): who can do it, filled up by repeating; `choices` how many.
    """

    begun: int
    before: Flags
    beyond: Flags
    services: Flags
    able: Places
    choices: Places

    @classmethod
    def of(cls, grid: Grid) -> "Moves":
        count, most = len(grid.steps), max(map(len, grid.able))
        return cls(
            grid.begun,
            _flags(grid.before_mask, count),
            _flags(grid.beyond_mask, count),
            _flags(_closures(grid), count),
            np.array([(able * most)[:most] for able in grid.able], dtype=np.int64),
            np.array([len(able) for able in grid.able], dtype=np.int64),
        )

    def moved(self, orders: Orders, rng: np.random.Generator) -> Orders:
        """Each order changed in one way; those given stay as they are."""
        many, count = orders.systems.shape
        rows, luck = np.arange(many), rng.random((5, many))
        span = count - self.begun
        at = self.begun + (luck[0] * span).astype(np.int64)
        one = orders.systems[rows, at]
        teams = orders.teams.copy()
        other = self.able[one, (luck[1] * self.choices[one]).astype(np.int64)]
        teams[rows, one] = np.where(luck[2] < _TEAM, other, teams[rows, one])
        reach = np.where(luck[3] < _FAR, span, _NEAR)
        to = np.clip(at + np.rint((2 * luck[4] - 1) * reach), self.begun, count - 1)
        return Orders(self._shifted(orders.systems, at, to.astype(np.int64), one, rng), teams)

    def _shifted(
        self, systems: Places, at: Places, to: Places, one: Places, rng: np.random.Generator
    ) -> Places:
        """Earlier with all it needs, later with all that needs it; or a service pulled ahead."""
        many, count = systems.shape
        later: Flags = np.asarray(np.greater(to, at))
        along = np.where(later[:, None], self.beyond[one], self.before[one])
        if len(self.services):
            pulled = np.asarray(rng.random((many,)) < _SERVICE)
            which = rng.integers(len(self.services), size=many)
            along = np.where(pulled[:, None], self.services[which], along)
            later = np.logical_and(later, ~pulled)
            at = np.where(pulled, count - 1, at)
        first, last = np.minimum(at, to)[:, None], np.maximum(at, to)[:, None]
        places = np.arange(count)
        inside = (places >= first) & (places <= last)
        front = np.take_along_axis(along, systems, axis=1) ^ later[:, None]
        ahead, behind = front & inside, ~front & inside
        place_ahead = first + ahead.cumsum(axis=1) - 1
        place_behind = first + ahead.sum(axis=1, keepdims=True) + behind.cumsum(axis=1) - 1
        place = np.where(ahead, place_ahead, np.where(behind, place_behind, places))
        made = np.empty_like(systems)
        np.put_along_axis(made, place, systems, axis=1)
        return made


def _closures(grid: Grid) -> tuple[int, ...]:
    """Bits of all that a service needs of what is not under way; one for each way of a choice."""
    under_way, masks = (1 << grid.begun) - 1, set[int]()
    for need in grid.needs:
        every = grid.all_before(need.every)
        ways = [way for choice in need.choices for way in choice]
        masks.update([every | grid.all_before(way) for way in ways] or [every])
    return tuple(sorted(mask & ~under_way for mask in masks if mask & ~under_way))


def _flags(masks: tuple[int, ...], count: int) -> Flags:
    made = [[bool(mask >> n & 1) for n in range(count)] for mask in masks]
    return np.array(made, dtype=bool).reshape(len(masks), count)
