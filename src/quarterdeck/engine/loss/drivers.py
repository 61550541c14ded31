"""Which assumptions drive the spread of an answer.

An assumption's share is the squared correlation between its normal score in each world and the
normal score of the answer's rank there: the part of the spread that it explains alone, to first
order. Inputs are independent, so that shares add up to at most about one; the rest is interplay.
Shares that chance alone reaches in 1 case of 1,000 are left out.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.insurance import net
from quarterdeck.engine.loss.results import TolerancePoint
from quarterdeck.engine.loss.scenario import Insurance
from quarterdeck.engine.loss.table import EventTable
from quarterdeck.engine.loss.view import View
from quarterdeck.engine.loss.worlds import draw_worlds, inputs, scores

FREE_WORLDS = 4096  # worlds without events, for the average
CHANCE_ALONE = 10.83  # squared correlation × worlds, passed by 1 in 1,000 unrelated inputs


@dataclass(frozen=True, slots=True)
class Driver:
    """`what` is "rate", or a form of loss with "size" or "chance"; `share` is of the spread."""

    key: str
    what: str
    share: float


def drivers(
    table: EventTable,
    point: TolerancePoint | None = None,
    insurance: Insurance | None = None,
) -> tuple[Driver, ...]:
    """What the spread of the loss a year rests on, or of the chance at a tolerance point; most
    first. Empty where nothing is in doubt."""
    if point is None:
        worlds, answer = FREE_WORLDS, _averages(table)
    else:
        worlds, answer = table.worlds, _chances(table, point, insurance)
    if np.ptp(answer) == 0:
        return ()
    score = ndtri((answer.argsort(kind="stable").argsort() + 0.5) / worlds)
    found = [
        Driver(scenario.key, what, float(np.corrcoef(row, score)[0, 1] ** 2))
        for scenario in table.scenarios
        for (what, estimate), row in zip(
            inputs(scenario), scores(scenario, table.seed, worlds), strict=True
        )
        if not estimate.known
    ]
    told = (driver for driver in found if driver.share * worlds > CHANCE_ALONE)
    return tuple(sorted(told, key=lambda driver: -driver.share))


def _averages(table: EventTable) -> Floats:
    total = np.zeros(FREE_WORLDS)
    for sample in table.samples:
        worlds = draw_worlds(sample.scenario, table.seed, FREE_WORLDS)
        total += sample.change.of_worlds(sample.scenario, worlds).average
    return total


def _chances(table: EventTable, point: TolerancePoint, insurance: Insurance | None) -> Floats:
    covered = net(table, insurance) if insurance and point.after_insurance else None
    return View(table, covered).chances(np.array([point.loss]), point.basis).ravel()
