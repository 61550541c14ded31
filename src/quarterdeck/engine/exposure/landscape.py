"""Rows on hosts before scenarios: what findings on systems and gaps in obligations have in common.

All later arithmetic (reference, exposure, shares, savings) works on this and knows no more.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quarterdeck.engine.exposure.chances import hazard
from quarterdeck.engine.exposure.effects import COLUMN, NEEDS, feeds
from quarterdeck.engine.exposure.inputs import Edges, Reach, Systems, Weaknesses
from quarterdeck.engine.exposure.parameters import PARAMETERS, Parameters
from quarterdeck.engine.exposure.paths import Onward, onward
from quarterdeck.engine.exposure.stakes import Stakes
from quarterdeck.engine.loss.arrays import Flags, Floats, Integers


@dataclass(frozen=True, eq=False)
class Landscape:
    """N rows on A hosts before S scenarios, and K columns of hazards (`effects.NEEDS`).

    `host` (N,) and `hazard` η (N,) of each row; `effect` (N, 3); `door` r·c (A,) how far each host
    can be got at; `unseen` (A, K) hazards assumed where nobody looked; `onward` m (S, A);
    `damping` the k of the response.
    """

    host: Integers
    hazard: Floats
    effect: Floats
    door: Floats
    hazards: Floats
    unseen: Floats
    onward: Onward
    stakes: Stakes
    damping: float

    @cached_property
    def column(self) -> Integers:
        """The column of hazards that each scenario feeds on (S,)."""
        return np.array([COLUMN[kind] for kind in self.stakes.kinds], dtype=np.int32)

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Those that any scenario feeds on."""
        return tuple(int(k) for k in np.unique(self.column))

    def fed(self, column: int) -> Floats:
        """η_k = f_k·η of each row (N,)."""
        return self.hazard * feeds(self.effect, column)

    @cached_property
    def chances(self) -> Floats:
        """p (A, K): chance a year that a host is broken into."""
        return np.asarray(self.door[:, None] * -np.expm1(-self.hazards))

    @cached_property
    def exposure(self) -> Floats:
        """X (S,): what opens the way to each scenario."""
        chances = self.chances.T[self.column]
        return np.asarray(np.einsum("sa,sa->s", self.onward.trust, chances))


def landscape(
    systems: Systems,
    edges: Edges,
    weaknesses: Weaknesses,
    stakes: Stakes,
    parameters: Parameters = PARAMETERS,
) -> Landscape:
    """Findings on systems. IndexError where a place names no system."""
    eta = hazard(weaknesses, parameters)
    seen = hazards_by_host(weaknesses.system, eta, weaknesses.effect, len(systems))
    unseen = _unseen(systems, seen)
    return Landscape(
        host=weaknesses.system,
        hazard=eta,
        effect=weaknesses.effect,
        door=_reach(systems, parameters) * systems.left_by_controls,
        hazards=seen + unseen,
        unseen=unseen,
        onward=onward(systems, edges, stakes, parameters),
        stakes=stakes,
        damping=parameters.damping,
    )


def _reach(systems: Systems, parameters: Parameters) -> Floats:
    by_code = [getattr(parameters, f"reach_{reach.name.lower()}") for reach in Reach]
    return np.array(by_code)[systems.reach]


def hazards_by_host(host: Integers, eta: Floats, effect: Floats, hosts: int) -> Floats:
    """Sums of f_k·η over the rows of each host (A, K)."""
    columns = [
        np.bincount(host, weights=eta * feeds(effect, column), minlength=hosts)
        for column in range(len(NEEDS))
    ]
    return np.stack(columns, axis=1).astype(float)


def _unseen(systems: Systems, seen: Floats) -> Floats:
    """Up to the median of what scans found in the same zone, where no scan looked."""
    known = systems.scanned & systems.in_inventory
    unseen = np.zeros_like(seen)
    for zone in np.unique(systems.zone[~systems.scanned]):
        here = systems.zone == zone
        like = here & known if np.any(here & known) else known
        blind = here & ~systems.scanned
        unseen[blind] = np.maximum(_median(seen, like) - seen[blind], 0.0)
    return unseen


def _median(seen: Floats, among: Flags) -> Floats:
    return np.median(seen[among], axis=0) if among.any() else np.zeros(seen.shape[1])
