"""Random firms of any size: systems in zones, edges, findings, scenarios and obligations.

EPSS scores follow a lognormal law with the median and the 95th percentile of FIRST's scores of
2026-08-16 (0.007 and 0.095).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quarterdeck.engine.exposure import (
    EdgeKind,
    Edges,
    Gaps,
    Obligations,
    Parameters,
    Stakes,
    Systems,
    Weaknesses,
    landscape,
)
from quarterdeck.engine.exposure.landscape import Landscape
from quarterdeck.engine.exposure.parameters import PARAMETERS
from quarterdeck.engine.loss.scenario import Kind

KINDS = (Kind.THEFT, Kind.FRAUD, Kind.OUTAGE, Kind.EXTORTION)
REACHES = (0, 1, 2, 3)
REACHED = (0.05, 0.75, 0.08, 0.12)
ZONES = 8
EFFECTS = np.array([(1, 1, 1), (1, 0, 0), (0.4, 0.4, 0), (0, 0, 1), (0.4, 0.4, 0.4), (1, 1, 0)])


@dataclass(frozen=True, eq=False)
class Firm:
    """The inputs of exposure, and a severity score (0 to 10) for each finding."""

    systems: Systems
    edges: Edges
    weaknesses: Weaknesses
    stakes: Stakes
    severity: npt.NDArray[np.float64]
    obligations: Obligations
    gaps: Gaps

    def landscape(self, parameters: Parameters = PARAMETERS) -> Landscape:
        return landscape(self.systems, self.edges, self.weaknesses, self.stakes, parameters)


def firm(
    seed: int, systems: int = 60, findings: int = 5_000, scenarios: int = 12, fixes: int = 0
) -> Firm:
    """The same for the same seed; one fix a ten findings unless `fixes` says how many."""
    dice = np.random.default_rng(seed)
    count = fixes or max(1, findings // 10)
    weaknesses = Weaknesses.of(
        system=dice.integers(systems, size=findings),
        chance=epss(dice, findings),
        known_exploited=dice.random(findings) < 0.01,
        effect=EFFECTS[dice.integers(len(EFFECTS), size=findings)],
        fix=dice.integers(-1, count, size=findings),
    )
    severity = np.round(dice.uniform(0, 10, findings), 1)
    loss = dice.lognormal(11.5, 1.2, scenarios)
    targets = [dice.choice(systems, size=dice.integers(1, 4)) for _ in range(scenarios)]
    stakes = Stakes.of(
        keys=[f"scenario {number}" for number in range(scenarios)],
        kinds=[KINDS[number % len(KINDS)] for number in range(scenarios)],
        targets=[[int(t) for t in chosen] for chosen in targets],
        yearly_loss=loss,
        by_weakness=dice.uniform(0.3, 0.9, scenarios),
    )
    return Firm(
        _systems(dice, systems),
        _edges(dice, systems),
        weaknesses,
        stakes,
        severity,
        Obligations.of([f"obligation {n}" for n in range(4)], dice.lognormal(10.5, 1, 4)),
        Gaps.of(dice.integers(4, size=12), dice.random(12) < 0.5, dice.uniform(0.5, 2, 12)),
    )


def epss(dice: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    return np.minimum(0.007 * np.exp(1.585 * dice.standard_normal(count)), 0.97)


def _systems(dice: np.random.Generator, count: int) -> Systems:
    return Systems(
        reach=dice.choice(REACHES, size=count, p=REACHED).astype(np.int32),
        zone=dice.integers(ZONES, size=count).astype(np.int32),
        left_by_controls=dice.choice((1.0, 0.6, 0.3), size=count),
        scanned=dice.random(count) < 0.9,
        in_inventory=dice.random(count) < 0.95,
    )


def _edges(dice: np.random.Generator, count: int) -> Edges:
    number = 3 * count
    kinds = (EdgeKind.DEPENDS_ON, EdgeKind.HOLDS_CREDENTIALS_FOR)
    return Edges(
        source=dice.integers(count, size=number).astype(np.int32),
        target=dice.integers(count, size=number).astype(np.int32),
        kind=dice.choice(kinds, size=number).astype(np.int32),
        trust=np.where(dice.random(number) < 0.2, dice.uniform(0.05, 1, number), np.nan),
    )
