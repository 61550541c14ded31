"""What initiatives would take and bring in worlds without events: ten thousand at little cost.

Expected losses by world are in closed form, so that money needs no simulated years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quarterdeck.engine.case.effects import Effects, avoided_shares
from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.effect import Change
from quarterdeck.engine.loss.expectation import mean_annual_loss
from quarterdeck.engine.loss.sample import Sample
from quarterdeck.engine.loss.streams import Purpose, hypercube, stream
from quarterdeck.engine.loss.table import EventTable
from quarterdeck.engine.loss.worlds import amounts, draw_worlds

FREE_WORLDS = 10_000
MONTHS_PER_YEAR = 12
NOTHING = exactly(0.0)
DRAWN = ("strength", "cost once", "cost a year", "months")
"""What a world draws of each proposal, in the order of its rows."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An initiative: what it changes, what it costs in money, and the months until it does."""

    key: str
    effects: Effects
    cost_once: Estimate = NOTHING
    cost_per_year: Estimate = NOTHING
    months: Estimate = NOTHING

    @property
    def amounts(self) -> tuple[Estimate, Estimate, Estimate]:
        return self.cost_once, self.cost_per_year, self.months


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Of one proposal in each world (N,): the normal score of its strength, and its amounts."""

    strength: Floats
    cost_once_money: Floats
    cost_per_year_money: Floats
    wait_years: Floats


@dataclass(frozen=True, eq=False)
class Prospect:
    """Today's scenarios and I proposals in N worlds. ValueError for an unknown scenario or form,
    for two proposals of one key, or where a scenario's loss a year is infinite."""

    table: EventTable
    proposals: tuple[Proposal, ...]
    worlds: int = FREE_WORLDS

    def __post_init__(self) -> None:
        if len(self.places) < len(self.proposals):
            raise ValueError("two proposals share a key")
        for sample in self.table.samples:
            if not sample.mean < np.inf:
                key = sample.scenario.key
                raise ValueError(f"{key} has no finite average: give its losses a cap")

    @cached_property
    def places(self) -> dict[str, int]:
        """Of the proposals, by key."""
        return {one.key: place for place, one in enumerate(self.proposals)}

    @cached_property
    def loss_per_year_money(self) -> Floats:
        """(S, N) as things stand."""
        return np.array([self._average(sample) for sample in self.table.samples])

    @cached_property
    def draws(self) -> tuple[Draws, ...]:
        return tuple(self._draws(one) for one in self.proposals)

    @cached_property
    def effects(self) -> tuple[dict[int, Floats], ...]:
        """Of each proposal: the share of each scenario's expected loss that it avoids, at its
        three strengths (3,), by the scenario's place."""
        return tuple(dict(self._shares(one.effects)) for one in self.proposals)

    @property
    def middle_effects(self) -> Floats:
        """(I, S) at the middle of the strengths."""
        found = np.zeros((len(self.proposals), len(self.table.samples)))
        for place, effects in enumerate(self.effects):
            for scenario, ends in effects.items():
                found[place, scenario] = ends[1]
        return found

    def avoided_shares(self, place: int) -> Iterator[tuple[int, Floats]]:
        """Of one proposal: scenarios' places with the share that it avoids in each world (N,)."""
        strength = self.draws[place].strength
        for scenario, ends in self.effects[place].items():
            yield scenario, avoided_shares(ends[:, None], strength)

    def scores(self, proposal: Proposal) -> Floats:
        """(4, N) the normal scores of what a world draws of a proposal, in the order of `DRAWN`."""
        generator = stream(self.table.seed, Purpose.PROPOSALS, proposal.key)
        return hypercube(generator, len(DRAWN), self.worlds)

    def _draws(self, one: Proposal) -> Draws:
        strength, *rest = self.scores(one)
        once, yearly, months = (
            amounts(estimate, z) for estimate, z in zip(one.amounts, rest, strict=True)
        )
        return Draws(strength, once, yearly, months / MONTHS_PER_YEAR)

    def _average(self, sample: Sample) -> Floats:
        worlds = draw_worlds(sample.scenario, self.table.seed, self.worlds)
        return worlds.changed_average(sample.change.kept, sample.change.factors(sample.scenario))

    def _shares(self, effects: Effects) -> Iterator[tuple[int, Floats]]:
        for key in sorted(effects.scenarios):
            place = self.table.place_of(key)
            sample = self.table.samples[place]
            yield place, np.array([_share(sample, changes.get(key)) for changes in effects.ends])


def _share(sample: Sample, change: Change | None) -> float:
    """Of a scenario's expected loss, that a change avoids."""
    if change is None or not sample.mean > 0:
        return 0.0
    change.check(sample.scenario)
    return 1 - mean_annual_loss(sample.scenario, sample.change.then(change)) / sample.mean
