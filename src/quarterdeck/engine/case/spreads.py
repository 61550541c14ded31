"""A figure with its range: what 90 of 100 worlds hold."""

from dataclasses import dataclass

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.figures import ends_of
from quarterdeck.engine.verdicts import Band


@dataclass(frozen=True, slots=True)
class Spread:
    """`value` has every effect at its middle; 5 in 100 worlds lie below `low`, 5 above `high`."""

    value: float
    low: float
    high: float

    @property
    def band(self) -> Band:
        return Band(self.low, self.high)


def spread_of(value: float, worlds: Floats) -> Spread:
    """`worlds` (W,), in the unit of the value."""
    low, high = ends_of(worlds)
    return Spread(float(value), float(low), float(high))


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """`value` at means and middles, and in each of some worlds (N,)."""

    value: float
    worlds: Floats

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.value + other.value, self.worlds + other.worlds)

    def __sub__(self, other: "Sum") -> "Sum":
        return Sum(self.value - other.value, self.worlds - other.worlds)

    @property
    def spread(self) -> Spread:
        return spread_of(self.value, self.worlds)
