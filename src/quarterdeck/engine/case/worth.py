"""What a plan is worth: loss avoided, less what it costs, in money of today.

Money flows evenly: 1 a year from a to b is worth (e^(−δa) − e^(−δb))/δ today, δ = ln(1 + discount).
Losses stay as they are expected today; what is in force together multiplies, as in the plan.
"""

from dataclasses import dataclass
from math import log1p

import numpy as np

from quarterdeck.engine.case.prospect import Prospect
from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.plan.initiatives import NEVER, Choices

YEARS, DISCOUNT = 3.0, 0.08  # judgement of the project
NO_FORCE = 1e-12  # of discount over all years


@dataclass(frozen=True, slots=True)
class Terms:
    """`years` over which worth is counted from today, and what a year's wait costs."""

    years: float = YEARS
    discount_per_year: float = DISCOUNT

    def __post_init__(self) -> None:
        if not (0 < self.years < np.inf and 0 <= self.discount_per_year < np.inf):
            raise ValueError("worth is counted over some years, discounted by zero or more")

    def today(self, years: Floats) -> Floats:
        """What 1 paid after so many years is worth; nothing from the last of them on."""
        return np.where(years < self.years, np.exp(-self._force * years), 0.0)

    def flow(self, begin: Floats, end: Floats | None = None) -> Floats:
        """What 1 a year between two times is worth, to the last of the years at most."""
        last = np.full_like(begin, self.years) if end is None else np.minimum(end, self.years)
        first = np.minimum(begin, last)
        force = self._force
        if force * self.years < NO_FORCE:
            return last - first
        return np.asarray(np.exp(-force * first) * -np.expm1(-force * (last - first)) / force)

    @property
    def _force(self) -> float:
        return log1p(self.discount_per_year)


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Of each proposal (I,): years from today until it starts, and until it is in force; infinite
    where it is not funded."""

    start_years: Floats
    ready_years: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """In each world (N,), in money of today."""

    avoided_money: Floats
    cost_money: Floats

    @property
    def money(self) -> Floats:
        return self.avoided_money - self.cost_money


def schedule_of(choices: Choices, starts: Integers) -> Schedule:
    """Of a plan's start periods (I,)."""
    funded = starts != NEVER
    begin = np.where(funded, starts * choices.period_years, np.inf)
    return Schedule(begin, begin + choices.duration_periods * choices.period_years)


def worth(prospect: Prospect, schedule: Schedule, terms: Terms | None = None) -> Worth:
    """Of a plan whose times are those of its schedule in every world."""
    terms = terms or Terms()
    cost = np.zeros(prospect.worlds)
    for place, begin in enumerate(schedule.start_years):
        if begin < terms.years:
            drawn, at = prospect.draws[place], np.array([begin])
            cost += drawn.cost_once_money * terms.today(at)
            cost += drawn.cost_per_year_money * terms.flow(at)
    return Worth(_avoided(prospect, schedule, terms), cost)


def _avoided(prospect: Prospect, schedule: Schedule, terms: Terms) -> Floats:
    """Between two times at which something comes into force nothing changes."""
    left = prospect.loss_per_year_money.copy()
    avoided = np.zeros(prospect.worlds)
    ready = schedule.ready_years
    times = np.unique(ready[ready < terms.years])
    for time, until in zip(times, np.append(times, terms.years)[1:], strict=True):
        for place in np.flatnonzero(ready == time):
            for scenario, share in prospect.avoided_shares(int(place)):
                left[scenario] *= 1 - share
        gone = (prospect.loss_per_year_money - left).sum(axis=0)
        avoided += gone * terms.flow(np.array([time]), np.array([until]))
    return avoided
