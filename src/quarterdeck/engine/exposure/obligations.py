"""Gaps in obligations by the arithmetic of findings: an obligation stands for a system.

Each obligation has an enforcement scenario (a look, breach or complaint × penalty and contract
loss). Its hazard is the weight of what is not met, or not proven; all of its money begins with a
gap (w = 1), and obligations have a ξ of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quarterdeck.engine.exposure.effects import NEEDS
from quarterdeck.engine.exposure.inputs import parts_of
from quarterdeck.engine.exposure.landscape import Landscape, hazards_by_host
from quarterdeck.engine.exposure.parameters import PARAMETERS, Parameters
from quarterdeck.engine.exposure.paths import NOWHERE, Arcs, Onward
from quarterdeck.engine.exposure.stakes import Stakes
from quarterdeck.engine.loss.arrays import Flags, Floats, Integers
from quarterdeck.engine.loss.scenario import Kind


@dataclass(frozen=True, eq=False)
class Obligations:
    """O obligations: keys of their enforcement scenarios, money a year, and the chance that
    someone looks where the rate of that scenario does not hold it already (else 1)."""

    keys: tuple[str, ...]
    yearly_loss: Floats
    looked_at: Floats

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of(
        cls, keys: Sequence[str], yearly_loss: npt.ArrayLike, looked_at: npt.ArrayLike = 1.0
    ) -> "Obligations":
        stakes = Stakes.of(keys, (Kind.ENFORCEMENT,) * len(keys), ((),) * len(keys), yearly_loss)
        looks = parts_of(looked_at, len(keys), "the chance that someone looks")
        return cls(tuple(keys), stakes.yearly_loss, looks)


@dataclass(frozen=True, eq=False)
class Gaps:
    """G requirements not met or not proven: the place of the obligation, and the weight."""

    obligation: Integers
    met: Flags
    weight: Floats

    def __len__(self) -> int:
        return len(self.obligation)

    @classmethod
    def of(
        cls, obligation: npt.ArrayLike, met: npt.ArrayLike, weight: npt.ArrayLike = 1.0
    ) -> "Gaps":
        """`met` False: not met; True: said to be met, and not proven."""
        place = np.asarray(obligation, dtype=np.int32).reshape(-1)
        weights = np.broadcast_to(np.asarray(weight, dtype=float), len(place))
        if not np.all(weights >= 0):
            raise ValueError("the weight of a requirement is at least zero")
        return cls(place, np.broadcast_to(np.asarray(met, dtype=bool), len(place)), weights)


def obligation_landscape(
    obligations: Obligations, gaps: Gaps, parameters: Parameters = PARAMETERS
) -> Landscape:
    """Gaps in obligations, each obligation before its own enforcement scenario."""
    count = len(obligations)
    nothing = np.zeros(0, dtype=np.int32)
    hazard = gaps.weight * np.where(gaps.met, parameters.not_proven, 1.0)
    effect = np.ones((len(gaps), 3))
    no_arcs = Arcs(nothing, nothing, np.zeros(0), nothing)
    return Landscape(
        host=gaps.obligation,
        hazard=hazard,
        effect=effect,
        door=obligations.looked_at,
        hazards=hazards_by_host(gaps.obligation, hazard, effect, count),
        unseen=np.zeros((count, len(NEEDS))),
        onward=Onward(np.eye(count), np.full((count, count), NOWHERE), (no_arcs,) * count),
        stakes=Stakes.of(
            obligations.keys,
            (Kind.ENFORCEMENT,) * count,
            tuple((place,) for place in range(count)),
            obligations.yearly_loss,
        ),
        damping=parameters.damping,
    )
