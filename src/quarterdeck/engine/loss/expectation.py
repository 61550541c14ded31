"""Means over all worlds in closed form."""

from functools import lru_cache
from math import exp, inf, pi, sqrt

import numpy as np
from scipy.special import expit

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.effect import UNCHANGED, Change
from quarterdeck.engine.loss.scenario import Loss, Scenario
from quarterdeck.engine.loss.worlds import predictive

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(64)


def mean_annual_loss(scenario: Scenario, change: Change = UNCHANGED) -> float:
    """Money a year, caps and tails included; inf when it is infinite.

    Rate, chance and size are independent, so that their means multiply; the mean of a logit-normal
    chance is by 64-point Gauss–Hermite quadrature.
    """
    factors = change.factors(scenario)
    often = mean(scenario.rate_per_year) * change.kept
    forms = (
        _product(often * mean(loss.chance) * factor, _mean_size(loss))
        for loss, factor in zip(scenario.losses, factors, strict=True)
    )
    return sum(forms, 0.0)


def mean(estimate: Estimate) -> float:
    """Of an estimate's law."""
    if estimate.known:
        return estimate.low
    mu, sigma = estimate.law
    if estimate.kind == "amount":
        return exp(mu + sigma**2 / 2)
    return float(WEIGHTS @ expit(mu + sigma * NODES)) / sqrt(2 * pi)


@lru_cache(maxsize=4096)
def _mean_size(loss: Loss) -> float:
    return float(predictive(loss).mean()[0])


def _product(often: float, size: float) -> float:
    return 0.0 if often == 0 and size == inf else often * size
