"""Prevention against incident: what one scenario costs a year, by what is done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

import numpy as np

from quarterdeck.engine.case.insured import premium_of, recovered
from quarterdeck.engine.case.outlook import Scene
from quarterdeck.engine.case.prospect import Prospect
from quarterdeck.engine.case.spreads import Spread, Sum, spread_of
from quarterdeck.engine.case.worth import Terms
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.expectation import mean

Name = Literal["bear", "prevent", "prepare", "insure"]


@dataclass(frozen=True, slots=True)
class Way:
    """Money a year. `cost` spreads what is paid once over the years of the terms and counts the
    whole initiative, whatever else it is good for; None where a premium is not known. `left` is
    borne by the firm: before insurance, but for the way that insures."""

    name: Name
    proposals: tuple[str, ...]
    cost: Spread | None
    left: Spread
    in_all: Spread | None


@dataclass(frozen=True, slots=True)
class Ways:
    """Of one scenario: the chance of at least one event in a year; what an event costs, from its
    5th to its 95th percentile with the median as value (None where none was simulated); and its
    ways, to bear it first. Ways without anything to do are left out."""

    scenario: str
    chance_per_year: Spread
    event: Spread | None
    ways: tuple[Way, ...]


def ways(
    scene: Scene, prospect: Prospect, key: str,
    terms: Terms | None = None, premium_per_year: Estimate | None = None,
) -> Ways:  # fmt: skip
    """Scene and prospect are of one table. Of the proposals that make events rarer (`prevent`) or
    smaller (`prepare`), whichever they do more, those that lower the sum of cost and loss, and the
    best one where none does. The premium is that of the whole policy; the scenario bears its share
    of what is recovered. Raises ValueError for an unknown scenario."""
    place = scene.table.place_of(key)
    sample, costs = scene.table.samples[place], terms or Terms()
    loss = Sum(sample.mean, prospect.loss_per_year_money[place])
    nothing = Sum(0.0, np.zeros(prospect.worlds))
    told = [_way("bear", (), nothing, loss)]
    for name, acting in _acting(prospect, place):
        if acting:
            told.append(_cheapest(prospect, place, costs, name, acting))
    if scene.insurance:
        left = loss - recovered(scene, prospect, scene.insurance, place)
        premium = premium_of(scene, prospect, scene.insurance, place, premium_per_year)
        told.append(_way("insure", (), premium, left))
    money = scene.table.events(place).loss
    event = Spread(*np.percentile(money, (50, 5, 95)).tolist()) if len(money) else None
    chances = scene.table.climate.chance(sample.worlds.rate)
    return Ways(key, spread_of(float(chances.mean()), chances), event, tuple(told))


def _acting(prospect: Prospect, scenario: int) -> tuple[tuple[Name, list[int]], ...]:
    """Places of the proposals that act on a scenario, by what they do more."""
    prevent, prepare = list[int](), list[int]()
    key = prospect.table.samples[scenario].scenario.key
    for place, effects in enumerate(prospect.effects):
        if scenario in effects and effects[scenario].any():
            change = prospect.proposals[place].effects.middle.get(key)
            kept, left = change.kept if change else 1.0, 1 - effects[scenario][1]
            rarer = 1 - kept >= 1 - (left / kept if kept > 0 else 0.0)
            (prevent if rarer else prepare).append(place)
    return ("prevent", prevent), ("prepare", prepare)


def _cheapest(
    prospect: Prospect, scenario: int, terms: Terms, name: Name, acting: Sequence[int]
) -> Way:
    """Adds whichever lowers the sum most, while any does."""
    chosen: list[int] = []
    best, least = None, inf
    while rest := [place for place in acting if place not in chosen]:
        tried = [(place, *_done(prospect, scenario, terms, [*chosen, place])) for place in rest]
        place, cost, left = min(tried, key=lambda one: one[1].value + one[2].value)
        if best and cost.value + left.value >= least:
            break
        best, least = (cost, left), cost.value + left.value
        chosen.append(place)
    assert best is not None
    return _way(name, tuple(prospect.proposals[place].key for place in sorted(chosen)), *best)


def _done(
    prospect: Prospect, scenario: int, terms: Terms, places: Sequence[int]
) -> tuple[Sum, Sum]:
    """Cost a year and loss left a year, with these in force."""
    spread_over = float(terms.flow(np.zeros(1))[0])
    cost = Sum(0.0, np.zeros(prospect.worlds))
    left = Sum(prospect.table.samples[scenario].mean, prospect.loss_per_year_money[scenario].copy())
    for place in places:
        one, drawn = prospect.proposals[place], prospect.draws[place]
        value = mean(one.cost_once) / spread_over + mean(one.cost_per_year)
        cost += Sum(value, drawn.cost_once_money / spread_over + drawn.cost_per_year_money)
        share = dict(prospect.avoided_shares(place))[scenario]
        middle = prospect.effects[place][scenario][1]
        left = Sum(left.value * (1 - middle), left.worlds * (1 - share))
    return cost, left


def _way(name: Name, proposals: tuple[str, ...], cost: Sum | None, left: Sum) -> Way:
    if cost is None:
        return Way(name, proposals, None, left.spread, None)
    return Way(name, proposals, cost.spread, left.spread, (cost + left).spread)
