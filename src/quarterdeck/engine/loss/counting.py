"""How many amounts lie above each of some losses, world by world."""

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers, Positions, accumulated

SLOT = 46  # bits of a double below those that tell its slot: 64 slots from a loss to its double


def counts(
    world: Integers, money: Floats, losses: Floats, worlds: int, signs: Floats | None = None
) -> Floats:
    """How many amounts in each world are above each of the rising losses, (X, W); those of sign −1
    taken off."""
    above = np.flatnonzero(money > losses[0])
    cell = _passed(money.take(above), losses)
    cell *= worlds
    cell += world.take(above)
    weights = None if signs is None else signs.take(above)
    each = np.bincount(cell, weights, minlength=(len(losses) + 1) * worlds)
    return accumulated(np.add, each.reshape(-1, worlds)[:0:-1].astype(float))[::-1]


def _passed(money: Floats, losses: Floats) -> Positions:
    """How many of the rising losses each amount above zero is above.

    Doubles above zero are in the order of their bits: the leading ones tell which losses lie below,
    but for those in the same slot.
    """
    slots = _slots(losses[np.searchsorted(losses, 0, side="right") :])
    first = np.arange(slots[0], slots[-1] + 2) if len(slots) else np.zeros(1, dtype=np.int64)
    below = np.searchsorted(losses, (first << SLOT).view(float))
    passed: Positions = below.take(_slots(money) - first[0], mode="clip")
    ceiling = np.append(losses, np.inf)
    late = np.flatnonzero(money > ceiling.take(passed))
    while len(late):
        passed[late] += 1
        late = late[money.take(late) > ceiling.take(passed.take(late))]
    return passed


def _slots(money: Floats) -> Positions:
    return np.asarray(money.view(np.int64) >> SLOT, dtype=np.intp)
