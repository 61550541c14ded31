"""What each risk comes to: how often, what an event costs, what share of the whole it bears."""

from math import inf

import numpy as np

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss import Form, Insurance, Worlds
from quarterdeck.risks.exposing import Exposed
from quarterdeck.risks.register import Risk
from quarterdeck.risks.results import CurveAt, Driver, Odds, RiskResult, Span
from quarterdeck.risks.simulating import Simulated

FORMS = {
    Form.PRODUCTIVITY: "work and sales that stand still",
    Form.RESPONSE: "finding out, mending and telling people",
    Form.REPLACEMENT: "what must be replaced or is gone",
    Form.FINES: "fines and claims",
    Form.COMPETITIVE: "contracts and business that do not come back",
    Form.REPUTATION: "people who stay away",
}
BAND = (5, 95)
CURVE_FROM, CURVE_TO, CURVE_POINTS = 5, 99.9, 24


def risk_results(exposed: Exposed, found: Simulated) -> tuple[RiskResult, ...]:
    """Every risk, the one with most of the mean loss beyond the limit first."""
    deciding = found.deciding
    shares = {s.key: s for s in found.results.shares}
    beyond = dict(deciding.parts) if deciding else {}
    whole = deciding.beyond if deciding else 0.0
    told = []
    for risk in exposed.risks:
        if risk.key not in shares:
            continue
        share = shares[risk.key]
        tail = share.of_tail or 0.0
        part = beyond[risk.key] / whole if whole > 0 else tail
        told.append(_told(risk, exposed, found, share.of_mean or 0.0, tail, part))
    return tuple(sorted(told, key=lambda r: (-r.beyond, r.key)))


def _told(
    risk: Risk, exposed: Exposed, found: Simulated, of_mean: float, of_tail: float, beyond: float
) -> RiskResult:
    place = found.table.place_of(risk.key)
    worlds = found.table.samples[place].worlds
    events = found.table.events(place)
    deciding = found.deciding
    limit = deciding.point.loss if deciding else inf
    after = deciding.point.after_insurance if deciding else False
    gross = gross_for_net(limit, found.insurance) if after else limit
    above = worlds.above(np.array([gross]))[:, 0] if gross < inf else np.zeros(len(worlds.rate))
    return RiskResult(
        key=risk.key,
        name=risk.scenario.name,
        kind=risk.scenario.kind.value,
        story=risk.story,
        services=risk.services,
        data_classes=risk.data_classes,
        targets=risk.targets,
        supplier=risk.supplier,
        obligation=risk.obligation,
        odds=odds_over_worlds(-np.expm1(-worlds.rate)),
        event_cost=_spread(events.loss),
        mean_per_year=_over_worlds(worlds.average),
        share_of_mean=of_mean,
        share_of_tail=of_tail,
        beyond=beyond,
        over=odds_over_worlds(-np.expm1(-above)),
        drivers=_drivers(found, place),
        days_out=span_of(risk.days_out),
        people_affected=span_of(risk.people_affected),
        harm=risk.harm,
        proof=risk.proof,
        rests_on=risk.rests_on,
        exposure_factor=exposed.factor[risk.key],
        own=risk.own,
        curve=_curve(worlds, events.loss),
    )


def _curve(worlds: Worlds, losses: np.ndarray) -> tuple[CurveAt, ...]:
    """Sums evenly apart on a log axis, from what most events cost to what 1 in 1,000 does."""
    if not len(losses) or losses.max() <= 0:
        return ()
    first, last = np.percentile(losses[losses > 0], (CURVE_FROM, CURVE_TO))
    sums = np.geomspace(first, max(last, first * 2), CURVE_POINTS)
    chances = -np.expm1(-worlds.above(sums))
    return tuple(
        CurveAt(float(loss), odds_over_worlds(chances[:, n])) for n, loss in enumerate(sums)
    )


def gross_for_net(net: float, insurance: Insurance | None) -> float:
    """The smallest single event that leaves the client more than `net` after insurance."""
    if insurance is None or net <= insurance.retention:
        return net
    kept = 1 - insurance.share
    in_layer = insurance.retention + kept * insurance.limit
    if net < in_layer:
        return insurance.retention + (net - insurance.retention) / kept
    return net + insurance.share * insurance.limit


def odds_over_worlds(chances: np.ndarray) -> Odds:
    """Mean over worlds, and the band."""
    low, high = np.percentile(chances, BAND)
    return Odds(float(chances.mean()), float(low), float(high))


def span_of(given: Estimate | None) -> Span | None:
    return given and Span(given.median, given.low, given.high)


def _over_worlds(sums: np.ndarray) -> Span:
    low, high = np.percentile(sums, BAND)
    return Span(float(sums.mean()), float(low), float(high))


def _spread(losses: np.ndarray) -> Span:
    """What one event costs, in 90 of 100 events."""
    if not len(losses):
        return Span(0.0, 0.0, 0.0)
    low, middle, high = np.percentile(losses, (5, 50, 95))
    return Span(float(middle), float(low), float(high))


def _drivers(found: Simulated, place: int) -> tuple[Driver, ...]:
    """The forms of loss, the largest first."""
    sums = found.table.events(place).forms.sum(axis=1)
    whole = float(sums.sum())
    losses = found.table.scenarios[place].losses
    rows = [
        Driver(FORMS[loss.form], float(part) / whole if whole else 0.0)
        for loss, part in zip(losses, sums, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: -row.share))
