"""The strong rival: always the next initiative that removes most for the scarcer of its means.

What an initiative takes is the larger of two shares: of the money left and of the people left. It
brings what it needs along.
"""

from collections.abc import Iterator

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.plan.initiatives import NEVER, Budget, Choices
from quarterdeck.engine.plan.spending import Takings, takings


def greedy(choices: Choices, budget: Budget) -> Integers | None:
    """Start periods (I,), or None where what is demanded did not fit the way it was laid.

    What is demanded comes first, the most urgent before the rest and as early as it fits.
    """
    takes = takings(choices)
    starts = np.full(choices.size[0], NEVER, dtype=np.int32)
    demanded = np.flatnonzero(choices.due_period != NEVER)
    for one in demanded[np.argsort(choices.due_period[demanded], kind="stable")]:
        if starts[one] == NEVER:
            laid = next(_placed(choices, takes, budget, starts, int(one)), None)
            if laid is None:
                return None
            starts = laid
    if not _in_time(choices, starts):
        return None
    while (better := _best(choices, takes, budget, starts)) is not None:
        starts = better
    return starts


def _best(choices: Choices, takes: Takings, budget: Budget, starts: Integers) -> Integers | None:
    best, most = None, 0.0
    loss = choices.loss_left_money(starts)
    for one in np.flatnonzero(starts == NEVER):
        for trial in _placed(choices, takes, budget, starts, int(one)):
            worth = _removed(choices, loss, starts, trial) / _taken(takes, budget, starts, trial)
            if worth > most:
                best, most = trial, worth
    return best


def _placed(
    choices: Choices, takes: Takings, budget: Budget, starts: Integers, one: int
) -> Iterator[Integers]:
    """The ways to add an initiative and what it needs, from each period on, that fit."""
    for period in range(choices.size[2]):
        trial = _with(choices, starts, one, period)
        if trial is not None and takes.fits(trial, budget):
            yield trial


def _with(choices: Choices, starts: Integers, one: int, period: int) -> Integers | None:
    """None where it would start after the last period or beside what it excludes."""
    trial = starts.copy()
    begin = period
    for needed in (b for a, b in choices.needs if a == one):
        if trial[needed] == NEVER:
            brought = _with(choices, trial, needed, period)
            if brought is None:
                return None
            trial = brought
        begin = max(begin, int(trial[needed] + choices.duration_periods[needed]))
    clash = any(trial[b if a == one else a] != NEVER for a, b in choices.excludes if one in (a, b))
    if clash or begin >= choices.size[2]:
        return None
    trial[one] = begin
    return trial


def _removed(choices: Choices, loss: Floats, before: Integers, after: Integers) -> float:
    """From the loss (S, T) that is left before."""
    new = np.flatnonzero(before != after)
    log, in_force = choices.effect_log[new], choices.in_force(after)[new].astype(float)
    return float((loss * -np.expm1(-log.T @ in_force)).sum())


def _taken(takes: Takings, budget: Budget, before: Integers, after: Integers) -> float:
    """The larger share of what is left of money and of people, over all periods."""
    had, has = takes.spending(before), takes.spending(after)
    money = _share(has.money, had.money, budget.money)
    people = _share(has.people_days, had.people_days, budget.people_days)
    return max(money, people, 1e-12)


def _share(has: Floats, had: Floats, limit: Floats) -> float:
    more, left = float((has - had).sum()), float((limit - had).sum())
    return more / left if left > 0 else 0.0


def _in_time(choices: Choices, starts: Integers) -> bool:
    demanded = choices.due_period != NEVER
    ready = starts + choices.duration_periods
    return bool(np.all(ready[demanded] <= choices.due_period[demanded]))
