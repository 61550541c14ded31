"""Each world's chance of a year above a loss, cleaned of the noise of its few simulated years.

Of a world's Y years k are above the loss x. What the world believes tells most of its chance p:
ln(−ln(1−p)) = b₀ + b₁·ln H(x) + b₂·ln G(x). H answers for years made by one or a few big losses:
−ln(1 − P), P the largest of the chances of one event above x, two above x/2, three above x/3, each
a lower bound of p. G answers for years of many losses: −ln(1 − Q), Q the chance of more than x
under a lognormal with the mean and variance of the year's sum. Both logarithms are centred over
worlds, and b₀ is counted from the mean of ln H. The b are fitted over worlds, k ~ Binomial(Y, p),
by Newton's method (McCullagh, Nelder, Generalized Linear Models, 1989) with a small ridge towards
p = H: what has been seen too seldom to fit is taken from what the worlds believe.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from quarterdeck.engine.loss.arrays import Floats, Positions

RIDGE = 0.1
STEPS = 30
CLOSE = 5e-3  # a step so small leaves about its square, 1 in 40,000 of a chance
FLOOR = 1e-12
SQUARE = np.array([[0, 1, 2], [1, 3, 4], [2, 4, 5]])  # where the products of terms stand


@dataclass(frozen=True, slots=True)
class Fit:
    """`chances` (X, W); `weights` (X, 3): how far the b of each loss lie from p = H, for a like fit
    to start from."""

    chances: Floats
    weights: Floats


def fitted(
    counts: Floats, years: int, few: Floats, many: Floats, start: Floats | None = None
) -> Fit:
    """From counts of years above each loss, ln H and ln G, all (X, W); each loss by itself."""
    level = few.mean(axis=1, keepdims=True)
    terms = _terms(few - level, many - many.mean(axis=1, keepdims=True))
    target = np.column_stack([level, np.ones_like(level), np.zeros_like(level)])
    b = _start(counts / years, target) if start is None else target + start
    rest: slice | Positions = slice(None)
    for _ in range(STEPS):
        step = _step(terms[rest], counts[rest], years, b[rest], target[rest])
        b[rest] += step
        far = np.arange(len(b))[rest][np.abs(step).max(axis=1) >= CLOSE]
        if len(far) == 0:
            break
        rest = far
    return Fit(1 - np.exp(-_rate(terms, b)), b - target)


def _terms(few: Floats, many: Floats) -> Floats:
    """1, the two logarithms, and their products, (X, 6, W): what sums over worlds are made of."""
    return np.stack([np.ones_like(few), few, many, few * few, few * many, many * many], axis=1)


def _step(terms: Floats, counts: Floats, years: int, b: Floats, target: Floats) -> Floats:
    """Newton's, on the logarithm of the likelihood, which is concave in b; by at most 1 in any
    world."""
    rate = _rate(terms, b)
    grip = rate / (np.exp(rate) - 1)
    none, some = (years - counts) * rate, counts * grip
    bend = none + some * (rate + grip - 1)
    pull = _over_worlds(terms[:, :3], some - none) - RIDGE * (b - target)
    curve = _over_worlds(terms, bend)[:, SQUARE] + RIDGE * np.eye(3)
    step = np.asarray(np.linalg.solve(curve, pull[..., None])[..., 0], dtype=float)
    return np.asarray(step / np.maximum(1, np.abs(_along(terms, step)).max(axis=1))[:, None])


def hazards(
    losses: Floats, at: Floats, half: Floats, third: Floats, mean: Floats, variance: Floats
) -> tuple[Floats, Floats]:
    """ln H and ln G (X, W) from intensities (X, W) at each loss, at a half and at a third of it,
    and from the mean and variance of each world's year (W,).

    The chance of at most one of h events is exp(−h)·(1 + h), of two exp(−h)·(1 + h + h²/2).
    """
    two, three = half - np.log(1 + half), third - np.log(1 + third * (1 + third / 2))
    few = np.maximum(np.maximum(at, two), three)
    many = -np.log(np.maximum(_lognormal_within(losses, mean, variance), FLOOR))
    return np.log(np.maximum(few, FLOOR)), np.log(np.maximum(many, FLOOR))


def _lognormal_within(losses: Floats, mean: Floats, variance: Floats) -> Floats:
    mean = np.maximum(mean, FLOOR)
    spread = np.maximum(np.log1p(variance / mean**2), FLOOR)
    middle = np.log(mean) - spread / 2
    logs = np.log(np.maximum(losses, FLOOR))[:, None]
    return np.asarray(ndtr((logs - middle) * (1 / np.sqrt(spread))))


def _start(parts: Floats, target: Floats) -> Floats:
    """The target, its level that of the mean part of years above each loss, where any is."""
    b = target.copy()
    mean = np.clip(parts.mean(axis=1), FLOOR, 1 - FLOOR)
    b[:, 0] = np.where(parts.any(axis=1), np.log(-np.log(1 - mean)), target[:, 0])
    return b


def _rate(terms: Floats, b: Floats) -> Floats:
    return np.exp(np.clip(_along(terms, b), -25, 4))


def _along(terms: Floats, b: Floats) -> Floats:
    return np.asarray((b[:, None] @ terms[:, :3])[:, 0])


def _over_worlds(terms: Floats, parts: Floats) -> Floats:
    return np.asarray((terms @ parts[..., None])[..., 0])
