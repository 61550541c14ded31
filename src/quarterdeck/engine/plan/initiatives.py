"""What a plan is made from: scenarios, initiatives, periods and a budget, in arrays.

S scenarios, I initiatives, T periods of `period_years` each; everything is named by its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import numpy as np

from quarterdeck.engine.loss.arrays import Flags, Floats, Integers

NEVER = -1
"""In `starts`: not funded. In `due_period`: nobody demands it."""


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What one could fund, and what it would act on. Raises ValueError where it cannot be.

    An initiative is worked on for `duration_periods` from the period it starts in, and is in force
    after that, to the end; with 0 it is in force from its first period and takes people in that
    one. It then leaves 1 − effect of the loss of a scenario, times what the others leave.
    Money: `cost_once_money` in the first period, `cost_per_year_money` from then on.
    """

    loss_per_year_money: Floats
    """(S, T) expected, in each period, if nothing is funded."""
    effect_share: Floats
    """(I, S) in [0, 1)."""
    cost_once_money: Floats
    cost_per_year_money: Floats
    people_days_per_period: Floats
    """(I,) while it is worked on."""
    duration_periods: Integers
    due_period: Integers
    """(I,) in force at the latest in this period (0 is the first), or `NEVER`."""
    needs: tuple[tuple[int, int], ...] = ()
    """(a, b): a cannot start before b is in force."""
    excludes: tuple[tuple[int, int], ...] = ()
    """(a, b): never both."""
    period_years: float = 0.25
    money_keeps: bool = False
    """Money left over in a period may be spent later. People's time never keeps."""

    def __post_init__(self) -> None:
        for wrong in _wrong(self):
            raise ValueError(wrong)

    @property
    def size(self) -> tuple[int, int, int]:
        """I, S, T."""
        return *self.effect_share.shape, self.loss_per_year_money.shape[1]

    @property
    def loss_money(self) -> Floats:
        """(S, T) over each whole period, if nothing is funded."""
        return self.loss_per_year_money * self.period_years

    @property
    def effect_log(self) -> Floats:
        """(I, S) −ln(1 − e): what is in force together adds up in it."""
        return np.asarray(-np.log1p(-self.effect_share))

    def in_force(self, starts: Integers) -> Flags:
        """(I, T) of a plan's start periods (I,)."""
        begun = starts + self.duration_periods
        periods = np.arange(self.size[2])
        return np.asarray((starts != NEVER)[:, None] & (periods >= begun[:, None]))

    def loss_left_money(self, starts: Integers) -> Floats:
        """(S, T) expected over each period under a plan."""
        return np.asarray(
            self.loss_money * np.exp(-self.effect_log.T @ self.in_force(starts).astype(float))
        )

    def order(self) -> tuple[int, ...]:
        """All initiatives, each after what it needs."""
        before: dict[int, set[int]] = {i: set() for i in range(self.size[0])}
        for one, needed in self.needs:
            before[one].add(needed)
        return tuple(TopologicalSorter(before).static_order())


@dataclass(frozen=True, slots=True, eq=False)
class Budget:
    """What each period may take (T,); infinity is no limit."""

    money: Floats
    people_days: Floats

    def __post_init__(self) -> None:
        if self.money.shape != self.people_days.shape or self.money.ndim != 1:
            raise ValueError("a budget has money and people's days for each period")
        if not (np.all(self.money >= 0) and np.all(self.people_days >= 0)):
            raise ValueError("a budget is zero or more in every period")


def _wrong(choices: Choices) -> Iterator[str]:
    if choices.loss_per_year_money.ndim != 2 or choices.effect_share.ndim != 2:
        yield "losses are scenarios × periods, effects are initiatives × scenarios"
    initiatives, scenarios, periods = choices.size
    if len(choices.loss_per_year_money) != scenarios or not periods:
        yield f"effects on {scenarios} scenarios, losses of {len(choices.loss_per_year_money)}"
    amounts = ("cost_once_money", "cost_per_year_money", "people_days_per_period")
    for name in (*amounts, "duration_periods", "due_period"):
        if getattr(choices, name).shape != (initiatives,):
            yield f"{name} must have one value for each of {initiatives} initiatives"
    for name in ("loss_per_year_money", *amounts, "duration_periods"):
        if not np.all((getattr(choices, name) >= 0) & np.isfinite(getattr(choices, name))):
            yield f"{name} must be zero or more, and finite"
    if not np.all((choices.effect_share >= 0) & (choices.effect_share < 1)):
        yield "effect_share must be from 0 to below 1: nothing takes all of a loss away"
    if not np.all((choices.due_period >= NEVER) & (choices.due_period < periods)):
        yield f"due_period must be one of {periods} periods, from 0, or NEVER"
    if not choices.period_years > 0:
        yield "period_years must be above zero"
    yield from _wrong_rules(choices, initiatives)


def _wrong_rules(choices: Choices, initiatives: int) -> Iterator[str]:
    for pair in (*choices.needs, *choices.excludes):
        if not all(0 <= place < initiatives for place in pair) or pair[0] == pair[1]:
            yield f"{pair} does not name two of {initiatives} initiatives"
            return
    try:
        choices.order()
    except CycleError as error:
        yield f"initiatives need one another in a circle: {error.args[1]}"
