"""From exposed risks to simulated years, against the board's limits and the insurance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quarterdeck.engine.loss import (
    EventTable,
    Insurance,
    PointResult,
    Results,
    Scenario,
    TolerancePoint,
    net,
    report,
    simulate,
)
from quarterdeck.engine.verdicts import Measure, trouble
from quarterdeck.risks.controls import with_rate
from quarterdeck.risks.exposing import Exposed, controlled
from quarterdeck.risks.folder import AppetiteRecord, PolicyRecord
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.results import Insured

OFFERED = ((0.02, 0.02), (0.04, 0.05), (0.08, 0.05))
"""(share of a year's revenue, chance) offered to a board that has set no limit: cautious, middle,
bold. Judgement of the project."""


@dataclass(frozen=True)
class Simulated:
    """The table as it stands today, and what it reports."""

    table: EventTable
    insurance: Insurance | None
    points: tuple[TolerancePoint, ...]
    material: TolerancePoint | None
    results: Results

    @cached_property
    def keys(self) -> frozenset[str]:
        """Of the scenarios that cost anything."""
        return frozenset(s.key for s in self.table.scenarios)

    @cached_property
    def limits(self) -> tuple[PointResult, ...]:
        """The board's points, the deciding one first."""
        return in_order(self.results.points[: len(self.points)])

    @property
    def deciding(self) -> PointResult | None:
        return self.limits[0] if self.limits else None

    @property
    def insured(self) -> Insured:
        """The side of insurance on which the limit that decides is set."""
        after = self.deciding is None or self.deciding.point.after_insurance
        return "after" if after else "before"

    def annual(self, insured: Insured) -> np.ndarray:
        """What each simulated year costs, before or after insurance, (W·Y,)."""
        annual = self.table.sums.annual
        if self.insurance is None or insured == "before":
            return annual
        return annual - net(self.table, self.insurance).annual_paid


def scenarios_today(exposed: Exposed) -> tuple[Scenario, ...]:
    """Each risk's scenario after controls and exposure."""
    return tuple(
        with_rate(controlled(risk, exposed.controls), exposed.factor[risk.key])
        for risk in exposed.risks
    )


def simulated(inputs: Inputs, scenarios: Sequence[Scenario]) -> Simulated:
    """The scenarios' years, simulated on the inputs' seed, and the figures of them."""
    table = simulate([s for s in scenarios if s.losses], seed=inputs.seed)
    return against_limits(inputs, table)


def against_limits(inputs: Inputs, table: EventTable, *, parts: bool = True) -> Simulated:
    """A table's figures against the limits that the inputs hold.

    Without `parts`, what each scenario bears of them is not worked out.
    """
    appetite = inputs.one("appetite.yaml", AppetiteRecord)
    points = tolerance(appetite) if appetite else ()
    insured = insurance(inputs)
    material = material_point(appetite)
    offered = offered_points(inputs) if not points else ()
    asked = [*points, *offered, *([material] if material else [])]
    results = report(
        table,
        tolerance=asked,
        materiality=material.loss if material else None,
        insurance=insured,
        parts=parts,
    )
    return Simulated(table, insured, points, material, results)


def tolerance(appetite: AppetiteRecord) -> tuple[TolerancePoint, ...]:
    return tuple(
        TolerancePoint(p.loss, p.chance, p.basis, p.insurance == "after") for p in appetite.points
    )


def material_point(appetite: AppetiteRecord | None) -> TolerancePoint | None:
    """Materiality as a point on one event, before insurance."""
    if appetite is None or appetite.materiality is None:
        return None
    given = appetite.materiality
    chance = 1.0 if given.chance is None else given.chance
    return TolerancePoint(given.loss, chance, "event", after_insurance=False)


def offered_points(inputs: Inputs) -> tuple[TolerancePoint, ...]:
    """Three limits to choose from, for a board that has set none."""
    revenue = inputs.profile.revenue_per_year
    return tuple(TolerancePoint(_round(share * revenue), chance) for share, chance in OFFERED)


def insurance(inputs: Inputs) -> Insurance | None:
    """What the policy in force pays."""
    policy = policy_in_force(inputs)
    if policy is None:
        return None
    aggregate = policy.limit if policy.aggregate is None else policy.aggregate
    return Insurance(policy.retention, policy.limit, aggregate, policy.share)


def policy_in_force(inputs: Inputs) -> PolicyRecord | None:
    """The first that is in force on the day."""
    for policy in inputs.of("insurance.yaml", PolicyRecord):
        started = policy.starts is None or policy.starts <= inputs.as_of
        if started and (policy.ends is None or inputs.as_of <= policy.ends):
            return policy
    return None


def in_order(points: Iterable[PointResult]) -> tuple[PointResult, ...]:
    """As `verdicts.binding` has it: the point that decides first, the least trouble last."""
    return tuple(sorted(points, key=_trouble, reverse=True))


def _trouble(found: PointResult) -> tuple[int, float]:
    return trouble(Measure("", found.chance.band, found.point.chance))


def _round(amount: float) -> float:
    """To one significant digit, as a board would say it."""
    if amount <= 0:
        return 1.0
    size = 10 ** np.floor(np.log10(amount))
    return float(max(1, round(amount / size)) * size)
