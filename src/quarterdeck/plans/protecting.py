"""Prevent, prepare, insure or bear; is the insurance enough; what is worth finding out first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor, inf, log10
from typing import Literal

from quarterdeck.engine.case import (
    Information,
    Outcome,
    cover,
    information,
    other_cover,
    ways,
    with_less_retention,
    with_more_limit,
    worth_alone,
)
from quarterdeck.engine.case import Spread as EngineSpread
from quarterdeck.engine.case.ways import Way as EngineWay
from quarterdeck.engine.loss import Insurance
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.plans.choosing import Ground, Unmet
from quarterdeck.plans.folder import InitiativeRecord, SpendingRecord
from quarterdeck.plans.scoring import span_of
from quarterdeck.risks.register import estimate
from quarterdeck.risks.results import Span

MOST_SCENARIOS = 3


@dataclass(frozen=True, slots=True)
class Way:
    """Money a year. `cost` and `in_all` are None where a premium is not known."""

    name: Literal["bear", "prevent", "prepare", "insure"]
    initiatives: tuple[str, ...]
    cost: Span | None
    left: Span
    in_all: Span | None


@dataclass(frozen=True, slots=True)
class Response:
    """The ways of one scenario side by side; `event` is what one costs."""

    scenario: str
    name: str
    chance_per_year: Span
    event: Span | None
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class OtherTerms:
    """Other terms of insurance: what more is recovered a year, by how much odds at limits fall."""

    retention: float
    limit: float
    recovers_more_per_year: Span
    less_odds: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The policy against the tail: chances a year of an event above it and of using it up; money a
    year recovered and above it. `aggregate` and `used_up` are None where the year has no limit."""

    retention: float
    limit: float
    aggregate: float | None
    share: float
    event_above: Span
    used_up: Span | None
    recovered_per_year: Span
    above_per_year: Span
    more_limit: OtherTerms | None
    less_retention: OtherTerms | None
    unmet: tuple[Unmet, ...]


def responses(ground: Ground) -> tuple[Response, ...]:
    """Of the scenarios that cost most a year, the dearest first."""
    samples = sorted(ground.table.samples, key=lambda s: (-s.mean, s.scenario.key))
    found = []
    for sample in samples[:MOST_SCENARIOS]:
        told = ways(ground.scene, ground.prospect, sample.scenario.key)
        found.append(
            Response(told.scenario, sample.scenario.name, span_of(told.chance_per_year),
                     _maybe(told.event), tuple(map(_way, told.ways)))
        )  # fmt: skip
    return tuple(found)


def insurance_of(ground: Ground) -> Cover | None:
    """None without insurance."""
    found = cover(ground.scene)
    if found is None:
        return None
    policy = found.insurance
    step = 10.0 ** floor(log10(policy.limit)) if policy.limit > 0 else 1e6
    return Cover(
        retention=policy.retention,
        limit=policy.limit,
        aggregate=None if policy.aggregate == inf else policy.aggregate,
        share=policy.share,
        event_above=span_of(found.event_above),
        used_up=_maybe(found.used_up),
        recovered_per_year=span_of(found.recovered_per_year),
        above_per_year=span_of(found.above_per_year),
        more_limit=_other(ground, with_more_limit(policy, step)),
        less_retention=_other(ground, with_less_retention(policy, policy.retention / 2)),
        unmet=ground.unmet,
    )


def worth_finding_out(ground: Ground, plans: Mapping[str, Floats]) -> Information:
    """Before choosing between `plans`, by name their worth in each world; between single
    initiatives where there are fewer than two plans."""
    alone = {one.key: worth_alone(ground.prospect, one.key) for one in ground.fundable}
    return information(ground.prospect, plans if len(plans) > 1 else alone)


def outcomes(
    initiatives: Iterable[InitiativeRecord], spending: Iterable[SpendingRecord]
) -> tuple[Outcome, ...]:
    """What initiatives that are done were to cost once, and what was spent on them."""
    spent: dict[str, float] = {}
    for row in spending:
        if row.initiative:
            spent[row.initiative] = spent.get(row.initiative, 0.0) + row.spent
    return tuple(
        Outcome(record.name, estimate(record.cost_once), spent[record.key])
        for record in initiatives
        if record.state == "done" and record.cost_once and record.key in spent
    )


def _way(told: EngineWay) -> Way:
    return Way(told.name, told.proposals, _maybe(told.cost), span_of(told.left),
               _maybe(told.in_all))  # fmt: skip


def _maybe(spread: EngineSpread | None) -> Span | None:
    return span_of(spread) if spread else None


def _other(ground: Ground, terms: Insurance) -> OtherTerms | None:
    found = other_cover(ground.scene, terms)
    if found is None or terms == ground.insurance:
        return None
    odds = tuple(map(span_of, found.chances))
    return OtherTerms(terms.retention, terms.limit, span_of(found.recovered_per_year), odds)
