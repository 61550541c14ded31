"""A figure with its 90% interval, its source, and how sure we are of it."""

from dataclasses import dataclass
from math import inf, sqrt
from typing import Literal

from quarterdeck.engine.estimates import JUDGEMENT, Estimate, Unit

Confidence = Literal["high", "moderate", "low"]


@dataclass(frozen=True)
class Figure:
    """From `low` to `high`. ValueError unless both are above zero, or equal, and in order."""

    low: float
    high: float
    source: str = JUDGEMENT
    confidence: Confidence = "low"

    def __post_init__(self) -> None:
        if not (0 < self.low <= self.high < inf or 0 == self.low == self.high):
            raise ValueError("low must lie above zero and high not below it")

    @property
    def middle(self) -> float:
        return sqrt(self.low * self.high)

    def amount(self, factor: float = 1.0) -> Estimate:
        return self._times(factor, "amount")

    @property
    def chance(self) -> Estimate:
        return self._times(1.0, "chance")

    def _times(self, factor: float, unit: Unit) -> Estimate:
        return Estimate(self.low * factor, self.high * factor, unit, source=self.source)


@dataclass(frozen=True)
class Chance(Figure):
    """A figure between 0 and 1."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.high >= 1:
            raise ValueError("high must lie below one, as a chance or a part does")


@dataclass(frozen=True)
class Known:
    """A single value that is not in doubt enough to draw."""

    value: float
    source: str = JUDGEMENT
    confidence: Confidence = "low"

    def __post_init__(self) -> None:
        if not 0 < self.value < inf:
            raise ValueError("value must lie above zero")


@dataclass(frozen=True)
class Publication:
    """Where a published figure stands, and what it says."""

    says: str
    publisher: str
    title: str
    year: str
    place: str = ""
