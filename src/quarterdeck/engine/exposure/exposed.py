"""Today against the reference: what exposure makes of each scenario's rate."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quarterdeck.engine.exposure.landscape import Landscape
from quarterdeck.engine.exposure.reference import Reference, respond
from quarterdeck.engine.loss.arrays import Flags, Floats


@dataclass(frozen=True, eq=False)
class Exposure:
    """A landscape before its levels X_ref (S,)."""

    landscape: Landscape
    level: Floats

    @property
    def linked(self) -> Flags:
        """Scenarios whose rate follows exposure (S,)."""
        return self.level > 0

    @cached_property
    def ratio(self) -> Floats:
        """z (S,): exposure today over the reference day's usual; 1 where not linked."""
        bottom = np.where(self.linked, self.level, 1.0)
        return np.where(self.linked, self.landscape.exposure / bottom, 1.0)

    @cached_property
    def response(self) -> Floats:
        """g(z) (S,)."""
        return respond(self.landscape.exposure, self.level, self.landscape.damping)

    @property
    def rate_factor(self) -> Floats:
        """What the base rate of each scenario is multiplied by (S,): 1 − w + w·g(z)."""
        part = self.landscape.stakes.by_weakness
        return np.asarray(1 - part + part * self.response)

    @property
    def shared(self) -> float:
        """Money a year that rows share: Σ C·g(z) over linked scenarios."""
        return float(self.landscape.stakes.money[self.linked] @ self.response[self.linked])


def expose(landscape: Landscape, reference: Reference) -> Exposure:
    """Today's landscape against a frozen reference."""
    return Exposure(landscape, reference.levels(landscape))
