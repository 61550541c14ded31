"""Each world's chance of a year above a loss, cleaned of the noise of its few simulated years.

Of a world's Y years k are above the loss x. What the world believes tells most of its chance p:
ln(−ln(1−p)) = b₀ + b₁·ln H(x) + b₂·ln G(x). H answers for years made by one or a few big losses:
−ln(1 − P), P the largest of the chances of one event above x, two above x/2, three above x/3, each
a lower bound of p. G answers for years of many losses: −ln(1 − Q), Q the chance of more than x
under a lognormal with the mean and variance of the year's sum. Both logarithms are centred over
worlds, and b₀ is counted from the mean of ln H. The b are fitted over worlds, k ~ Binomial(Y, p),
by Fisher scoring (McCullagh, Nelder, Generalized Linear Models, 1989) with a small ridge towards
p = H: what has been seen too seldom to fit is taken from what the worlds believe.
"""

import numpy as np
from scipy.special import ndtr

from quarterdeck.engine.loss.arrays import Floats

RIDGE = 0.1
STEPS = 30
CLOSE = 1e-3
FLOOR = 1e-12


def fitted(
    counts: Floats, years: int, few: Floats, many: Floats, start: Floats | None = None
) -> tuple[Floats, Floats]:
    """Chances (X, W) from counts of years above each loss, ln H and ln G, all (X, W); and the b
    (X, 3), from which a like fit may start."""
    level = few.mean(axis=1, keepdims=True)
    centred = (np.ones_like(few), few - level, many - many.mean(axis=1, keepdims=True))
    terms = np.stack(centred, axis=1)
    target = np.column_stack([level, np.ones_like(level), np.zeros_like(level)])
    b = _start(counts / years, target) if start is None else start.copy()
    for _ in range(STEPS):
        rate = _rate(terms, b)
        grip = rate / (np.exp(rate) - 1)
        slope = counts * grip - (years - counts) * rate
        weighted = terms * (years * rate * grip)[:, None]
        pull = (terms @ slope[..., None])[..., 0] - RIDGE * (b - target)
        curve = weighted @ terms.transpose(0, 2, 1) + RIDGE * np.eye(3)
        step = np.linalg.solve(curve, pull[..., None])[..., 0]
        b += step / np.maximum(1, np.abs(_along(terms, step)).max(axis=1))[:, None]
        if np.abs(step).max(initial=0) < CLOSE:
            break
    return np.asarray(-np.expm1(-_rate(terms, b))), b


def hazards(
    losses: Floats, above: tuple[Floats, Floats, Floats], mean: Floats, variance: Floats
) -> tuple[Floats, Floats]:
    """ln H and ln G (X, W) from intensities (W, X) at each loss, at a half and at a third of it,
    and from the mean and variance of each world's year (W,)."""
    at, half, third = above
    several = np.maximum(_two_or_more(half), _three_or_more(third))
    few = np.maximum(np.maximum(at, _hazard(several)), FLOOR)
    many = np.maximum(_hazard(_lognormal_above(losses, mean, variance)), FLOOR)
    return np.log(few).T, np.log(many).T


def _hazard(chance: Floats) -> Floats:
    return -np.log1p(-np.minimum(chance, 1 - FLOOR))


def _lognormal_above(losses: Floats, mean: Floats, variance: Floats) -> Floats:
    mean = np.maximum(mean, FLOOR)
    spread = np.maximum(np.log1p(variance / mean**2), FLOOR)
    middle = np.log(mean) - spread / 2
    return np.asarray(ndtr((middle[:, None] - np.log(losses)) / np.sqrt(spread)[:, None]))


def _start(parts: Floats, target: Floats) -> Floats:
    """The target, its level that of the mean part of years above each loss, where any is."""
    b = target.copy()
    mean = np.clip(parts.mean(axis=1), FLOOR, 1 - FLOOR)
    b[:, 0] = np.where(parts.any(axis=1), np.log(_hazard(mean)), target[:, 0])
    return b


def _rate(terms: Floats, b: Floats) -> Floats:
    return np.exp(np.clip(_along(terms, b), -25, 4))


def _along(terms: Floats, b: Floats) -> Floats:
    return np.asarray((b[:, None] @ terms)[:, 0])


def _two_or_more(intensity: Floats) -> Floats:
    return 1 - np.exp(-intensity) * (1 + intensity)


def _three_or_more(intensity: Floats) -> Floats:
    return 1 - np.exp(-intensity) * (1 + intensity + intensity**2 / 2)
