"""Each world's chance of a year above a loss, cleaned of the noise of its few simulated years.

Of a world's Y years k are above the loss x. What the world believes tells most of its chance p:
ln(−ln(1−p)) = b₀ + b₁·ln H(x) + b₂·ln G(x). H answers for years made by one or a few big losses:
−ln(1 − P), P the largest of the chances of one event above x, two above x/2, three above x/3, each
a lower bound of p. G answers for years of many losses: −ln(1 − Q), Q the chance of more than x
under a lognormal with the mean and variance of the year's sum; ln G is centred. The b are fitted
over worlds, k ~ Binomial(Y, p), by Fisher scoring with a small ridge towards (0, 1, 0)
(McCullagh, Nelder, Generalized Linear Models, 1989).
"""

import numpy as np
from scipy.special import ndtr

from quarterdeck.engine.loss.arrays import Floats

RIDGE = 1e-3
START = np.array([0.0, 1.0, 0.0])
STEPS = 30
FLOOR = 1e-12


def fitted(counts: Floats, years: int, features: Floats) -> Floats:
    """Chances (X, W) from counts of years above each loss (X, W) and features (X, W, 3)."""
    b = _start(counts / years, features)
    across = np.ascontiguousarray(features.transpose(0, 2, 1))
    for _ in range(STEPS):
        rate = _rate(features, b)
        grip = rate / np.expm1(rate)
        slope = counts * grip - (years - counts) * rate
        weight = years * rate * grip
        pull = (across @ slope[..., None])[..., 0] - RIDGE * (b - START)
        curve = across @ (features * weight[..., None])
        step = np.linalg.solve(curve + RIDGE * np.eye(len(START)), pull[..., None])[..., 0]
        b += step / np.maximum(1, np.abs(_along(features, step)).max(axis=1))[:, None]
        if np.abs(step).max(initial=0) < 1e-5:
            break
    return np.asarray(-np.expm1(-_rate(features, b)))


def features(
    losses: Floats, above: tuple[Floats, Floats, Floats], mean: Floats, variance: Floats
) -> Floats:
    """(X, W, 3) from intensities (W, X) at each loss, at a half and at a third of it, and from the
    mean and variance of each world's year (W,)."""
    at, half, third = above
    several = np.maximum(_two_or_more(half), _three_or_more(third))
    few = np.log(np.maximum(np.maximum(at, _hazard(several)), FLOOR)).T
    many = np.log(np.maximum(_hazard(_lognormal_above(losses, mean, variance)), FLOOR)).T
    centred = many - many.mean(axis=1, keepdims=True)
    return np.stack([np.ones_like(few), few, centred], axis=-1)


def _hazard(chance: Floats) -> Floats:
    return -np.log1p(-np.minimum(chance, 1 - FLOOR))


def _lognormal_above(losses: Floats, mean: Floats, variance: Floats) -> Floats:
    mean = np.maximum(mean, FLOOR)
    spread = np.maximum(np.log1p(variance / mean**2), FLOOR)
    middle = np.log(mean) - spread / 2
    return np.asarray(ndtr((middle[:, None] - np.log(losses)) / np.sqrt(spread)[:, None]))


def _start(parts: Floats, features: Floats) -> Floats:
    """The pull's target, shifted to agree with the mean part of years above each loss."""
    b = np.tile(START, (len(parts), 1))
    mean = np.clip(parts.mean(axis=1), FLOOR, 1 - FLOOR)
    shift = np.log(-np.log1p(-mean)) - features[:, :, 1].mean(axis=1)
    b[:, 0] = np.where(parts.any(axis=1), shift, 0.0)
    return b


def _rate(features: Floats, b: Floats) -> Floats:
    return np.exp(np.clip(_along(features, b), -40, 4))


def _along(features: Floats, b: Floats) -> Floats:
    return np.asarray((features @ b[..., None])[..., 0])


def _two_or_more(intensity: Floats) -> Floats:
    return -np.expm1(-intensity) - intensity * np.exp(-intensity)


def _three_or_more(intensity: Floats) -> Floats:
    return _two_or_more(intensity) - intensity**2 / 2 * np.exp(-intensity)
