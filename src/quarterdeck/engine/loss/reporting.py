"""From a table to its results."""

from collections.abc import Sequence
from math import ceil, inf, sqrt

import numpy as np

from quarterdeck.engine.loss.arrays import Flags, Floats
from quarterdeck.engine.loss.insurance import net as net_of
from quarterdeck.engine.loss.quantiles import quantiles
from quarterdeck.engine.loss.results import (
    Basis,
    Curve,
    Figure,
    Material,
    PointResult,
    Results,
    ScenarioShare,
    Side,
    TolerancePoint,
)
from quarterdeck.engine.loss.scenario import Insurance
from quarterdeck.engine.loss.table import EventTable
from quarterdeck.engine.loss.view import View
from quarterdeck.engine.verdicts import Band, standing

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
    gross = View(table)
    net = View(table, net_of(table, insurance)) if insurance else None
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


def side(view: View) -> Side:
    """All figures of one side."""
    aep, oep = curve(view, "year"), curve(view, "event")
    some = view.some_loss()
    happened = _worlds_figure(view, view.sums.annual > 0, some)
    free = Band(1 - happened.band.high, 1 - happened.band.low)
    return Side(
        average=_average(view),
        simulated=float(view.sums.annual.mean()),
        no_loss=Figure(1 - happened.value, happened.error, free),
        some_loss=happened,
        aep=aep,
        oep=oep,
        quantiles=quantiles(view.rising("year"), aep, heavy=_infinite(view)),
        event_quantiles=quantiles(view.rising("event"), oep, heavy=_infinite(view)),
    )


def curve(view: View, basis: Basis) -> Curve:
    """Chances of a year above losses from its middle to its far tail, with their band."""
    if view.lattice is None:
        return Curve((), (), (), (), ())
    losses, chances = view.lattice.losses, view.curve_chances(basis)
    low, high = _ends(chances)
    rising = view.rising(basis)
    passed = 1 - np.searchsorted(rising, losses, side="right") / len(rising)
    columns = (losses, passed, _error(chances, view.table.years), low, high)
    return Curve(*(tuple(column.tolist()) for column in columns))


def point_result(view: View, point: TolerancePoint, *, parts: bool) -> PointResult:
    """Where the table stands against one tolerance point."""
    above = view.years(point.basis) > point.loss
    chances = view.chances(np.array([point.loss]), point.basis)[0]
    figure = _worlds_figure(view, above, chances)
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
    worst = annual >= table.sums.rising[-max(1, round(WORST * table.size))]
    tails = []
    for place in range(len(table.samples)):
        events = table.events(place)
        tails.append(float(events.loss[worst.take(events.year)].sum()))
    return tuple(
        ScenarioShare(scenario.key, mean, _share(mean, means), _share(tail, tails))
        for scenario, mean, tail in zip(table.scenarios, means, tails, strict=True)
    )


def material(view: View, threshold: float) -> Material:
    """Chance of a material event; a world's doubt lasts over all three years."""
    chances = view.chances(np.array([threshold]), "event")[0]
    year = _worlds_figure(view, view.sums.largest > threshold, chances)
    three = 1 - (1 - chances) ** 3
    slope = 3 * (1 - year.value) ** 2
    spread = float(three.mean()) - (1 - (1 - float(chances.mean())) ** 3)
    value = 1 - (1 - year.value) ** 3 + spread
    return Material(threshold, year, Figure(value, year.error * slope, _band(three)))


def _average(view: View) -> Figure:
    means = view.sums.annual.reshape(view.table.worlds, -1).mean(axis=1)
    value = sum(s.mean for s in view.table.samples)
    if view.net:
        value -= float(view.net.annual_paid.mean())
    error = float(means.std()) / sqrt(view.table.worlds)
    return Figure(value, error, _band(view.average))


def _worlds_figure(view: View, years: Flags, chances: Floats) -> Figure:
    error = float(_error(chances[None], view.table.years)[0])
    return Figure(float(years.mean()), error, _band(chances))


def _error(chances: Floats, years: int) -> Floats:
    """Standard error of a simulated chance, from each world's own (X, W): years differ by luck,
    and the worlds are a sample too."""
    luck = (chances * (1 - chances)).mean(axis=1) / years
    return np.asarray(np.sqrt((luck + chances.var(axis=1)) / chances.shape[1]))


def _band(worlds: Floats) -> Band:
    low, high = _ends(worlds)
    return Band(float(low), float(high))


def _ends(worlds: Floats) -> tuple[Floats, Floats]:
    """What 5 and 95 in 100 worlds are at or below, along the last axis."""
    rising, number = np.sort(worlds, axis=-1), worlds.shape[-1]
    return rising[..., ceil(0.05 * number) - 1], rising[..., ceil(0.95 * number) - 1]


def _share(part: float, parts: Sequence[float]) -> float | None:
    whole = sum(parts)
    return part / whole if 0 < whole < inf else None


def _infinite(view: View) -> bool:
    return any(s.mean == inf for s in view.table.samples)


def _places(view: View) -> range:
    return range(len(view.table.samples))
