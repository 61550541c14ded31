"""What insurance pays a year in each world."""

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.insurance import NetTable


def payment(net: NetTable) -> Floats:
    """Each world's own, (W,).

    Expected payments without the aggregate, R, bent by a quadratic fitted to the simulated ones,
    so that the aggregate's relief and the shape of sums are in it and the noise is not.
    """
    simulated: Floats = net.annual_paid.reshape(net.table.worlds, -1).mean(axis=1)
    expected = _expected_payment(net)
    if not np.all(np.isfinite(expected)) or not expected.max(initial=0) > 0:
        return simulated
    scale = expected.mean()
    terms = np.stack([expected, expected**2 / scale], axis=1)
    weight = 1 / np.sqrt(expected + 1e-9 * scale)
    b, *_ = np.linalg.lstsq(terms * weight[:, None], simulated * weight, rcond=None)
    return np.asarray(np.maximum(terms @ b, 0))


def _expected_payment(net: NetTable) -> Floats:
    low, high = net.insurance.retention, net.insurance.retention + net.insurance.limit
    total = np.zeros(net.table.worlds)
    for sample in net.table.samples:
        total += sample.worlds.limited_average(high) - sample.worlds.limited_average(low)
    return net.insurance.share * total
