"""The pairs of scenario and period that a plan can act on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers, Positions
from quarterdeck.engine.plan.initiatives import Choices


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Each (P,). `least` is what the weakest initiative adds to Y there, `most` what all add."""

    scenario: Positions
    period: Positions
    loss_money: Floats
    least: Floats
    most: Floats
    untouched_money: float
    """The loss that nothing acts on."""

    @property
    def count(self) -> int:
        return len(self.scenario)

    def added(self, choices: Choices, starts: Integers) -> Floats:
        """Y (P,) of a plan."""
        added = choices.effect_log.T @ choices.in_force(starts).astype(float)
        return np.asarray(added[self.scenario, self.period])

    def terms(self, choices: Choices) -> Iterator[list[tuple[int, float]]]:
        """Of each Y: the columns of W (I·T) and what they add."""
        periods, log = choices.size[2], choices.effect_log
        for scenario, period in zip(self.scenario, self.period, strict=True):
            acts = np.flatnonzero((log[:, scenario] > 0) & (choices.duration_periods <= period))
            columns = acts * periods + period - choices.duration_periods[acts]
            yield list(zip(columns.tolist(), log[acts, scenario].tolist(), strict=True))


def pairs_of(choices: Choices) -> Pairs:
    begun = np.arange(choices.size[2]) >= choices.duration_periods[:, None]
    log = choices.effect_log
    most = log.T @ begun.astype(float)
    scenario, period = np.nonzero((most > 0) & (choices.loss_money > 0))
    steps = np.where(begun[:, period] & (log[:, scenario] > 0), log[:, scenario], np.inf)
    loss = choices.loss_money[scenario, period]
    untouched = max(float(choices.loss_money.sum() - loss.sum()), 0.0)
    least = steps.min(axis=0, initial=np.inf)
    return Pairs(scenario, period, loss, least, most[scenario, period], untouched)
