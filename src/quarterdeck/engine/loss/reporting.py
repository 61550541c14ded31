"""From a table to its results."""

from collections.abc import Sequence
from math import inf

import numpy as np

from quarterdeck.engine.loss.figures import band_of, worlds_figure
from quarterdeck.engine.loss.insurance import net as net_of
from quarterdeck.engine.loss.results import (
    Figure,
    Material,
    PointResult,
    Results,
    ScenarioShare,
    TolerancePoint,
)
from quarterdeck.engine.loss.scenario import Insurance
from quarterdeck.engine.loss.sides import side
from quarterdeck.engine.loss.table import EventTable
from quarterdeck.engine.loss.view import View
from quarterdeck.engine.verdicts import standing

WORST = 0.01  # the tail of which scenarios have shares


def report(
    table: EventTable,
    *,
    tolerance: Sequence[TolerancePoint] = (),
    materiality: float | None = None,
    insurance: Insurance | None = None,
    parts: bool = True,
) -> Results:
    """All figures of a table; points after insurance are read before it when there is none.

    Without `parts` the scenarios' shares of mean, tail and money beyond a limit stay empty: they
    take longer than the rest of a what-if.
    """
    limits = tuple(sorted({point.loss for point in tolerance}))
    gross = View(table, limits=limits)
    net = View(table, net_of(table, insurance), limits) if insurance else None
    return Results(
        seed=table.seed,
        worlds=table.worlds,
        years=table.years,
        gross=side(gross),
        net=side(net) if net else None,
        shares=scenario_shares(table) if parts else (),
        points=tuple(
            point_result(net if net and point.after_insurance else gross, point, parts=parts)
            for point in tolerance
        ),
        material=None if materiality is None else material(gross, materiality),
    )


def point_result(view: View, point: TolerancePoint, *, parts: bool) -> PointResult:
    """Where the table stands against one tolerance point."""
    passed = view.passed(np.array([point.loss]), point.basis)
    chances = passed.chances[0]
    figure = worlds_figure(view, float(passed.shares[0]), chances)
    money = dict(zip(view.keys, beyond(view, point), strict=True)) if parts else {}
    return PointResult(
        point=point,
        chance=figure,
        confidence=float(np.mean(chances <= point.chance)),
        standing=standing(figure.band, point.chance),
        beyond=sum(money.values()) if parts else None,
        parts=tuple(money.items()),
    )


def beyond(view: View, point: TolerancePoint) -> list[float]:
    """Mean money a year above the limit by scenario, in proportion to what each costs that year."""
    if point.basis == "event":
        over = [np.maximum(view.losses(p) - point.loss, 0) for p in _places(view)]
        return [float(excess.sum()) / view.table.size for excess in over]
    annual = view.sums.annual
    part = np.maximum(annual - point.loss, 0) / np.maximum(annual, 1e-300)
    return [
        float(part.take(view.table.events(p).year) @ view.losses(p)) / view.table.size
        for p in _places(view)
    ]


def scenario_shares(table: EventTable) -> tuple[ScenarioShare, ...]:
    """Each scenario's part of the mean and of the worst years, before insurance."""
    means = [s.mean for s in table.samples]
    annual = table.sums.annual
    worst = annual >= table.sums.by_year.worst[-max(1, round(WORST * table.size))]
    tails = []
    for place in range(len(table.samples)):
        events = table.events(place)
        tails.append(float(events.loss.take(np.flatnonzero(worst.take(events.year))).sum()))
    return tuple(
        ScenarioShare(scenario.key, mean, _share(mean, means), _share(tail, tails))
        for scenario, mean, tail in zip(table.scenarios, means, tails, strict=True)
    )


def material(view: View, threshold: float) -> Material:
    """Chance of a material event; a world's doubt lasts over all three years."""
    passed = view.passed(np.array([threshold]), "event")
    chances = passed.chances[0]
    year = worlds_figure(view, float(passed.shares[0]), chances)
    three = 1 - (1 - chances) ** 3
    slope = 3 * (1 - year.value) ** 2
    spread = float(three.mean()) - (1 - (1 - float(chances.mean())) ** 3)
    value = 1 - (1 - year.value) ** 3 + spread
    return Material(threshold, year, Figure(value, year.error * slope, band_of(three)))


def _share(part: float, parts: Sequence[float]) -> float | None:
    whole = sum(parts)
    return part / whole if 0 < whole < inf else None


def _places(view: View) -> range:
    return range(len(view.table.samples))
