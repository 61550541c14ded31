"""From what may be funded and what is asked to the arrays that a plan is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import floor

import numpy as np

from quarterdeck.engine.case import Prospect, Scene
from quarterdeck.engine.loss import EventTable, Insurance, PointResult, TolerancePoint, report
from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.engine.plan import NEVER, Choices
from quarterdeck.plans.asking import Ask, Objective
from quarterdeck.plans.fundable import Fundable
from quarterdeck.risks.simulating import in_order

MONTHS = 3
NEARLY_ALL = 0.999
"""The most that a plan may take off a scenario: nothing takes all of a loss away."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition of the policy that is not met today."""

    says: str
    due: date | None


@dataclass(frozen=True, eq=False)
class Ground:
    """What a plan stands on: simulated years with their limits, and what may be funded.

    `points` as they were given; `left_out` says why others may not be funded, by key; `unmet` are
    conditions of the insurance. ValueError
    where a scenario has no finite average, or two that may be funded share a key.
    """

    table: EventTable
    insurance: Insurance | None
    points: tuple[TolerancePoint, ...]
    fundable: tuple[Fundable, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)
    unmet: tuple[Unmet, ...] = ()

    def __post_init__(self) -> None:
        assert self.scene
        assert self.prospect

    @cached_property
    def scene(self) -> Scene:
        return Scene(self.table, self.points, self.insurance)

    @cached_property
    def prospect(self) -> Prospect:
        return Prospect(self.table, tuple(one.proposal for one in self.fundable))

    @cached_property
    def effect_share(self) -> Floats:
        """(I, S) of a scenario's expected loss, at the middle of what each takes off."""
        return np.asarray(np.minimum(self.prospect.middle_effects, NEARLY_ALL))

    @property
    def loss_per_year_money(self) -> Floats:
        """(S,) expected, if nothing is funded."""
        return np.array([sample.mean for sample in self.table.samples])


def choices_of(ground: Ground, ask: Ask) -> Choices:
    """Scenarios in the table's order, initiatives in the ground's, quarters of a year.

    ValueError where the objective needs a limit, or what is given cannot be.
    """
    fundable, last = ground.fundable, ask.quarters - 1
    place = {one.key: number for number, one in enumerate(fundable)}
    duration = [min(round_half_up(mean(f.months) / MONTHS), last) for f in fundable]
    days = np.array([mean(f.people_days) for f in fundable])
    weights = weights_of(ground, ask.objective, ask.weight)
    pairs = {tuple(sorted((place[f.key], place[x]))) for f in fundable for x in f.excludes}
    made = Choices(
        loss_per_year_money=np.tile(weights[:, None], ask.quarters),
        effect_share=ground.effect_share,
        cost_once_money=np.array([mean(f.cost_once) for f in fundable]),
        cost_per_year_money=np.array([mean(f.cost_per_year) for f in fundable]),
        people_days_per_period=days / np.maximum(duration, 1),
        duration_periods=np.array(duration, dtype=np.int32),
        due_period=np.full(len(fundable), NEVER, dtype=np.int32),
        needs=tuple((place[f.key], place[n]) for f in fundable for n in f.needs),
        excludes=tuple(sorted((a, b) for a, b in pairs)),
        period_years=MONTHS / 12,
        money_keeps=ask.money_keeps,
    )
    made.due_period[:] = _due(fundable, made)
    return made


def weights_of(ground: Ground, objective: Objective, weight: float) -> Floats:
    """(S,) money a year: expected loss, or as much money shared out by what lies beyond the limit.

    With both, (1 − weight) of the one and weight of the other.
    """
    losses = ground.loss_per_year_money
    if objective == "loss":
        return losses
    deciding = deciding_point(ground)
    beyond = np.array([money for _, money in deciding.parts])
    if not beyond.sum() > 0:
        raise ValueError("no simulated year is beyond the limit: plan for the loss instead")
    beyond *= losses.sum() / beyond.sum()
    part = weight if objective == "both" else 1.0
    return np.asarray((1 - part) * losses + part * beyond)


def deciding_point(ground: Ground) -> PointResult:
    """The limit in most trouble today. ValueError where none is set."""
    if not ground.points:
        raise ValueError("no limit is set that a plan could keep: plan for the loss instead")
    found = report(ground.table, tolerance=ground.points, insurance=ground.insurance)
    return in_order(found.points)[0]


def earliest(made: Choices) -> Integers:
    """(I,) the first quarter that each can be in force in, after what it needs."""
    found = made.duration_periods.copy()
    for one in made.order():
        before = [found[needed] for a, needed in made.needs if a == one]
        found[one] += max(before, default=0)
    return found


def is_late(fundable: Sequence[Fundable], made: Choices) -> list[bool]:
    """Whether each is demanded by a day on which it cannot be in force, even if it starts now."""
    months = [mean(one.months) for one in fundable]
    for place in made.order():
        before = [months[needed] for a, needed in made.needs if a == place]
        months[place] += max(before, default=0.0)
    return [
        bool(one.mandate) and one.by_months is not None and one.by_months < takes
        for one, takes in zip(fundable, months, strict=True)
    ]


def asked_for(one: Fundable, last: int) -> int:
    """The quarter by which its day asks for it to be in force; the last where it names none."""
    return last if one.by_months is None else min(max(floor(one.by_months / MONTHS), 0), last)


def round_half_up(value: float) -> int:
    return floor(value + 0.5)


def _due(fundable: Sequence[Fundable], made: Choices) -> Integers:
    """By its day, or as soon as it can be; never where nobody demands it."""
    last = made.size[2] - 1
    due = [max(asked_for(f, last), min(int(e), last)) if f.mandate else NEVER
           for f, e in zip(fundable, earliest(made), strict=True)]  # fmt: skip
    return np.array(due, dtype=np.int32)
