"""What the worst years cost on average, in each world.

The mean of the worst 1 in n years is n·∫ min(p(x), 1/n) dx, p(x) the chance of a year above x: the
mean beyond the loss q that has p(q) = 1/n is q + n·∫ p(x) dx from q on (Acerbi and Tasche, Journal
of Banking & Finance, 2002).
"""

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.yearly import Yearly


def tail_means(losses: Floats, chances: Floats, years: Yearly, parts: Floats) -> Floats:
    """Mean of the worst years, of which `parts` (N,) are the share: (N, W).

    From each world's chances (X, W) of a year above rising losses. Below the first the chance
    counts as there, the least that it can be; above the last all worlds have the simulated years'
    mean excess.
    """
    if len(losses) == 0:
        return np.zeros((len(parts), chances.shape[1]))
    over = years.worst[np.searchsorted(years.worst, losses[-1], side="right") :] - losses[-1]
    share = max(float(chances[-1].mean()), 1e-300)
    rest = float(over.sum()) / len(years.money) * chances[-1] / share
    weights = _weights(losses)[:, None]
    most = parts[:, None, None] * weights
    means = np.minimum(chances * weights, most).sum(axis=1)
    return np.asarray((means + rest) / parts[:, None])


def _weights(losses: Floats) -> Floats:
    """Of each loss in the integral from nothing to the last, by trapezoids in logarithms, (X,)."""
    logs = np.log(losses)
    middles = np.concatenate([logs[:1], (logs[1:] + logs[:-1]) / 2, logs[-1:]])
    weights = np.diff(middles) * losses
    weights[0] += losses[0]
    return np.asarray(weights)
