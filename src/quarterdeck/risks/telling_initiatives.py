"""What initiatives would do: on the same events, so that they are compared like with like."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Literal, get_args

import numpy as np

from quarterdeck.engine.loss import Change, EventTable, TolerancePoint, net, what_if
from quarterdeck.engine.loss.figures import band_of
from quarterdeck.engine.loss.intensity import average
from quarterdeck.engine.loss.view import View
from quarterdeck.engine.verdicts import Band, standing
from quarterdeck.risks.figures import limit_of
from quarterdeck.risks.mending import mended
from quarterdeck.risks.register import Risk, estimate
from quarterdeck.risks.results import InitiativeResult, LimitResult, Odds, Span
from quarterdeck.risks.simulating import against_limits
from quarterdeck.risks.today import EffectRecord, InitiativeRecord, Today

End = Literal["low", "middle", "high"]


def initiative_results(
    today: Today, records: Iterable[InitiativeRecord]
) -> tuple[InitiativeResult, ...]:
    """Each initiative that is not done or dropped, alone."""
    open_ = [r for r in records if r.state in ("proposed", "approved")]
    return tuple(_result(today, (record,)) for record in open_)


def pairs_together(
    today: Today, records: Iterable[InitiativeRecord]
) -> tuple[tuple[str, InitiativeResult], ...]:
    """Every pair of proposed initiatives, under "a+b"."""
    proposed = sorted((r for r in records if r.state == "proposed"), key=lambda r: r.key)
    return tuple(
        (f"{first.key}+{second.key}", _result(today, (first, second)))
        for first, second in combinations(proposed, 2)
    )


def changes(
    today: Today, records: tuple[InitiativeRecord, ...], left: Mapping[str, Change], end: End
) -> dict[str, Change]:
    """What the initiatives take off each scenario: their stated effects at one end of their
    range, and what is `left` by what they mend."""
    found: dict[str, Change] = {}
    effects = [effect for record in records for effect in record.effects]
    for risk in today.exposed.risks:
        for effect in effects:
            if risk.key in today.simulated.keys and _touches(effect, risk):
                found[risk.key] = found.get(risk.key, Change()).then(effect_change(effect, end))
    for key, change in left.items():
        found[key] = found.get(key, Change()).then(change)
    return found


def _result(today: Today, records: tuple[InitiativeRecord, ...]) -> InitiativeResult:
    table, left = today.simulated.table, mended(today, records)
    low, middle, high = (
        what_if(table, changes(today, records, left, end)) for end in get_args(End)
    )
    answer = first_answer(today, low, middle, high)
    once, yearly = (_sum(records, name) for name in ("cost_once", "cost_per_year"))
    return InitiativeResult(
        key="+".join(sorted(r.key for r in records)),
        name=" and ".join(r.name for r in records),
        odds=answer.odds,
        standing=answer.standing,
        avoids_per_year=_avoided(table, low, middle, high),
        cost=once,
        cost_per_year=yearly,
        due=max((r.due for r in records if r.due), default=None),
    )


def first_answer(
    today: Today, low: EventTable, middle: EventTable, high: EventTable
) -> LimitResult:
    """With the effects at their middle, at the point that decides today (the middle offer without
    one). The band runs from that of the strongest effects to that of the weakest."""
    deciding = today.simulated.deciding
    points = against_limits(today.inputs, middle, parts=False).results.points
    found = next(p for p in points if p.point == deciding.point) if deciding else points[1]
    bands = [found.chance.band, *(_band(today, table, found.point) for table in (low, high))]
    band = Band(min(b.low for b in bands), max(b.high for b in bands))
    return replace(
        limit_of(found),
        odds=Odds(found.chance.value, band.low, band.high),
        standing=standing(band, found.point.chance),
    )


def _band(today: Today, table: EventTable, point: TolerancePoint) -> Band:
    """Of each world's chance at a point."""
    insurance = today.simulated.insurance if point.after_insurance else None
    view = View(table, net(table, insurance) if insurance else None)
    return band_of(view.chances(np.array([point.loss]), point.basis)[0])


def _avoided(table: EventTable, low: EventTable, middle: EventTable, high: EventTable) -> Span:
    """Loss avoided a year before insurance; the band is over worlds and strengths."""
    before = average(table)
    return Span(
        float((before - average(middle)).mean()),
        float(np.percentile(before - average(low), 5)),
        float(np.percentile(before - average(high), 95)),
    )


def _touches(effect: EffectRecord, risk: Risk) -> bool:
    return risk.key in effect.scenarios or risk.scenario.kind.value in effect.kinds


def effect_change(effect: EffectRecord, end: End) -> Change:
    """What an effect does at one end of its strength, or at the middle."""
    given = estimate(effect.strength, "chance")
    strength = {"low": given.low, "middle": given.median, "high": given.high}[end]
    return Change((strength,)) if effect.on == "rate" else Change(scale=1 - strength)


def _sum(records: tuple[InitiativeRecord, ...], name: str) -> Span:
    given = [estimate(cost) for r in records if (cost := getattr(r, name))]
    middles = [e.likely if e.likely is not None else e.median for e in given]
    return Span(sum(middles), sum(e.low for e in given), sum(e.high for e in given))
