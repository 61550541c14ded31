"""What closing rows saves, by leaving them out and working the loss out again.

A row closed alone, and a fix that closes many. What is assumed of hosts that nobody looked at
stays as it is. Savings do not rank and do not add up; for a fix: Σ alone ≤ joint ≤ Σ shares.
"""

import numpy as np
from scipy.sparse import csr_array

from quarterdeck.engine.exposure import NO_FIX, Exposure
from quarterdeck.engine.loss.arrays import Floats, Integers

_BLOCK = 65_536


def saving_alone(exposure: Exposure) -> Floats:
    """Money a year that closing each row, and nothing else, saves (N,)."""
    landscape = exposure.landscape
    saved = np.zeros(len(landscape.host))
    for start in range(0, len(saved), _BLOCK):
        rows = slice(start, start + _BLOCK)
        host = landscape.host[rows]
        for column in landscape.columns:
            less = _less_chance(exposure, host, landscape.fed(column)[rows], column)
            for scenario in _fed_by(exposure, column):
                reached = landscape.onward.trust[scenario, host] * less
                saved[rows] += _saved(exposure, scenario, reached)
    return saved


def joint_saving(exposure: Exposure, fix: Integers) -> Floats:
    """Money a year that each fix saves (F,), F = max(fix) + 1; rows with `NO_FIX` take no part."""
    landscape = exposure.landscape
    mended = np.flatnonzero(fix != NO_FIX)
    fixes = int(fix.max(initial=NO_FIX)) + 1
    hosts = len(landscape.door)
    pairs, pair = np.unique(
        fix[mended].astype(np.int64) * hosts + landscape.host[mended], return_inverse=True
    )
    fix_of, host = pairs // hosts, pairs % hosts
    saved = np.zeros(fixes)
    for column in landscape.columns:
        fed = landscape.fed(column)[mended]
        closed = np.bincount(pair, weights=fed, minlength=len(pairs)).astype(float)
        less = _less_chance(exposure, host, closed, column)
        doors = csr_array((less, (fix_of, host)), shape=(fixes, hosts))
        for scenario in _fed_by(exposure, column):
            saved += _saved(exposure, scenario, doors @ landscape.onward.trust[scenario])
    return saved


def _fed_by(exposure: Exposure, column: int) -> list[int]:
    fed = (exposure.landscape.column == column) & exposure.linked
    return [int(scenario) for scenario in np.flatnonzero(fed)]


def _less_chance(exposure: Exposure, host: Integers, closed: Floats, column: int) -> Floats:
    """p(H) − p(H − closed) of the hosts, without the loss of digits of a difference, and whatever
    their size: (1 − e^(−closed))·e^(closed − H)."""
    landscape = exposure.landscape
    left = np.exp(closed - landscape.hazards[host, column])
    return np.asarray(landscape.door[host] * left * -np.expm1(-closed))


def _saved(exposure: Exposure, scenario: int, less: Floats) -> Floats:
    """C·(g(X) − g(X − less)) = C·(1 + k)·k·X_ref·less / ((k·X_ref + X)·(k·X_ref + X − less))."""
    landscape = exposure.landscape
    base = landscape.damping * exposure.level[scenario]
    whole = base + landscape.exposure[scenario]
    top = landscape.stakes.money[scenario] * (1 + landscape.damping) * base
    left = np.maximum(whole - less, base)
    return np.asarray(top / whole * less / left)
