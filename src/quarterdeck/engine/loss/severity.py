"""The law of one size: a lognormal body, perhaps a Pareto tail, and a cap that holds an atom.

Above the threshold u the chance of more than x is S(u)·(u/x)^alpha, where S is the body's; a size
above the cap counts as the cap. Moments are integrals of the chance of more than x:
E[min(X, c)] = ∫₀ᶜ S(x) dx and E[min(X, c)²] = ∫₀ᶜ 2x·S(x) dx
(Klugman, Panjer, Willmot, Loss Models, limited expected values).
"""

from dataclasses import dataclass
from math import inf, isinf, log

import numpy as np
from scipy.special import ndtr

from quarterdeck.engine.loss.arrays import Floats

TINY = 1e-300
KNOWN = 1e-9  # a spread this small is none


@dataclass(frozen=True, slots=True)
class Severity:
    """Sizes in money. `median` has one entry a world (W,), `sigma` one or one a world."""

    median: Floats
    sigma: float | Floats
    cap: float = inf
    threshold: float = inf
    alpha: float = inf

    def scaled(self, factor: float) -> "Severity":
        """Every size times `factor`, above zero."""
        return Severity(
            self.median * factor, self.sigma, self.cap * factor,
            self.threshold * factor, self.alpha,
        )  # fmt: skip

    def above(self, losses: Floats) -> Floats:
        """Chance that a size is above each loss (X,), in each world: (W, X)."""
        body = self._body(losses)
        if self.threshold < inf:
            at = self._body(np.array([self.threshold]))
            beyond = losses > self.threshold
            body[:, beyond] = at * (self.threshold / losses[beyond]) ** self.alpha
        if self.cap < inf:
            body[:, losses >= self.cap] = 0.0
        return body

    def sizes(self, normals: Floats, median: Floats) -> Floats:
        """Sizes from standard normals and the medians of their worlds, both (n,)."""
        sizes = np.multiply(normals, self.sigma)
        np.exp(sizes, out=sizes)
        sizes *= median
        if self.threshold < inf:
            self._lift(sizes, median)
        return np.minimum(sizes, self.cap, out=sizes) if self.cap < inf else sizes

    def mean(self, limit: float = inf) -> Floats:
        """Mean of min(size, limit) in each world, (W,); inf where it is infinite."""
        return self._moment(1, min(limit, self.cap))

    def mean_square(self) -> Floats:
        """Mean of the squared size in each world, (W,); inf where it is infinite."""
        return self._moment(2, self.cap)

    def _moment(self, power: int, limit: float) -> Floats:
        body = min(limit, self.threshold)
        if body == 0:
            return np.zeros(len(self.median))
        mu, sigma = np.log(np.maximum(self.median, TINY)), np.maximum(self.sigma, KNOWN)
        whole = np.exp(power * mu + (power * sigma) ** 2 / 2)
        if isinf(body):
            return np.where(self.median > 0, whole, 0.0)
        part = ndtr((log(body) - mu) / sigma - power * sigma)
        at = self._body(np.array([body]))[:, 0]
        moment = whole * part + body**power * at
        if limit > self.threshold:
            moment = moment + at * _pareto_part(power, self.threshold, self.alpha, limit)
        return np.where(self.median > 0, moment, 0.0)

    def _body(self, losses: Floats) -> Floats:
        sigma = np.reshape(np.maximum(self.sigma, KNOWN), (-1, 1))
        with np.errstate(divide="ignore"):
            ratio = np.log(np.maximum(self.median, TINY))[:, None] - np.log(losses)
        chance: Floats = ndtr(ratio / sigma)
        if sigma.min() <= KNOWN:
            chance[(sigma <= KNOWN) & (ratio <= 0)] = 0.0
        if self.median.min() == 0:
            chance[self.median == 0] = 0.0
        return chance

    def _lift(self, sizes: Floats, median: Floats) -> None:
        (far,) = np.nonzero(sizes > self.threshold)
        sigma = max(float(self.sigma), KNOWN)
        at = ndtr(np.log(median[far] / self.threshold) / sigma)
        ratio = np.maximum(ndtr(np.log(median[far] / sizes[far]) / sigma), TINY) / at
        sizes[far] = self.threshold * ratio ** (-1 / self.alpha)


def _pareto_part(power: int, threshold: float, alpha: float, limit: float) -> float:
    """∫ from threshold to limit of power·x^(power−1)·(threshold/x)^alpha dx."""
    if isinf(limit):
        return power * threshold**power / (alpha - power) if alpha > power else inf
    if alpha == power:
        return power * threshold**power * log(limit / threshold)
    ratio: float = (limit / threshold) ** (power - alpha)
    return power * threshold**power * (ratio - 1) / (power - alpha)
