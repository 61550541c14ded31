"""An estimate: a 90% interval with its source, and the law that the interval sets.

Amounts (money, rates, durations) are lognormal, chances logit-normal. μ is the middle of the
transformed ends and σ their distance over 2·1.6449, so that 5 in 100 draws fall below `low` and
5 in 100 above `high`. A most likely value is kept and shown; the interval alone sets the law.
"""

from dataclasses import dataclass
from math import exp, inf, isfinite, log
from typing import Literal, NamedTuple

JUDGEMENT = "judgement of the project"
Unit = Literal["amount", "chance"]
Z95 = 1.6448536269514722


class Law(NamedTuple):
    """Mean and deviation of the normal behind an estimate, after log or logit."""

    mu: float
    sigma: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """From `low` (5th percentile) to `high` (95th), in the unit of its field.

    Raises ValueError for ends that are not finite, not in order, not positive, or (a chance)
    not between 0 and 1. Equal ends are a value that is known.
    """

    low: float
    high: float
    kind: Unit = "amount"
    likely: float | None = None
    source: str = JUDGEMENT

    def __post_init__(self) -> None:
        if not (isfinite(self.low) and isfinite(self.high)):
            raise ValueError("an estimate needs two finite ends")
        if self.low > self.high:
            raise ValueError(f"an estimate runs from low to high, not {self.low} to {self.high}")
        if self.known:
            top = 1.0 if self.kind == "chance" else inf
            if not 0 <= self.low <= top:
                raise ValueError(f"{self.low} is no {self.kind}")
        elif self.low <= 0 or (self.kind == "chance" and self.high >= 1):
            raise ValueError(f"{self.low} to {self.high} is no range of a {self.kind}")

    @property
    def known(self) -> bool:
        return self.low == self.high

    @property
    def warns(self) -> str:
        """What is odd about the most likely value; "" when nothing is."""
        if self.likely is None or self.low <= self.likely <= self.high:
            return ""
        return f"the most likely value {self.likely:g} lies outside {self.low:g} to {self.high:g}"

    @property
    def law(self) -> Law:
        """The normal law behind it. Not to be asked of a known value of 0, or a chance of 1."""
        low, high = (log(self.low), log(self.high)) if self.kind == "amount" else (
            log(self.low / (1 - self.low)), log(self.high / (1 - self.high)))  # fmt: skip
        return Law((low + high) / 2, (high - low) / (2 * Z95))

    @property
    def median(self) -> float:
        if self.known:
            return self.low
        middle = exp(self.law.mu)
        return middle if self.kind == "amount" else middle / (1 + middle)


def exactly(value: float, kind: Unit = "amount", source: str = "") -> Estimate:
    """A value that is known."""
    return Estimate(value, value, kind, source=source)
