"""A small firm, its simulated years, and proposals of random effects on it."""

import numpy as np

from quarterdeck.engine.case import Effects, Proposal, Prospect, Scene
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss import Change, Insurance, TolerancePoint, simulate
from tests.engine.loss.firms import firm

POINTS = (
    TolerancePoint(4e5, 0.1),
    TolerancePoint(6e5, 0.05, "event", after_insurance=False),
)
COVER = Insurance(retention=1e5, limit=1e6, aggregate=2e6)


def table(seed=1, scenarios=6, worlds=100, years=60, **changed):
    return simulate(firm(seed, scenarios, **changed), seed=seed, worlds=worlds, years=years)


def scene(seed=1, **changed):
    return Scene(table(seed, **changed), POINTS, COVER)


def effects(low, middle, high, keys):
    return Effects(*({key: Change((end,)) for key in keys} for end in (low, middle, high)))


def proposals(seed, made, number=5):
    rng = np.random.default_rng(seed)
    keys = [scenario.key for scenario in made.scenarios]
    found = []
    for place in range(number):
        middle = rng.uniform(0.1, 0.8)
        acts = rng.choice(keys, rng.integers(1, 4), replace=False).tolist()
        cost = rng.lognormal(9, 0.7)
        found.append(
            Proposal(
                f"proposal-{place}",
                effects(middle / 2, middle, middle + (1 - middle) / 2, acts),
                Estimate(cost / 2, cost * 2), Estimate(cost / 8, cost / 2), Estimate(1, 9),
            )
        )  # fmt: skip
    return tuple(found)


def prospect(seed=1, made=None, worlds=2000, number=5):
    made = made or table(seed)
    return Prospect(made, proposals(seed, made, number), worlds)
