"""The rows of the relaxation, over slots of time.

Columns: y (systems) the share that has started by a slot, z (services) that is up, x (ways) that
is up by a way of a choice; each over all slots.
"""

from dataclasses import dataclass, field
from itertools import combinations
from math import gcd

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.recovery.earliest import Earliest
from quarterdeck.engine.recovery.grid import Grid, bits

MOST_CELLS = 14_000
"""Systems and services times slots: more makes the slots longer, and the bound weaker."""
MOST_TRIPLES = 24
"""Services, up to which also every three of them are looked at."""

Term = tuple[int, int, float]
"""(variable, slots ago, factor)."""


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """min fixed + costs·v with rows·v ≤ limits, 0 ≤ v ≤ most; a variable's slots side by side."""

    costs: Floats
    fixed: float
    most: Floats
    rows: csr_array
    limits: Floats
    slots: int


@dataclass(slots=True)
class _Rows:
    slots: int
    row: list[npt.NDArray[np.int_]] = field(default_factory=list)
    column: list[npt.NDArray[np.int_]] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    limits: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(self, terms: list[Term], limits: Floats) -> None:
        """Σ factor·v[slot − ago] ≤ limit in every slot; before the first slot all is nothing."""
        at = np.arange(self.slots)
        for variable, ago, factor in terms:
            there = at[at >= ago] if ago >= 0 else at[at < self.slots + ago]
            self.row.append(self.count + there)
            self.column.append(variable * self.slots + there - ago)
            self.value.append(np.full(len(there), factor))
        self.limits.append(limits)
        self.count += self.slots

    def add_at(self, terms: list[tuple[int, float]], slot: int, limit: float) -> None:
        """Of one slot; as nothing falls with time, it holds in all slots before it too."""
        self.row.append(np.full(len(terms), self.count))
        self.column.append(np.array([variable * self.slots + slot for variable, _ in terms]))
        self.value.append(np.array([factor for _, factor in terms]))
        self.limits.append(np.array([float(limit)]))
        self.count += 1

    def matrix(self, columns: int) -> csr_array:
        places = (np.concatenate(self.row), np.concatenate(self.column))
        shape = (self.count, columns)
        return csr_array(coo_array((np.concatenate(self.value), places), shape=shape))


