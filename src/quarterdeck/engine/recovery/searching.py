"""From rules and leads to the cheapest order that is found."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quarterdeck.engine.recovery.annealing import Cooling, anneal
from quarterdeck.engine.recovery.grid import Grid
from quarterdeck.engine.recovery.moves import Moves
from quarterdeck.engine.recovery.orders import Judge, Order, Orders
from quarterdeck.engine.recovery.rules import RULES

_HOT, _WARM = 0.03, 0.008
"""Shares of the cost: the temperature at which a round begins."""
_SEARCHED, _DRAWN = 0.7, 0.93
"""Shares of the time by which the searches end."""
_MANY = 64
_MANY_DRAWN = 16


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: `rounds` of `turns` changes of 64 orders at mean durations, then
    `drawn_turns` of 16 orders on `draws` common draws; the end is judged on `fresh` draws.

    `clock` is the caller's, in seconds since it asked, as the engine has none: with it all ends
    after about `seconds`; without it only turns count, and a seed gives the same order. The bound
    and the proof stop after `proof_seconds` each, by HiGHS's and CP-SAT's own clocks.
    """

    rounds: int = 4
    turns: int = 2_000
    drawn_turns: int = 500
    draws: int = 60
    fresh: int = 400
    seconds: float = 30.0
    proof_seconds: float = 10.0
    clock: Callable[[], float] | None = None

    def spent(self, until_share: float) -> Callable[[], float] | None:
        """Which share is used of the time from now until that share of all of it."""
        if self.clock is None:
            return None
        clock, begin = self.clock, self.clock()
        span = max(self.seconds * until_share - begin, 1e-3)
        return lambda: (clock() - begin) / span


def by_rules(grid: Grid) -> dict[str, Order]:
    return {name: rule(grid) for name, rule in RULES.items()}


def at_means(grid: Grid, begin: Iterable[Order], effort: Effort, seed: int) -> Order:
    """Never dearer than the cheapest of `begin`, work taking its mean.

    The rounds of the first half begin hot and each by itself; the others from the best of them.
    """
    judge, starts = Judge.at_means(grid), Orders.of(list(begin))
    best = starts[int(judge.costs(starts).argmin())]
    if not _free(grid):
        return best
    moves = Moves.of(grid)
    found, spent = list[Order](), effort.spent(_SEARCHED)
    for number in range(effort.rounds):
        hot = number < (effort.rounds + 1) // 2
        cooling = Cooling(
            effort.turns, _MANY, start_share=_HOT if hot else _WARM,
            spent=_part(spent, number, effort.rounds),
        )  # fmt: skip
        some = starts if hot else Orders.of(found)
        met = anneal(moves, judge, some, cooling, seed * 1_000 + number)
        found.append(met.order)
    every = Orders.of([best, *found])
    return every[int(judge.costs(every).argmin())]


def on_draws(judge: Judge, begin: Iterable[Order], effort: Effort, seed: int) -> Order:
    """Never dearer than the cheapest of `begin` on the mean of the judge's draws."""
    cooling = Cooling(
        effort.drawn_turns, _MANY_DRAWN, start_share=0.003, end_share=0.000_05,
        spent=effort.spent(_DRAWN),
    )  # fmt: skip
    some = Orders.of(list(begin))
    if not _free(judge.grid):
        return some[int(judge.costs(some).argmin())]
    return anneal(Moves.of(judge.grid), judge, some, cooling, seed).order


def with_teams(grid: Grid, systems: Sequence[int]) -> Order:
    """Each system by the team that can begin it first; if several can, by the last to be free."""
    free, done = list(grid.free), [0] * len(systems)
    teams = [able[0] for able in grid.able]
    for one in systems:
        at = 0
        if one >= grid.begun:
            at = max((done[needed] for needed in grid.after[one]), default=0)
            teams[one] = min(grid.able[one], key=lambda t: (max(at, free[t]), -free[t], t))
            at = max(at, free[teams[one]])
        free[teams[one]] = done[one] = at + grid.steps[one]
    return Order(tuple(systems), tuple(teams))


def _free(grid: Grid) -> bool:
    """There is anything to decide."""
    return len(grid.steps) > grid.begun and bool(grid.services)


def _part(spent: Callable[[], float] | None, number: int, of: int) -> Callable[[], float] | None:
    """The share used of one of so many equal parts."""
    return None if spent is None else lambda: spent() * of - number
