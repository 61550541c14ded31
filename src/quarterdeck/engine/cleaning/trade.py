"""Restore now, or clean first? What is known of it, and the answer where costs are straight.

Hours and money from now. Formulas: docs/methods/recovery.md.
"""

from dataclasses import dataclass
from math import exp, log

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.recovery.downtime import Curve


@dataclass(frozen=True, slots=True)
class Trade:
    """Being down costs `cost`; the intruder is `still_there` with a chance that `halving_hours`
    of cleaning halve. Where he is, what is restored falls again: `again_hours` down once more,
    and `again_money` on top."""

    cost: Curve
    still_there: Estimate
    halving_hours: Estimate
    again_hours: Estimate
    again_money: Estimate

    def __post_init__(self) -> None:
        if self.still_there.kind != "chance":
            raise ValueError("still_there: a chance, from 0 to 1")
        if not self.halving_hours.low > 0:
            raise ValueError("halving_hours: above zero; what cannot be cleaned is rebuilt")


@dataclass(frozen=True, slots=True)
class Check:
    """Looks for the intruder: says so with chance `hit` where he is, `false_alarm` where not."""

    name: str
    hit: float
    false_alarm: float
    price_money: float
    hours: float

    def __post_init__(self) -> None:
        if not (0 <= self.false_alarm <= 1 and 0 <= self.hit <= 1):
            raise ValueError("hit and false_alarm are chances, from 0 to 1")
        if not (self.price_money >= 0 and self.hours >= 0):
            raise ValueError("price_money and hours are zero or more")

    def said(self, chance: float) -> float:
        """The chance that it says so."""
        return chance * self.hit + (1 - chance) * self.false_alarm

    def after(self, chance: float, *, alarm: bool) -> float:
        """The chance that he is there, once it has said so or not (Bayes)."""
        hit, false = (self.hit, self.false_alarm) if alarm else (1 - self.hit, 1 - self.false_alarm)
        both = chance * hit + (1 - chance) * false
        return chance * hit / both if both > 0 else chance


@dataclass(frozen=True, slots=True)
class Stage:
    """Restored in isolation while it is cleaned: `saves_share` of the cost of being down is
    saved; with chance `spreads` an intruder who is there does `spreads_money` of harm."""

    saves_share: float
    spreads: float
    spreads_money: float

    def __post_init__(self) -> None:
        if not (0 <= self.saves_share <= 1 and 0 <= self.spreads <= 1 and self.spreads_money >= 0):
            raise ValueError("saves_share and spreads go from 0 to 1, spreads_money from zero")


@dataclass(frozen=True, slots=True)
class Rebuild:
    """All made new: so many hours, so much money, and this chance that he is there after all."""

    hours: float
    money: float
    left: float

    def __post_init__(self) -> None:
        if not (self.hours >= 0 and self.money >= 0 and 0 <= self.left <= 1):
            raise ValueError("hours and money are zero or more, left goes from 0 to 1")


def straight(
    rate: float, chance: float, halving_hours: float, again_money: float
) -> tuple[float, float, float]:
    """(hours to clean, expected money, break-even chance) where every hour costs the same.

    `again_money` is all that falling again costs, its time down included. With μ = ln 2 ÷ halving:
    k* = max(0, ln(μ·π·R/c)/μ), c·k* + π·e^(−μ·k*)·R, c/(μ·R).
    """
    mu = log(2) / halving_hours
    gain = mu * chance * again_money
    hours = max(0.0, log(gain / rate) / mu) if gain > 0 else 0.0
    money = rate * hours + chance * exp(-mu * hours) * again_money
    return hours, money, rate / (mu * again_money)
