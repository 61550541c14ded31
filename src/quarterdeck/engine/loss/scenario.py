"""A loss event told in business words: how often, and what it costs in which form."""

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from quarterdeck.engine.estimates import Estimate, exactly


class Kind(StrEnum):
    """Who does what; decides which weaknesses feed the scenario and along which edges."""

    THEFT = "theft"
    FRAUD = "fraud"
    EXTORTION = "extortion"
    OUTAGE = "outage"
    SUPPLIER = "supplier"
    INSIDER = "insider"
    ENFORCEMENT = "enforcement"


class Form(StrEnum):
    """Open FAIR's forms of loss."""

    PRODUCTIVITY = "productivity"
    RESPONSE = "response"
    REPLACEMENT = "replacement"
    FINES = "fines"
    COMPETITIVE = "competitive advantage"
    REPUTATION = "reputation"


CERTAIN = exactly(1.0, "chance")


@dataclass(frozen=True, slots=True)
class ParetoTail:
    """Above `threshold` (money) the size follows a Pareto law with this `alpha`."""

    threshold: float
    alpha: float

    def __post_init__(self) -> None:
        if not (self.threshold > 0 and self.alpha > 0):
            raise ValueError("a Pareto tail needs a threshold and an alpha above zero")


@dataclass(frozen=True, slots=True)
class Loss:
    """One form of loss of one event: `size` in money if it arises, with `chance` that it does.

    A size above `cap` counts as the cap.
    """

    form: Form
    size: Estimate
    cap: float = inf
    chance: Estimate = CERTAIN
    tail: ParetoTail | None = None

    def __post_init__(self) -> None:
        if not self.cap > 0:
            raise ValueError("a cap lies above zero")
        if self.size.kind != "amount" or self.chance.kind != "chance":
            raise ValueError("a loss needs an amount for its size and a chance that it arises")


@dataclass(frozen=True, slots=True)
class Scenario:
    """What may happen: `rate_per_year` events, each a sum of losses.

    `key` is stable: the random stream hangs on it. `name` is a sentence in business words.
    """

    key: str
    name: str
    kind: Kind
    rate_per_year: Estimate
    losses: tuple[Loss, ...]

    def __post_init__(self) -> None:
        if self.rate_per_year.kind != "amount":
            raise ValueError(f"scenario {self.key}: the rate is an amount of events a year")
        if len({loss.form for loss in self.losses}) < len(self.losses):
            raise ValueError(f"scenario {self.key}: a form of loss stands twice")


@dataclass(frozen=True, slots=True)
class Insurance:
    """Per-event retention and limit, then the year's aggregate; `share` of the layer is insured."""

    retention: float
    limit: float
    aggregate: float = inf
    share: float = 1.0

    def __post_init__(self) -> None:
        sums = (self.retention, self.limit, self.aggregate)
        if not all(money >= 0 for money in sums) or not 0 <= self.share <= 1:
            raise ValueError("insurance needs sums of at least zero and a share between 0 and 1")
