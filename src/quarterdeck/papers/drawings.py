"""The data of the charts, one value a kind. Losses in the axis's own unit, chances from 0 to 1."""

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Chance that a year costs more than `loss`, with the band that holds in 90 of 100 cases."""

    loss: float
    chance_per_year: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LimitPoint:
    """A point of tolerance: at most this chance of more than `loss`."""

    loss: float
    chance_per_year: float
    shape: Literal["within", "near", "beyond"]
    words: str


@dataclass(frozen=True, slots=True)
class Exceedance:
    """Loss exceedance curve with band, the board's points and up to three points in words.

    `unit` heads the money axis: "$ million". `log` draws the chance on a log axis (annex only).
    """

    curve: tuple[CurvePoint, ...]
    limits: tuple[LimitPoint, ...]
    words: tuple[tuple[float, float, str], ...]
    unit: str
    log: bool = False


@dataclass(frozen=True, slots=True)
class QuantileDots:
    """Twenty or fifty values of equal chance against a limit; years with no loss stay at zero."""

    values: tuple[float, ...]
    unit: str
    limit: float | None = None
    limit_words: str = ""


@dataclass(frozen=True, slots=True)
class RecoveryRow:
    """Hours promised and proven, drawn to scale and said in words: "two days", "six days".

    `proven` is None where no test has shown it, then `proof` says so. `seen` is when the test was
    and who watched; a phone leaves it to the table behind.
    """

    service: str
    promised: float
    proven: float | None
    promise: str
    proof: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Recovery:
    rows: tuple[RecoveryRow, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Named sums, the largest first; the one that is meant takes the accent."""

    rows: tuple[tuple[str, float, str], ...]
    unit: str
    meant: str = ""


@dataclass(frozen=True, slots=True)
class StripRow:
    name: str
    low: float
    middle: float
    high: float
    limit: float
    shape: Literal["within", "near", "beyond"]


@dataclass(frozen=True, slots=True)
class LimitStrips:
    """Range, middle and limit, a line each, on one axis."""

    rows: tuple[StripRow, ...]
    unit: str


Drawing: TypeAlias = Exceedance | QuantileDots | Recovery | Bars | LimitStrips
