"""The strong rival: always the next initiative that removes most for the scarcer of its means.

What an initiative takes is the larger of two shares: of the money left and of the people left. It
brings what it needs along.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Flags, Floats, Integers
from quarterdeck.engine.plan.initiatives import NEVER, Budget, Choices
from quarterdeck.engine.plan.spending import Takings, takings

_ROUNDING = 1e-9
_LEAST = 1e-12
"""Share taken by what is free: it comes first."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    choices: Choices
    takes: Takings
    budget: Budget

    def share(self, starts: Integers, money: Floats, people_days: Floats) -> Floats:
        """Of what `starts` leave over all periods, the larger of two; amounts are (…, T)."""
        had = self.takes.spending(starts)
        of_money = money.sum(axis=-1) / _some((self.budget.money - had.money).sum())
        of_people = people_days.sum(axis=-1) / _some(
            (self.budget.people_days - had.people_days).sum()
        )
        return np.asarray(np.maximum(np.maximum(of_money, of_people), _LEAST))


def greedy(choices: Choices, budget: Budget) -> Integers | None:
    """Start periods (I,), or None where what is demanded did not fit the way it was laid.

    What is demanded comes first, the most urgent before the rest and as early as it fits.
    """
    ground = _Ground(choices, takings(choices), budget)
    starts = np.full(choices.size[0], NEVER, dtype=np.int32)
    demanded = np.flatnonzero(choices.due_period != NEVER)
    for one in demanded[np.argsort(choices.due_period[demanded], kind="stable")].tolist():
        if starts[one] == NEVER:
            laid = next(_placed(ground, starts, one), None)
            if laid is None:
                return None
            starts = laid
    if np.any((starts + choices.duration_periods > choices.due_period)[demanded]):
        return None
    while (better := _best(ground, starts)) is not None:
        starts = better
    return starts


def _best(ground: _Ground, starts: Integers) -> Integers | None:
    """One more, with what it needs; None where nothing more removes anything."""
    choices = ground.choices
    loss = choices.loss_left_money(starts)
    worth = _worth_alone(ground, starts, loss)
    most, best = float(worth.max(initial=0.0)), None
    if most > 0:
        best = starts.copy()
        best[worth.argmax() // choices.size[2]] = worth.argmax() % choices.size[2]
    for leader in _lacking(choices, starts):
        for trial in _placed(ground, starts, leader):
            worth_of_all = _worth(ground, starts, trial, loss)
            if worth_of_all > most:
                most, best = worth_of_all, trial
    return best


def _worth_alone(ground: _Ground, starts: Integers, loss: Floats) -> Floats:
    """(I, T) loss removed for the share taken, by the period of start; 0 where it may not be."""
    choices, takes, periods = ground.choices, ground.takes, ground.choices.size[2]
    coming = np.zeros((len(loss), 2 * periods))
    coming[:, :periods] = loss[:, ::-1].cumsum(axis=1)[:, ::-1]
    begin = np.arange(periods) + np.minimum(choices.duration_periods, periods)[:, None]
    removed = np.take_along_axis(choices.effect_share @ coming, begin, axis=1)
    allowed = _fitting(ground, starts) & _allowed(choices, starts)
    share = ground.share(starts, takes.money, takes.people_days)
    return np.asarray(np.where(allowed, removed / share, 0.0))


def _fitting(ground: _Ground, starts: Integers) -> Flags:
    """(I, T) whether one more start fits beside a plan."""
    takes, had = ground.takes, ground.takes.spending(starts)
    money, limit = had.money + takes.money, ground.budget.money
    if takes.money_keeps:
        money, limit = money.cumsum(axis=-1), limit.cumsum()
    people = had.people_days + takes.people_days
    return np.asarray(
        (money <= limit * (1 + _ROUNDING)).all(axis=-1)
        & (people <= ground.budget.people_days * (1 + _ROUNDING)).all(axis=-1)
    )


def _allowed(choices: Choices, starts: Integers) -> Flags:
    """(I, T) not yet funded, beside nothing that it excludes, after all that it needs."""
    allowed = np.repeat((starts == NEVER)[:, None], choices.size[2], axis=1)
    for one, other in choices.excludes:
        allowed[one] &= starts[other] == NEVER
        allowed[other] &= starts[one] == NEVER
    periods = np.arange(choices.size[2])
    for one, needed in choices.needs:
        ready = starts[needed] + choices.duration_periods[needed]
        allowed[one] &= (starts[needed] != NEVER) & (periods >= ready)
    return allowed


def _lacking(choices: Choices, starts: Integers) -> list[int]:
    """Not funded, and needing another that is not."""
    return sorted({a for a, b in choices.needs if starts[a] == starts[b] == NEVER})


def _placed(ground: _Ground, starts: Integers, one: int) -> Iterator[Integers]:
    """The ways to add an initiative and what it needs, from each period on, that fit."""
    for period in range(ground.choices.size[2]):
        trial = _with(ground.choices, starts, one, period)
        if trial is not None and ground.takes.fits(trial, ground.budget):
            yield trial


def _with(choices: Choices, starts: Integers, one: int, period: int) -> Integers | None:
    """None where it would start after the last period or beside what it excludes."""
    trial, begin = starts.copy(), period
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


def _worth(ground: _Ground, before: Integers, after: Integers, loss: Floats) -> float:
    """Loss removed for the share taken, by all that was added."""
    new = np.flatnonzero(before != after)
    in_force = ground.choices.in_force(after)[new].astype(float)
    removed = (loss * -np.expm1(-ground.choices.effect_log[new].T @ in_force)).sum()
    takes = ground.takes
    money = takes.money[new, after[new]].sum(axis=0)
    people = takes.people_days[new, after[new]].sum(axis=0)
    return float(removed / ground.share(before, money, people))


def _some(left: float) -> float:
    return max(left, _LEAST)
