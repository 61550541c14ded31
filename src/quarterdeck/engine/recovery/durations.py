"""How long work takes: its mean, and draws of it; for work under way, of what is left."""

from math import exp, log

import numpy as np
from scipy.special import ndtr, ndtri

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.recovery.outage import System

_LEAST_HOURS = 1 / 60
"""What is left of work that ought to be done by now."""
_FARTHEST = 8.0
"""Deviations; beyond that all chance is spent, and the middle stands for the rest."""


def mean_hours(system: System) -> float:
    """Of the lognormal law; of work under way E[X | X > spent] − spent, at least a minute."""
    hours, spent = system.hours, _spent(system)
    if hours.known:
        return max(hours.low - spent, _LEAST_HOURS)
    mu, sigma = hours.law
    mean = exp(mu + sigma**2 / 2)
    if spent <= 0:
        return mean
    behind = min((log(spent) - mu) / sigma, _FARTHEST)
    left = mean * ndtr(sigma - behind) / ndtr(-behind) - spent
    return max(float(left), _LEAST_HOURS)


def drawn_hours(systems: tuple[System, ...], draws: int, seed: int) -> Floats:
    """(systems, draws) by Latin hypercube; each system has a stream of its own, by its key."""
    rows = [_drawn(system, draws, _stream(system.key, seed)) for system in systems]
    return np.array(rows).reshape(len(systems), draws)


def drawn_factors(doubts: tuple[tuple[str, Estimate], ...], draws: int, seed: int) -> Floats:
    """(services, draws) of the factor on each service's cost, by (key, doubt)."""
    rows = [_of(doubt, _spread(draws, _stream(f"cost of {key}", seed))) for key, doubt in doubts]
    return np.array(rows).reshape(len(doubts), draws)


def mean_factor(doubt: Estimate) -> float:
    return doubt.low if doubt.known else exp(doubt.law.mu + doubt.law.sigma**2 / 2)


def _drawn(system: System, draws: int, stream: np.random.Generator) -> Floats:
    hours, spent, places = system.hours, _spent(system), _spread(draws, stream)
    if spent <= 0 or hours.known:
        return np.maximum(_of(hours, places) - spent, _LEAST_HOURS)
    mu, sigma = hours.law
    behind = ndtr(min((log(spent) - mu) / sigma, _FARTHEST))
    whole = np.exp(mu + sigma * ndtri(behind + places * (1 - behind)))
    return np.asarray(np.maximum(whole - spent, _LEAST_HOURS))


def _of(estimate: Estimate, places: Floats) -> Floats:
    if estimate.known:
        return np.full(len(places), estimate.low)
    return np.asarray(np.exp(estimate.law.mu + estimate.law.sigma * ndtri(places)))


def _spread(draws: int, stream: np.random.Generator) -> Floats:
    """Quantiles in (0, 1), one from each of as many equal strata, shuffled."""
    return np.asarray((stream.permutation(draws) + stream.uniform(1e-9, 1, draws)) / draws)


def _spent(system: System) -> float:
    return system.under_way.spent_hours if system.under_way else 0.0


def _stream(key: str, seed: int) -> np.random.Generator:
    return np.random.default_rng([seed, *key.encode()])
