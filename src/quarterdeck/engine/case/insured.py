"""What insurance recovers of one scenario, and what part of its premium that is."""

from dataclasses import replace
from math import inf

import numpy as np

from quarterdeck.engine.case.outlook import Scene
from quarterdeck.engine.case.prospect import Prospect
from quarterdeck.engine.case.spreads import Sum
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.engine.loss.insurance import net
from quarterdeck.engine.loss.scenario import Insurance
from quarterdeck.engine.loss.streams import Purpose, hypercube, stream
from quarterdeck.engine.loss.worlds import amounts, draw_worlds


def recovered(scene: Scene, prospect: Prospect, policy: Insurance, place: int) -> Sum:
    """Money a year: the expected layer in each world, less what the aggregate has taken of it in
    the simulated years."""
    sample, top = scene.table.samples[place], policy.retention + policy.limit
    drawn = draw_worlds(sample.scenario, scene.table.seed, prospect.worlds)
    worlds = sample.change.of_worlds(sample.scenario, drawn)
    layer = worlds.limited_average(top) - worlds.limited_average(policy.retention)
    paid, endless = (
        float(net(scene.table, each).paid(place).sum())
        for each in (policy, replace(policy, aggregate=inf))
    )
    money = np.asarray(policy.share * layer * (paid / endless if endless > 0 else 1.0))
    return Sum(float(money.mean()), money)


def premium_of(
    scene: Scene, prospect: Prospect, policy: Insurance, place: int, premium: Estimate | None
) -> Sum | None:
    """Of a whole policy's premium a year, the part that the scenario has in what it recovers; None
    where the premium is not known."""
    if premium is None:
        return None
    netted = net(scene.table, policy)
    whole = float(netted.annual_paid.sum())
    part = float(netted.paid(place).sum()) / whole if whole > 0 else 0.0
    generator = stream(scene.table.seed, Purpose.PROPOSALS, "premium")
    (scores,) = hypercube(generator, 1, prospect.worlds)
    return Sum(part * mean(premium), part * amounts(premium, scores))
