"""Each world's chance of a year above a loss, cleaned of the noise of its few simulated years.

Of a world's Y years k are above the loss x. What the world believes tells most of its chance p:
ln(−ln(1−p)) = b₀ + b₁·ln H(x) + b₂·ln G(x). H answers for years made by one or a few big losses:
−ln(1 − P), P the largest of the chances of one event above x, two above x/2, three above x/3, each
a lower bound of p. G answers for years of many losses: −ln(1 − Q), Q the chance of more than x
under a lognormal with the mean and variance of the year's sum. Both logarithms are centred over
worlds, and b₀ is counted from the mean of ln H. The b are fitted over worlds, k ~ Binomial(Y, p),
with a small ridge towards p = H: what has been seen too seldom to fit is taken from what the worlds
believe. The fit is Newton's (McCullagh, Nelder, Generalized Linear Models, 1989) with the term of
third order (Chebyshev's method, see Traub, Iterative Methods for the Solution of Equations, 1964).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import exprel, ndtr

from quarterdeck.engine.loss.arrays import Floats, Positions
from quarterdeck.engine.loss.tabulated import tabulated

RIDGE = 0.1
STEPS = 30
CLOSE = 0.02  # a step so small leaves about its cube, 1 in 100,000 of a chance
FLOOR = 1e-12
CHANCE = tabulated(-25, 4, lambda log_rate: -np.expm1(-np.exp(log_rate)))
RATE_AND_GRIP = tabulated(-25, 4, np.exp, lambda log_rate: exprel(np.exp(log_rate)) ** -1)
LOG_MANY = tabulated(
    -8, 8, lambda score: np.log(-np.log1p(-np.clip(ndtr(-score), FLOOR, 1 - FLOOR)))
)
PAIRS = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))  # of terms, whose products are kept
SQUARE = np.array([[0, 1, 2], [1, 3, 4], [2, 4, 5]])  # where they stand


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
    return Fit(CHANCE(_along(terms, b))[0], b - target)


def _terms(few: Floats, many: Floats) -> Floats:
    """1, the two logarithms, and their products, (X, 6, W): what sums over worlds are made of."""
    terms = np.empty((len(PAIRS), *few.shape))
    terms[0], terms[1], terms[2] = 1, few, many
    for place, (one, other) in enumerate(PAIRS[3:], start=3):
        np.multiply(terms[one], terms[other], out=terms[place])
    return terms.swapaxes(0, 1)


def _step(terms: Floats, counts: Floats, years: int, b: Floats, target: Floats) -> Floats:
    """Chebyshev's, of third order, on the logarithm of the likelihood, which is concave in b;
    Newton's, by 1 in the world that it moves most, where that would move one by more."""
    rate, grip = RATE_AND_GRIP(_along(terms, b))
    none, some, lean = (years - counts) * rate, counts * grip, rate + grip - 1
    pull = _over_worlds(terms[:, :3], some - none) - RIDGE * (b - target)
    curve = _over_worlds(terms, none + some * lean)[:, SQUARE] + RIDGE * np.eye(3)
    step = _solved(curve, pull)
    moved = _along(terms, step)
    most = np.abs(moved).max(axis=1, keepdims=True)
    turn = none + some * (rate - lean * (lean + grip))
    bent = _solved(curve, _over_worlds(terms[:, :3], turn * moved * moved)) / 2
    return np.where(most <= 1, step - bent, step / np.maximum(1, most))


def _solved(curve: Floats, pull: Floats) -> Floats:
    return np.asarray(np.linalg.solve(curve, pull[..., None])[..., 0], dtype=float)


def hazards(
    losses: Floats, at: Floats, half: Floats, third: Floats, mean: Floats, variance: Floats
) -> tuple[Floats, Floats]:
    """ln H and ln G (X, W) from intensities (X, W) at each loss, at a half and at a third of it,
    and from the mean and variance of each world's year (W,).

    The chance of at most one of h events is exp(−h)·(1 + h), of two exp(−h)·(1 + h + h²/2).
    """
    few = at.copy()
    _raise(few, half, half * half / (2 + half), lambda h: h - np.log(1 + h))
    _raise(few, third, third * third * third / 6, lambda h: h - np.log(1 + h * (1 + h / 2)))
    (many,) = LOG_MANY(_scores(losses, mean, variance))
    return np.log(np.maximum(few, FLOOR)), many


def _raise(few: Floats, rates: Floats, most: Floats, hazard: Callable[[Floats], Floats]) -> None:
    """To what the hazard is of the rates, where `most`, which it is below, does not rule it out."""
    (places,) = np.nonzero((most > few).ravel())
    few.put(places, np.maximum(few.take(places), hazard(rates.take(places))))


def _scores(losses: Floats, mean: Floats, variance: Floats) -> Floats:
    """Where losses lie under a lognormal, in deviations from the middle of its logarithm."""
    mean = np.maximum(mean, FLOOR)
    spread = np.maximum(np.log1p(variance / mean**2), FLOOR)
    logs = np.log(np.maximum(losses, FLOOR))[:, None]
    return np.asarray((logs - np.log(mean) + spread / 2) * (1 / np.sqrt(spread)))


def _start(parts: Floats, target: Floats) -> Floats:
    """The target, its level that of the mean part of years above each loss, where any is."""
    b = target.copy()
    mean = np.clip(parts.mean(axis=1), FLOOR, 1 - FLOOR)
    b[:, 0] = np.where(parts.any(axis=1), np.log(-np.log(1 - mean)), target[:, 0])
    return b


def _along(terms: Floats, b: Floats) -> Floats:
    return np.asarray((b[:, None] @ terms[:, :3])[:, 0])


def _over_worlds(terms: Floats, parts: Floats) -> Floats:
    return np.asarray((terms @ parts[..., None])[..., 0])
