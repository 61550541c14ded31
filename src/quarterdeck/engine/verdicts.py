"""Where a figure stands against its limit, and how sure we are.

Likelihood and confidence have separate words: nothing here says how likely a thing is.
Thresholds and their reasons: docs/methods/verdicts.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Against a limit, from no trouble to most."""

    WITHIN = "within"
    UNPROVEN = "unproven"
    NEAR = "near"
    BEYOND = "beyond"


class Proof(StrEnum):
    """Who says so, from weakest to strongest."""

    SELF_REPORTED = "self-reported"
    TESTED = "tested"
    CONFIRMED = "independently confirmed"


class Sureness(StrEnum):
    """Words of confidence, from least to most."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


TROUBLE = tuple(Standing)
STRENGTH = tuple(Proof)
SURENESS = tuple(Sureness)

WIDTH_HIGH = 2.0  # the band's top at most twice its bottom
WIDTH_MODERATE = 5.0
WEIGHT_NEEDED = 0.5  # of what a statement rests on


@dataclass(frozen=True, slots=True)
class Band:
    """The range that holds the truth in 90 of 100 cases, in the unit of its limit."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"a band runs from low to high, not from {self.low} to {self.high}")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure's band beside the limit that was set for it."""

    name: str
    band: Band
    limit: float

    @property
    def standing(self) -> Standing:
        return standing(self.band, self.limit)


@dataclass(frozen=True, slots=True)
class Basis:
    """One thing that a statement rests on; `weight` is its share of the figure, in any unit."""

    says: str
    proof: Proof
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure, why, and what it rests on, the weakest first.

    `width` is None where the statement is no estimate (an obligation is met or it is not).
    """

    word: Sureness
    width: Sureness | None
    proof: Sureness
    kind: Proof
    rests_on: tuple[Basis, ...]


def standing(band: Band, limit: float) -> Standing:
    """Within when the whole band is at most `limit`, beyond when all of it is above, else near."""
    if band.high <= limit:
        return Standing.WITHIN
    return Standing.BEYOND if band.low > limit else Standing.NEAR


def obligation_standing(*, not_met: int, not_proven: int) -> Standing:
    """Of an obligation, or of many, from the number of requirements not met and not proven."""
    if not_met:
        return Standing.BEYOND
    return Standing.UNPROVEN if not_proven else Standing.WITHIN


def worst(standings: Sequence[Standing]) -> Standing:
    """The most troubling: beyond, near, unproven, within. ValueError when there is none."""
    return max(standings, key=TROUBLE.index)


def trouble(measure: Measure) -> tuple[int, float]:
    """Sorts measures: the worst standing, then the middle furthest above its limit, last.

    The middle is the band's, as a ratio to the limit.
    """
    return TROUBLE.index(measure.standing), _middle_over_limit(measure)


def binding(measures: Sequence[Measure]) -> Measure:
    """The measure that decides, in most `trouble`. ValueError when there is none."""
    return max(measures, key=trouble)


def confidence(
    rests_on: Sequence[Basis], band: Band | None = None, *, least: float = 0.0
) -> Confidence:
    """The worse of the band's width and the kind of proof.

    `least` is the smallest figure that the page tells from none (0.005 on a base of 100 years):
    a band from nearly nothing to little is not wide. Raises ValueError without any basis.
    """
    kind = kind_of_proof(rests_on)
    by_proof = SURENESS[STRENGTH.index(kind)]
    by_width = None if band is None else sureness_of_width(band, least)
    word = min((w for w in (by_proof, by_width) if w), key=SURENESS.index)
    weakest_first = sorted(rests_on, key=lambda b: (STRENGTH.index(b.proof), -b.weight))
    return Confidence(word, by_width, by_proof, kind, tuple(weakest_first))


def sureness_of_width(band: Band, least: float = 0.0) -> Sureness:
    """High when the top is at most twice the bottom, moderate to five times, low beyond."""
    low, high = max(band.low, least), max(band.high, least)
    if high <= WIDTH_HIGH * low:
        return Sureness.HIGH
    return Sureness.MODERATE if high <= WIDTH_MODERATE * low else Sureness.LOW


def kind_of_proof(rests_on: Sequence[Basis]) -> Proof:
    """The strongest kind that at least half of the weight reaches."""
    total = sum(basis.weight for basis in rests_on)
    if not total > 0 or min(basis.weight for basis in rests_on) < 0:
        raise ValueError("confidence must rest on something: give a basis with a weight above zero")
    reached = [
        sum(b.weight for b in rests_on if STRENGTH.index(b.proof) >= rank) >= WEIGHT_NEEDED * total
        for rank in range(len(STRENGTH))
    ]
    return STRENGTH[reached.count(True) - 1]


def _middle_over_limit(measure: Measure) -> float:
    middle = (measure.band.low + measure.band.high) / 2
    if measure.limit > 0:
        return middle / measure.limit
    return float("inf") if middle > measure.limit else 0.0
