"""The earliest that work and services could end: chains of work, and work that a crew shares."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from quarterdeck.engine.recovery.grid import Grid, bits

_MOST_CREWS = 64


@dataclass(frozen=True, slots=True)
class Crew:
    """`mask`: the bits of the systems that only these `teams` can do."""

    teams: tuple[int, ...]
    mask: int


def crews(grid: Grid) -> tuple[Crew, ...]:
    """For every union of who can do a system; if they are very many, for some."""
    unions = set(map(frozenset, grid.able))
    while len(unions) <= _MOST_CREWS:
        wider = unions | {a | b for a, b in combinations(unions, 2)}
        if wider == unions:
            break
        unions = wider
    return tuple(
        Crew(tuple(sorted(teams)), _mask(n for n, a in enumerate(grid.able) if teams.issuperset(a)))
        for teams in sorted(unions, key=sorted)
    )


@dataclass(frozen=True, slots=True)
class Earliest:
    """Steps before which no order can begin a system, or have services up."""

    grid: Grid
    crews: tuple[Crew, ...]
    begins: tuple[int, ...]
    needed: tuple[int, ...]
    """Bits of what each service needs, whichever way is taken."""

    @classmethod
    def of(cls, grid: Grid) -> "Earliest":
        made, begins = crews(grid), [0] * len(grid.steps)
        order = sorted(range(len(begins)), key=lambda one: grid.before_mask[one].bit_count())
        for one in order[:]:
            free = 0 if one < grid.begun else min(grid.free[team] for team in grid.able[one])
            before = grid.before_mask[one] & ~(1 << one)
            begins[one] = max(free, _all_done(grid, made, begins, before))
        return cls(grid, made, tuple(begins), tuple(_needed(grid)))

    def all_up(self, services: Sequence[int]) -> int:
        mask = 0
        for service in services:
            mask |= self.needed[service]
        return _all_done(self.grid, self.crews, self.begins, mask)


def _all_done(grid: Grid, made: Sequence[Crew], begins: Sequence[int], mask: int) -> int:
    """All in `mask`, which holds whatever its systems wait for."""
    if not mask:
        return 0
    tail = dict[int, int]()
    for one in sorted(bits(mask), key=lambda one: -grid.before_mask[one].bit_count()):
        tail.setdefault(one, 0)
        for needed in grid.after[one]:
            tail[needed] = max(tail.get(needed, 0), tail[one] + grid.steps[one])
    when = max(begins[one] + grid.steps[one] for one in tail)
    for crew in made:
        work, least = 0, None
        for one in sorted(bits(mask & crew.mask), key=lambda one: -begins[one]):
            work += grid.steps[one]
            least = tail[one] if least is None else min(least, tail[one])
            when = max(when, begins[one] - (-work // len(crew.teams)) + least)
    return when


def _needed(grid: Grid) -> Iterator[int]:
    for need in grid.needs:
        mask = grid.all_before(need.every)
        for ways in need.choices:
            common = -1
            for way in ways:
                common &= grid.all_before(way)
            mask |= common
        yield mask


def _mask(places: Iterator[int]) -> int:
    return sum(1 << n for n in places)
