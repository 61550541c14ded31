"""Money in and out of one initiative begun today, and what follows from it."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np

from quarterdeck.engine.case.outlook import Scene
from quarterdeck.engine.case.prospect import MONTHS_PER_YEAR, Proposal, Prospect
from quarterdeck.engine.case.worth import Terms
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.engine.loss.simulation import what_if


@dataclass(frozen=True)
class Flows:
    """In each world (N,), or in one."""

    terms: Terms
    avoided_per_year_money: Floats
    cost_once_money: Floats
    cost_per_year_money: Floats
    ready_years: Floats

    @cached_property
    def avoided_money(self) -> Floats:
        return self.avoided_per_year_money * self.terms.flow(self.ready_years)

    @cached_property
    def cost_money(self) -> Floats:
        whole = self.terms.flow(np.zeros(1))
        return self.cost_once_money + self.cost_per_year_money * whole

    @property
    def worth_money(self) -> Floats:
        return self.avoided_money - self.cost_money

    @property
    def payback_years(self) -> Floats:
        """From today until avoided losses have repaid all that it cost so far, undiscounted."""
        gain = self.avoided_per_year_money - self.cost_per_year_money
        sunk = self.cost_once_money + self.cost_per_year_money * self.ready_years
        with np.errstate(divide="ignore", invalid="ignore"):
            years = np.where(gain > 0, self.ready_years + sunk / gain, np.inf)
        return np.where(sunk > 0, years, self.ready_years)

    @property
    def cost_per_money_avoided(self) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = self.cost_money / self.avoided_money
        return np.where(self.avoided_money > 0, ratio, np.inf)

    @property
    def break_even_per_year_money(self) -> Floats:
        """Avoided a year, once in force, at which the worth is zero."""
        flow = self.terms.flow(self.ready_years)
        return np.where(flow > 0, self.cost_money / np.where(flow > 0, flow, 1.0), np.inf)


def middle_flows(prospect: Prospect, place: int, terms: Terms) -> Flows:
    """In one world: mean losses, costs and months, effects at their middle."""
    one, samples = prospect.proposals[place], prospect.table.samples
    avoided = sum(samples[s].mean * ends[1] for s, ends in prospect.effects[place].items())
    once, yearly, months = (np.array([mean(estimate)]) for estimate in one.amounts)
    return Flows(terms, np.array([avoided], dtype=float), once, yearly, months / MONTHS_PER_YEAR)


def flows(prospect: Prospect, place: int, terms: Terms) -> Flows:
    """Of one proposal alone, in the prospect's worlds."""
    drawn, avoided = prospect.draws[place], np.zeros(prospect.worlds)
    for scenario, share in prospect.avoided_shares(place):
        avoided += prospect.loss_per_year_money[scenario] * share
    return Flows(terms, avoided, drawn.cost_once_money, drawn.cost_per_year_money, drawn.wait_years)


def seen_to_pay(scene: Scene, one: Proposal, middle: Flows) -> float:
    """Share of runs of simulated years in which the losses avoided come to what it costs."""
    terms, table = middle.terms, scene.table
    changes = one.effects.middle
    spared = table.sums.annual - (what_if(table, changes) if changes else table).sums.annual
    run = min(ceil(terms.years), len(spared))
    begins = np.arange(run, dtype=float)
    weights = terms.flow(np.maximum(begins, middle.ready_years), begins + 1)
    runs = spared[: len(spared) // run * run].reshape(-1, run)
    return float(np.mean(runs @ weights >= middle.cost_money))
