"""What a plan takes of money and people, in each period."""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Flags, Floats, Integers
from quarterdeck.engine.plan.initiatives import NEVER, Budget, Choices

_ROUNDING = 1e-6
"""Of a period's limit: the solver's own tolerance."""


@dataclass(frozen=True, slots=True, eq=False)
class Spending:
    """In each period (T,)."""

    money: Floats
    people_days: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Takings:
    """(I, T, T): what an initiative takes, by the period it starts in, in each period."""

    money: Floats
    people_days: Floats
    money_keeps: bool

    def spending(self, starts: Integers) -> Spending:
        """Of the start periods (I,) of a plan."""
        funded = np.flatnonzero(starts != NEVER)
        begun = starts[funded]
        return Spending(
            self.money[funded, begun].sum(axis=0), self.people_days[funded, begun].sum(axis=0)
        )

    def fits(self, starts: Integers, budget: Budget) -> bool:
        """To one part in a million."""
        taken = self.spending(starts)
        money, limit = taken.money, budget.money
        if self.money_keeps:
            money, limit = money.cumsum(), limit.cumsum()
        return _within(money, limit) and _within(taken.people_days, budget.people_days)


def takings(choices: Choices) -> Takings:
    """Money once in the first period and yearly from it on; people while it is worked on."""
    periods = np.arange(choices.size[2])
    since = periods[None, :] - periods[:, None]  # (T, T) periods since the start
    yearly = choices.cost_per_year_money * choices.period_years
    money = (
        choices.cost_once_money[:, None, None] * (since == 0)
        + yearly[:, None, None] * (since >= 0)
    )  # fmt: skip
    worked = (since >= 0) & (since < np.maximum(choices.duration_periods, 1)[:, None, None])
    return Takings(
        money, choices.people_days_per_period[:, None, None] * worked, choices.money_keeps
    )


def started(choices: Choices, starts: Integers) -> Flags:
    """W (I, T), whether each has started by the end of a period."""
    periods = np.arange(choices.size[2])
    return np.asarray((starts != NEVER)[:, None] & (periods >= starts[:, None]))


def taken_by_started(taken: Floats) -> Floats:
    """(T, I·T) from (I, T, T): the same in terms of W laid out in a row."""
    later = np.zeros_like(taken)
    later[:, :-1] = taken[:, 1:]
    return np.asarray((taken - later).reshape(-1, taken.shape[2]).T)


def _within(taken: Floats, limit: Floats) -> bool:
    return bool(np.all(taken <= limit + _ROUNDING * np.maximum(limit, 1)))