def programme(grid: Grid, earliest: Earliest, until: int) -> Programme:
    """Work is cut to whole slots and costs are those of a slot's begin: a bound from below."""
    step = _steps_a_slot(grid, until)
    slots = until // step + 1
    length = [steps // step for steps in grid.steps]
    rows = _Rows(slots)
    ways = _ways(grid)
    count = len(grid.steps) + len(grid.needs) + len(ways)
    nothing = np.zeros(slots)
    for variable in range(count):
        rows.add([(variable, 1, 1.0), (variable, 0, -1.0)], nothing)
    for one, needed in enumerate(grid.after):
        for other in needed:
            rows.add([(one, 0, 1.0), (other, length[other], -1.0)], nothing)
    for crew in earliest.crews:
        free = [sum(grid.free[t] <= slot * step for t in crew.teams) for slot in range(slots)]
        places = bits(crew.mask)
        terms = [(n, 0, 1.0) for n in places] + [(n, length[n], -1.0) for n in places]
        rows.add(terms, np.array(free, dtype=float))
    _add_services(grid, rows, ways, length)
    _add_sets(grid, rows, earliest, step)
    costs, fixed = _costs(grid, step, slots, count)
    return Programme(
        costs, fixed, _most(grid, earliest, step, slots, count), rows.matrix(count * slots),
        np.concatenate(rows.limits), slots,
    )  # fmt: skip


def _steps_a_slot(grid: Grid, until: int) -> int:
    """Of those that keep the size, the one that cuts least off the work."""
    variables = len(grid.steps) + len(grid.services)
    least = max(1, -(-until * variables // MOST_CELLS))
    common = gcd(*grid.steps)
    if common >= least:
        return common
    return max(range(least, 2 * least), key=lambda k: (sum(s // k * k for s in grid.steps), -k))


def _ways(grid: Grid) -> list[tuple[int, int, tuple[int, ...]]]:
    """(service, choice, systems) of every way."""
    return [
        (n, number, way)
        for n, need in enumerate(grid.needs)
        for number, ways in enumerate(need.choices)
        for way in ways
    ]


def _add_services(
    grid: Grid, rows: _Rows, ways: list[tuple[int, int, tuple[int, ...]]], length: list[int]
) -> None:
    """A service is up no more than all it needs; by a choice, no more than its ways together."""
    nothing, services = np.zeros(rows.slots), len(grid.steps)
    for n, need in enumerate(grid.needs):
        for one in need.every:
            rows.add([(services + n, 0, 1.0), (one, length[one], -1.0)], nothing)
        for choice in range(len(need.choices)):
            mine = [v for v, (s, number, _) in enumerate(ways) if (s, number) == (n, choice)]
            terms = [(services + len(grid.needs) + v, 0, -1.0) for v in mine]
            rows.add([(services + n, 0, 1.0), *terms], nothing)
    for v, (_, _, way) in enumerate(ways):
        for one in way:
            column = services + len(grid.needs) + v
            rows.add([(column, 0, 1.0), (one, length[one], -1.0)], nothing)


def _add_sets(grid: Grid, rows: _Rows, earliest: Earliest, step: int) -> None:
    """At most one service of those of which no two can be up yet; at most two where no three."""
    services = sorted(range(len(grid.needs)), key=lambda n: earliest.all_up((n,)))
    sizes = (2, 3) if len(services) <= MOST_TRIPLES else (2,)
    for size in sizes:
        slot = {
            frozenset(some): earliest.all_up(some) // step for some in combinations(services, size)
        }
        covered = set[frozenset[int]]()
        for some, when in sorted(slot.items(), key=lambda item: (-item[1], sorted(item[0]))):
            if some in covered or not 0 < when <= rows.slots:
                continue
            together = _widened(some, services, size, when, slot)
            parts = (frozenset(part) for part in combinations(together, size))
            covered.update(part for part in parts if slot[part] == when)
            terms = [(len(grid.steps) + n, 1.0) for n in sorted(together)]
            rows.add_at(terms, when - 1, size - 1)


def _widened(
    some: frozenset[int], services: list[int], size: int, when: int, slot: dict[frozenset[int], int]
) -> frozenset[int]:
    """With every other service, one by one, that keeps it true that no `size` are up before."""
    for one in services:
        if one not in some and all(
            slot[frozenset((*part, one))] >= when for part in combinations(some, size - 1)
        ):
            some |= {one}
    return some


def _most(grid: Grid, earliest: Earliest, step: int, slots: int, count: int) -> Floats:
    """Nothing starts or is up before it can be."""
    most = np.ones((count, slots))
    for one in range(len(grid.steps)):
        most[one, : earliest.begins[one] // step] = 0
    for n in range(len(grid.needs)):
        most[len(grid.steps) + n, : earliest.all_up((n,)) // step] = 0
    return most.ravel()


def _costs(grid: Grid, step: int, slots: int, count: int) -> tuple[Floats, float]:
    """What each slot of being up saves, and what being down to the end costs."""
    at = np.arange(slots) * step
    cents = grid.cents[:, at].astype(float) * _under_caps(grid, at[-1])[:, None]
    costs = np.zeros((count, slots))
    costs[len(grid.steps) : len(grid.steps) + len(cents), :-1] = -np.diff(cents, axis=1)
    return costs.ravel(), float(cents[:, -1].sum())


def _under_caps(grid: Grid, last: int) -> Floats:
    """A share of each service's cost that never exceeds what its cap leaves: the chord."""
    share = np.ones(len(grid.needs))
    for places, limit in grid.caps:
        most = float(grid.cents[list(places), last].sum())
        share[list(places)] = min(1.0, limit / most) if most else 1.0
    return share
