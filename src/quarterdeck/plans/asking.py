"""What a plan is asked for: money and people by period, and what it is to be good at."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.plan import Budget

Per = Literal["quarter", "year"]
Objective = Literal["loss", "tolerance", "both"]
QUARTERS = {"quarter": 1, "year": 4}
MOST_QUARTERS = 20
PERIODS = {"quarter": 4, "year": 2}


@dataclass(frozen=True, slots=True)
class Ask:
    """`budget` and `people_days` are for each period; without days people are no limit.

    What is left of a year's money may be spent later; of a quarter's, not. Plans are made by
    quarters either way. `weight` is that of the tolerance where `objective` is both. `more` and
    `less` a period are asked about beside the plan, `points` is how many a frontier has.
    """

    budget: float
    per: Per = "year"
    periods: int = 2
    people_days: float | None = None
    objective: Objective = "loss"
    weight: float = 0.5
    more: float | None = None
    less: float | None = None
    points: int = 0
    seconds: float = 20.0

    def __post_init__(self) -> None:
        if not 0 <= self.budget < float("inf"):
            raise ValueError("a budget is zero or more")
        if not 1 <= self.quarters <= MOST_QUARTERS:
            raise ValueError(f"plans reach from one quarter to {MOST_QUARTERS}, five years")
        if not 0 <= self.weight <= 1:
            raise ValueError("a weight is from 0, only loss, to 1, only tolerance")

    @property
    def quarters(self) -> int:
        return self.periods * QUARTERS[self.per]

    @property
    def money_keeps(self) -> bool:
        return self.per == "year"

    def each_period(self, taken: Floats) -> float:
        """The budget a period that holds what is taken, or short, in each quarter; where money
        keeps, up to each."""
        if not self.money_keeps:
            return float(taken.max(initial=0.0))
        begun = np.arange(self.quarters) // QUARTERS[self.per] + 1
        return float((taken / begun).max(initial=0.0))

    def holding(self, money: Floats) -> float:
        """The budget a period that holds what is taken in each quarter."""
        return self.each_period(money.cumsum() if self.money_keeps else money)

    def limits(self, budget: float) -> Budget:
        """In each quarter: a year's money is there at its beginning, its people through it."""
        each = QUARTERS[self.per]
        money = np.zeros(self.quarters)
        money[::each] = budget
        days = float("inf") if self.people_days is None else self.people_days / each
        return Budget(money, np.full(self.quarters, days))
