"""Each world's chance of a year above a loss, cleaned of the noise of its few simulated years.

Of a world's Y years k are above the loss x. What the world believes tells most of its chance p:
ln(−ln(1−p)) = b₀ + b₁·ln H(x) + b₂·ln[Λ(x/3)/H(x)] + b₃·ln[A/(x·H(x))], with Λ(x) its exact number
of events a year above x, A its average annual loss and H(x) = −ln(1 − P), P the largest of the
chances of one event above x, two above x/2, three above x/3: each a lower bound of p. The b are
fitted over worlds, k ~ Binomial(Y, p), by Fisher scoring with a small ridge towards (0, 1, 0, 0),
which is "one big loss makes the year" (McCullagh, Nelder, Generalized Linear Models, 1989).
"""

import numpy as np

from quarterdeck.engine.loss.arrays import Floats

RIDGE = 1e-3
START = np.array([0.0, 1.0, 0.0, 0.0])
STEPS = 30
FLOOR = 1e-12


def fitted(counts: Floats, years: int, features: Floats) -> Floats:
    """Chances (X, W) from counts of years above each loss (X, W) and features (X, W, 4)."""
    b = _start(counts / years, features)
    for _ in range(STEPS):
        rate = _rate(features, b)
        grip = rate / np.expm1(rate)
        slope = counts * grip - (years - counts) * rate
        weight = years * rate * grip
        pull = (features.transpose(0, 2, 1) @ slope[..., None])[..., 0] - RIDGE * (b - START)
        curve = features.transpose(0, 2, 1) @ (features * weight[..., None])
        step = np.linalg.solve(curve + RIDGE * np.eye(4), pull[..., None])[..., 0]
        b += step / np.maximum(1, np.abs(_along(features, step)).max(axis=1))[:, None]
        if np.abs(step).max(initial=0) < 1e-6:
            break
    return np.asarray(-np.expm1(-_rate(features, b)))


def features(losses: Floats, at: Floats, half: Floats, third: Floats, average: Floats) -> Floats:
    """(X, W, 4) from intensities (W, X) at each loss, at a half and at a third of it.

    An infinite average says nothing and is left out.
    """
    several = np.maximum(_two_or_more(half), _three_or_more(third))
    hazard = np.maximum(np.maximum(at, -np.log1p(-np.minimum(several, 1 - FLOOR))), FLOOR)
    heap = np.log(np.maximum(third, FLOOR) / hazard)
    if np.all(np.isfinite(average)):
        small = np.log(np.maximum(average, FLOOR)[:, None] / (losses * hazard))
    else:
        small = np.zeros_like(heap)
    terms = (np.ones_like(heap), np.log(hazard), heap - heap.mean(0), small - small.mean(0))
    return np.stack(terms, axis=-1).transpose(1, 0, 2)


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
    return (features @ b[..., None])[..., 0]


def _two_or_more(intensity: Floats) -> Floats:
    return -np.expm1(-intensity) - intensity * np.exp(-intensity)


def _three_or_more(intensity: Floats) -> Floats:
    return _two_or_more(intensity) - intensity**2 / 2 * np.exp(-intensity)
