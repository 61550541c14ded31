"""The scenarios' money shared out among what opens the way to them: the cost of leaving it.

The share of row v on host a is (η_v/H_a)·Σ_s C_s·g(z_s)·m_as·p_a/X_s, summed over the columns of
hazards: v is so much of what is wrong with its host, which is so much of what opens the door to
that loss. Shares add up to Σ C·g(z) over linked scenarios. Only shares rank.
"""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.exposure import Exposure
from quarterdeck.engine.loss.arrays import Floats


@dataclass(frozen=True, eq=False)
class Shares:
    """Money a year: `rows` (N,) of findings or gaps, `unseen` (A,) of hosts nobody looked at."""

    rows: Floats
    unseen: Floats

    @property
    def total(self) -> float:
        return float(self.rows.sum() + self.unseen.sum())


def shares(exposure: Exposure, money: Floats | None = None) -> Shares:
    """Shares of the scenarios' `money` (S,), by default C.

    For the order by tolerance give `beyond_limit`.
    """
    landscape = exposure.landscape
    worth = worth_of_hazard(exposure, money)
    rows = np.zeros(len(landscape.host))
    unseen = np.zeros(len(landscape.door))
    for column in landscape.columns:
        rows += landscape.fed(column) * worth[landscape.host, column]
        unseen += landscape.unseen[:, column] * worth[:, column]
    return Shares(rows, unseen)


def beyond_limit(exposure: Exposure, excess: Floats) -> Floats:
    """The part of the mean loss beyond the board's limit (S,) that begins with a weakness."""
    return excess * exposure.landscape.stakes.by_weakness


def worth_of_hazard(exposure: Exposure, money: Floats | None = None) -> Floats:
    """Money a year for each unit of hazard on a host, by column (A, K): p/H·Σ C·g·m/X."""
    landscape = exposure.landscape
    per_door = money_per_exposure(exposure, money)
    worth = np.zeros_like(landscape.hazards)
    for column in landscape.columns:
        fed = landscape.column == column
        worth[:, column] = per_door[fed] @ landscape.onward.trust[fed]
    some = landscape.hazards > 0
    worth *= np.divide(
        landscape.chances, landscape.hazards, where=some, out=np.zeros_like(landscape.hazards)
    )
    return worth


def money_per_exposure(exposure: Exposure, money: Floats | None = None) -> Floats:
    """C·g(z)/X = C·(1 + k)/(k·X_ref + X) of each scenario (S,), 0 where not linked."""
    landscape, level = exposure.landscape, exposure.level
    shared = landscape.stakes.money if money is None else money
    bottom = landscape.damping * level + landscape.exposure
    return np.where(
        exposure.linked,
        shared * (1 + landscape.damping) / np.where(exposure.linked, bottom, 1.0),
        0.0,
    )
