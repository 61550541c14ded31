"""What a recovery order comes to: work, services, money with its range, and the rivals."""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean over draws, and the ends of the range that holds 90 of 100 of them."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, draws: Floats) -> "Spread":
        low, high = np.quantile(draws, (0.05, 0.95))
        return cls(float(draws.mean()), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Work:
    """One system, in the order in which work is begun; hours from now."""

    system: str
    team: str
    begins_hours: Spread
    ends_hours: Spread
    under_way: bool


@dataclass(frozen=True, slots=True)
class Back:
    """One service: hours from now until it is up, money from now until then."""

    service: str
    hours: Spread
    money: Spread
    late_hours: Spread
    """Beyond what safety or duty allow."""


@dataclass(frozen=True, slots=True)
class AtMeans:
    """Every work taking its mean, in steps of time: what the order found costs, and the least
    that any order could, with safety and duty in `late_hours` set aside.

    `proved`: no order at all is cheaper. The expected loss is not bounded by it.
    """

    money: float
    bound_money: float
    late_hours: float
    proved: bool

    @property
    def gap_share(self) -> float:
        """What the order may be too dear, of its cost."""
        return (self.money - self.bound_money) / self.money if self.money else 0.0


@dataclass(frozen=True, slots=True)
class Rival:
    """Another order on the same draws. `dearer` is its cost less ours, draw by draw."""

    name: str
    money: Spread
    late_hours: Spread
    dearer: Spread
    dearer_share: float
    """Of the draws in which ours costs less."""


@dataclass(frozen=True, slots=True, eq=False)
class Recovery:
    """Money counts from now; what is lost so far is `sunk_money`, whatever is done."""

    order: tuple[Work, ...]
    services: tuple[Back, ...]
    money: Spread
    late_hours: Spread
    sunk_money: float
    at_means: AtMeans
    rivals: tuple[Rival, ...]
    money_draws: Floats
    """(draws,) of `money`."""
    drawn_with: int
    """The seed of the draws."""

    @property
    def assignment(self) -> tuple[tuple[str, str], ...]:
        """(system, team) in order, as `recover` takes it back to plan anew."""
        return tuple((work.system, work.team) for work in self.order)
