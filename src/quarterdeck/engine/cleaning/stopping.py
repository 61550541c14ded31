"""When to stop cleaning, by the chance that the intruder is still there, hour by hour.

Dynamic programming over the chance on 2,001 points; every hour costs the same here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from quarterdeck.engine.cleaning.choosing import CLEAN, NOW, REBUILD
from quarterdeck.engine.cleaning.trade import Check, Rebuild
from quarterdeck.engine.loss.arrays import Floats

POINTS = 2_001
MOST_CHECKS = 4
_ROUNDS = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """`money` (points,) expected from here on, and what to do `best`, by `chance` (points,)."""

    chance: Floats
    money: Floats
    best: tuple[str, ...]

    @property
    def regions(self) -> tuple[tuple[float, float, str], ...]:
        """(from, to, what to do) over the chance; one thing may be best in several places."""
        begins = [n for n, what in enumerate(self.best) if n == 0 or self.best[n - 1] != what]
        ends = [*(n - 1 for n in begins[1:]), len(self.best) - 1]
        return tuple(
            (float(self.chance[a]), float(self.chance[b]), self.best[a])
            for a, b in zip(begins, ends, strict=True)
        )


def policy(
    rate: float,
    halving_hours: float,
    again_money: float,
    checks: Sequence[Check] = (),
    rebuild: Rebuild | None = None,
) -> Policy:
    """Each check at most once: the same again is not new information.

    `again_money` is all that falling again costs, as in `straight`. Raises ValueError for more
    than four checks.
    """
    if len(checks) > MOST_CHECKS:
        raise ValueError(f"checks: at most {MOST_CHECKS} can be weighed together")
    chance = np.linspace(0, 1, POINTS)
    ends = {NOW: chance * again_money}
    if rebuild:
        made = rate * rebuild.hours + rebuild.money + rebuild.left * again_money
        ends[REBUILD] = np.full(POINTS, made)
    fall = 2 ** (-1 / halving_hours)
    known = dict[tuple[int, ...], Policy]()
    for size in range(len(checks) + 1):
        for left in combinations(range(len(checks)), size):
            looks = {
                checks[n].name: _checked(
                    checks[n], chance, rate, known[tuple(m for m in left if m != n)].money
                )
                for n in left
            }
            known[left] = _solved(chance, rate, fall, {**ends, **looks})
    return known[tuple(range(len(checks)))]


def _checked(check: Check, chance: Floats, rate: float, then: Floats) -> Floats:
    said = chance * check.hit + (1 - chance) * check.false_alarm
    alarm = np.array([check.after(float(p), alarm=True) for p in chance])
    clear = np.array([check.after(float(p), alarm=False) for p in chance])
    after = said * np.interp(alarm, chance, then) + (1 - said) * np.interp(clear, chance, then)
    return np.asarray(check.price_money + rate * check.hours + after)


def _solved(chance: Floats, rate: float, fall: float, ends: dict[str, Floats]) -> Policy:
    """V = min(ends, an hour's cost + V at the chance after it), repeated until it stays."""
    names = [*ends, CLEAN]
    stop = np.array(list(ends.values()))
    money = stop.min(axis=0)
    for _ in range(_ROUNDS):
        on = rate + np.interp(chance * fall, chance, money)
        new = np.minimum(money, on)
        if np.array_equal(new, money):
            break
        money = new
    ways = np.vstack([stop, rate + np.interp(chance * fall, chance, money)])
    return Policy(chance, money, tuple(names[n] for n in ways.argmin(axis=0)))
