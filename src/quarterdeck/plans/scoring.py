"""What a set of initiatives leaves once it is all in force: on the same events as today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from quarterdeck.engine.loss import Change, EventTable, TolerancePoint, net, report, what_if
from quarterdeck.engine.loss.figures import band_of
from quarterdeck.engine.loss.intensity import average
from quarterdeck.engine.loss.view import View
from quarterdeck.engine.verdicts import Band, standing
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.economics import Avoided
from quarterdeck.plans.fundable import ENDS, Fundable
from quarterdeck.risks.figures import limit_of
from quarterdeck.risks.results import LimitResult, Odds, Span
from quarterdeck.risks.telling_initiatives import End

BAND = (5, 95)


@dataclass(frozen=True, slots=True)
class Scored:
    """A year's loss before insurance, what of today's is avoided, the odds at each limit, and the
    chance of a year without any loss.

    Middles have every effect at its middle; bands run from what the strongest effects leave in 5
    of 100 worlds to what the weakest leave in 95.
    """

    loss_per_year: Span
    avoids_per_year: Span
    limits: tuple[LimitResult, ...]
    no_loss: float


def scored(ground: Ground, funded: Sequence[Fundable]) -> Scored:
    """With these in force, and nothing else changed."""
    low, middle, high = (what_if(ground.table, _changes(funded, end)) for end in ENDS)
    found = report(middle, tolerance=ground.points, insurance=ground.insurance, parts=False)
    limits = [_limit(ground, point.point, limit_of(point), (low, high)) for point in found.points]
    before = average(ground.table)
    return Scored(
        _span(average(middle), average(high), average(low)),
        _span(before - average(middle), before - average(low), before - average(high)),
        tuple(limits),
        found.gross.no_loss.value,
    )


def avoided(ground: Ground, one: Fundable) -> Avoided:
    """Loss avoided a year by one alone, in each world."""
    before = average(ground.table)
    left = (average(what_if(ground.table, _changes((one,), end))) for end in ENDS)
    return Avoided(*(before - each for each in left))


def span_of(found: Avoided) -> Span:
    """The band runs from the weakest effects in 5 of 100 worlds to the strongest in 95."""
    return _span(found.middle, found.low, found.high)


def _changes(funded: Sequence[Fundable], end: End) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for one in funded:
        for key, change in one.changes[end].items():
            found[key] = found.get(key, Change()).then(change)
    return found


def _limit(
    ground: Ground, point: TolerancePoint, found: LimitResult, ends: tuple[EventTable, EventTable]
) -> LimitResult:
    odds = found.odds
    bands = [Band(odds.low, odds.high), *(_band(ground, table, point) for table in ends)]
    band = Band(min(b.low for b in bands), max(b.high for b in bands))
    return replace(
        found, odds=Odds(odds.chance, band.low, band.high), standing=standing(band, point.chance)
    )


def _band(ground: Ground, table: EventTable, point: TolerancePoint) -> Band:
    """Of each world's chance at a point."""
    covered = ground.insurance if point.after_insurance else None
    view = View(table, net(table, covered) if covered else None)
    return band_of(view.chances(np.array([point.loss]), point.basis)[0])


def _span(middle: np.ndarray, least: np.ndarray, most: np.ndarray) -> Span:
    """Mean over worlds of the middle; the band from 5 of 100 of the one to 95 of the other."""
    low, high = np.percentile(least, BAND[0]), np.percentile(most, BAND[1])
    return Span(float(middle.mean()), float(low), float(high))
