"""Where plans are made: budgets to plan for, plans for them, and what each comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.case import Point as Told
from quarterdeck.engine.case import demanded_only, point
from quarterdeck.engine.loss.arrays import Integers
from quarterdeck.engine.plan import (
    NEVER,
    Choices,
    Effort,
    Plan,
    Unfundable,
    frontier,
    plan,
    takings,
)
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.planned import Chosen, Point, Short
from quarterdeck.plans.scoring import scored, span_of

GAP = 0.005
SECONDS_FOR_LEAST = 5.0
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """`made` is weighed by the objective, `loss` by expected loss."""

    ground: Ground
    ask: Ask
    made: Choices
    loss: Choices

    def budgets(self) -> list[float]:
        """A frontier's, evenly from what holds all that must be funded to all that there is."""
        if not self.ask.points:
            return []
        whole = takings(self.made).spending(np.zeros(self.made.size[0], dtype=np.int32)).money
        most = self.ask.holding(whole)
        nothing = plan(self.made, self.ask.limits(0.0), Effort(GAP, SECONDS_FOR_LEAST))
        short = nothing.short.money if isinstance(nothing, Unfundable) else np.zeros(1)
        least = self.ask.each_period(short) * (1 + ROUNDING) if short.any() else 0.0
        return np.linspace(min(least, most), most, self.ask.points).tolist()

    def solved(self, budgets: Sequence[float]) -> dict[float, Plan | Unfundable]:
        effort = Effort(GAP, self.ask.seconds / len(budgets))
        found = frontier(self.made, [self.ask.limits(budget) for budget in budgets], effort)
        return dict(zip(budgets, found, strict=True))

    def told(self, starts: Integers) -> Told:
        return point(self.ground.scene, self.ground.prospect, self.made, starts)

    def point(self, budget: float, found: Plan | Unfundable, told: Told | None) -> Point:
        if told and isinstance(found, Plan):
            return self._chosen(budget, told, found.gap_share)
        assert isinstance(found, Unfundable)
        short = found.short
        return Short(
            budget, float(short.money.max()), float(short.people_days.max()),
            found.rules_clash, found.proved,
        )  # fmt: skip

    def demanded(self) -> Chosen | None:
        """What must be funded, each as soon as it may, whatever it takes."""
        starts = demanded_only(self.made)
        if not np.any(starts != NEVER):
            return None
        told = self.told(starts)
        return self._chosen(self.ask.holding(told.spending.money), told, 0.0)

    def _chosen(self, budget: float, told: Told, gap_share: float) -> Chosen:
        pairs = zip(self.ground.fundable, told.starts.tolist(), strict=True)
        funded = [(one, start) for one, start in pairs if start != NEVER]
        return Chosen(
            budget=budget,
            starts={one.key: start for one, start in funded},
            money=tuple(told.spending.money.tolist()),
            people_days=tuple(told.spending.people_days.tolist()),
            loss_before=float(self.loss.loss_money.sum()),
            loss_after=float(self.loss.loss_left_money(told.starts).sum()),
            gap_share=gap_share,
            worth=span_of(told.worth_money),
            scored=scored(self.ground, told.outlook, [one for one, _ in funded]),
        )
