"""What a table tells, as plain frozen values: money in the client's currency, chances a year.

Bands are doubt: they hold the figure in 90 of 100 worlds. Errors are the simulation's: one
standard error, which more worlds and years would shrink.
"""

from dataclasses import dataclass
from typing import Literal

from quarterdeck.engine.verdicts import Band, Standing

Basis = Literal["year", "event"]


@dataclass(frozen=True, slots=True)
class TolerancePoint:
    """At most `chance` a year that a year's losses, or its largest event, are above `loss`."""

    loss: float
    chance: float
    basis: Basis = "year"
    after_insurance: bool = True

    def __post_init__(self) -> None:
        if not self.loss >= 0 or not 0 <= self.chance <= 1:
            raise ValueError("a tolerance is a loss of at least zero and a chance between 0 and 1")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, its standard error from simulation, and its band of doubt, in one unit."""

    value: float
    error: float
    band: Band


@dataclass(frozen=True, slots=True)
class Curve:
    """Chance that a year is above each loss, with error and band; rising losses."""

    losses: tuple[float, ...]
    chance: tuple[float, ...]
    error: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Quantile:
    """The loss that 1 in `one_in` years is above; `beyond` is the mean of those years (TVaR), its
    band that of each world's own worst years; inf when the mean is infinite."""

    one_in: int
    loss: Figure
    beyond: Figure


@dataclass(frozen=True, slots=True)
class Side:
    """All figures before, or all after, insurance.

    `average` is the loss a year, exact before insurance and inf when infinite; `simulated` what
    the simulated years averaged. `some_loss` and `no_loss` are chances in a year.
    """

    average: Figure
    simulated: float
    no_loss: Figure
    some_loss: Figure
    aep: Curve
    oep: Curve
    quantiles: tuple[Quantile, ...]
    event_quantiles: tuple[Quantile, ...]


@dataclass(frozen=True, slots=True)
class ScenarioShare:
    """A scenario's loss a year before insurance (exact), its share of the whole, and its share of
    what the worst 1 in 100 years cost; None where the whole is infinite or nothing."""

    key: str
    mean: float
    of_mean: float | None
    of_tail: float | None


@dataclass(frozen=True, slots=True)
class PointResult:
    """A tolerance point against the table.

    `confidence` is the share of worlds within it; `beyond` the mean money a year above the limit,
    `parts` each scenario's part of that by key, in the table's order (None and empty in a report
    without parts).
    """

    point: TolerancePoint
    chance: Figure
    confidence: float
    standing: Standing
    beyond: float | None
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Chance of an event above `threshold`, before insurance, within one and three years."""

    threshold: float
    one_year: Figure
    three_years: Figure


@dataclass(frozen=True, slots=True)
class Results:
    """All that the loss engine reports of one table; `net` without insurance is None."""

    seed: int
    worlds: int
    years: int
    gross: Side
    net: Side | None
    shares: tuple[ScenarioShare, ...]
    points: tuple[PointResult, ...]
    material: Material | None
