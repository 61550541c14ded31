"""What it would be worth to know before deciding: the value of information.

Options are today and some plans, each with its worth in every world. Knowing everything is worth
E[max worth] − max E[worth]. Knowing one thing is worth E[max f] − max E[f], where f is each
option's worth as the thing tells it: its regression on Hermite polynomials of the thing's normal
score to the third degree (Strong, Oakley and Brennan, Medical Decision Making, 2014, with other
curves). Regressions on nothing come out above zero too: the mean of ten is taken off.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from quarterdeck.engine.case.flows import flows
from quarterdeck.engine.case.prospect import DRAWN, Prospect
from quarterdeck.engine.case.worth import Terms
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.streams import Purpose, hypercube, stream
from quarterdeck.engine.loss.worlds import inputs, scores

TODAY = "today"
PERMUTATIONS = 10
LEAST = 0.01  # of the worth of knowing everything: what is below is not told
SOME, MUCH = 0.05, 0.2  # of the same; judgement of the project
Matters = Literal["much", "some", "little"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """One assumption: of a scenario (its rate, a form's size or chance) or of a proposal (its
    strength, a cost, its months). `worth_money` is the most that knowing it exactly is worth;
    a measurement that leaves doubt is worth less. Orders within one word of `matters` are noise.
    """

    of: Literal["scenario", "proposal"]
    key: str
    what: str
    worth_money: float
    of_everything: float

    @property
    def matters(self) -> Matters:
        if self.of_everything >= MUCH:
            return "much"
        return "some" if self.of_everything >= SOME else "little"


@dataclass(frozen=True, slots=True)
class Information:
    """`decided` is the best option as things stand; `unknowns` fall in worth, which does not add
    up: two things may be worth knowing only together."""

    decided: str
    everything_money: float
    unknowns: tuple[Unknown, ...]


def information(prospect: Prospect, worths_money: Mapping[str, Floats]) -> Information:
    """Before choosing between today and these options, by name: worth (N,) in the prospect's
    worlds. Raises ValueError without options, or where one is named today."""
    if not worths_money or TODAY in worths_money:
        raise ValueError("name at least one option beside today")
    names = (TODAY, *worths_money)
    worths = np.stack([np.zeros(prospect.worlds), *worths_money.values()])
    everything = _gain(worths)
    noise = float(np.mean([known(row, worths) for row in _nothing(prospect)]))
    told = []
    for of, key, what, score in _unknowns(prospect):
        worth = max(known(score, worths) - noise, 0.0)
        if worth >= LEAST * everything > 0:
            told.append(Unknown(of, key, what, worth, min(worth / everything, 1.0)))
    told.sort(key=lambda one: -one.worth_money)
    return Information(names[int(np.argmax(worths.mean(axis=1)))], everything, tuple(told))


def worth_alone(prospect: Prospect, key: str, terms: Terms | None = None) -> Floats:
    """(N,) of one proposal begun today, as in its case: an option to decide about by itself."""
    return flows(prospect, prospect.places[key], terms or Terms()).worth_money


def known(score: Floats, worths: Floats) -> float:
    """What knowing a thing of this normal score (N,) is worth between options of worths (K, N),
    with the noise of the regression in it."""
    curves = np.stack([np.ones_like(score), score, score**2 - 1, score**3 - 3 * score])
    weights = np.linalg.solve(_over_worlds(curves, curves), _over_worlds(curves, worths))
    return _gain(np.einsum("ck,cn->kn", weights, curves))


def _gain(worths: Floats) -> float:
    """From choosing in each world, over choosing once."""
    return max(float(worths.max(axis=0).mean() - worths.mean(axis=1).max()), 0.0)


def _over_worlds(one: Floats, other: Floats) -> Floats:
    """Their products, on one core, the same bits however many are free."""
    return np.asarray(np.einsum("an,bn->ab", one, other))


def _nothing(prospect: Prospect) -> Floats:
    generator = stream(prospect.table.seed, Purpose.PROPOSALS, "unrelated")
    return hypercube(generator, PERMUTATIONS, prospect.worlds)


def _unknowns(
    prospect: Prospect,
) -> Iterator[tuple[Literal["scenario", "proposal"], str, str, Floats]]:
    """What is in doubt and could bear on the worth of a proposal, with normal scores."""
    touched = {place for effects in prospect.effects for place in effects}
    for place in sorted(touched):
        scenario = prospect.table.samples[place].scenario
        rows = scores(scenario, prospect.table.seed, prospect.worlds)
        for (what, estimate), row in zip(inputs(scenario), rows, strict=True):
            if not estimate.known:
                yield "scenario", scenario.key, what, row
    for place, one in enumerate(prospect.proposals):
        sure = all(ends[0] == ends[2] for ends in prospect.effects[place].values())
        doubtful = (not sure, *(not estimate.known for estimate in one.amounts))
        for what, doubt, row in zip(DRAWN, doubtful, prospect.scores(one), strict=True):
            if doubt:
                yield "proposal", one.key, what, row
