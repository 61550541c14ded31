"""How forecasts did, once the money is spent: ranges against what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from scipy.stats import binom

from quarterdeck.engine.estimates import Estimate

INSIDE = 0.9
"""Of what comes lies inside a range that says what it means."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A range that was forecast and what came, in one unit; `what` names it."""

    what: str
    forecast: Estimate
    actual: float

    def __post_init__(self) -> None:
        if not 0 <= self.actual < np.inf:
            raise ValueError(f"{self.what}: what came is zero or more, and finite")

    @property
    def inside(self) -> bool:
        return self.forecast.low <= self.actual <= self.forecast.high

    @property
    def below(self) -> bool:
        return self.actual < self.forecast.low

    @property
    def above(self) -> bool:
        return self.actual > self.forecast.high


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of `number` forecasts. `as_few` is the chance of so few inside, or fewer, if nine in ten of
    such ranges held: small means that ranges are too narrow. `as_many` is the chance of as many
    or more: small means that they are too wide, which needs many forecasts to show.

    `score` is the mean interval score on the scale of logarithms, for amounts above zero: width of
    the range plus 20 for each unit that what came lies outside; less is better, and only honest
    ranges do best (Gneiting and Raftery, Journal of the American Statistical Association, 2007).
    None where no forecast is of such an amount. `median_ratio` is what came over the middle of
    what was forecast: above 1, things come out larger than we say.
    """

    number: int
    inside: int
    below: int
    above: int
    as_few: float
    as_many: float
    score: float | None
    median_ratio: float | None


def score_forecasts(outcomes: Sequence[Outcome]) -> Calibration | None:
    """None without outcomes."""
    if not outcomes:
        return None
    number, inside = len(outcomes), sum(one.inside for one in outcomes)
    scored = [one for one in outcomes if one.forecast.low > 0 and one.actual > 0]
    return Calibration(
        number,
        inside,
        sum(one.below for one in outcomes),
        sum(one.above for one in outcomes),
        as_few=float(binom.cdf(inside, number, INSIDE)),
        as_many=float(binom.sf(inside - 1, number, INSIDE)),
        score=float(np.mean([interval_score(one) for one in scored])) if scored else None,
        median_ratio=_median_ratio(scored),
    )


def interval_score(one: Outcome) -> float:
    """On the scale of logarithms; of amounts above zero."""
    low, high, came = log(one.forecast.low), log(one.forecast.high), log(one.actual)
    penalty = 2 / (1 - INSIDE)
    return high - low + penalty * (max(low - came, 0.0) + max(came - high, 0.0))


def _median_ratio(scored: Sequence[Outcome]) -> float | None:
    ratios = [one.actual / one.forecast.median for one in scored]
    return float(np.median(ratios)) if ratios else None
