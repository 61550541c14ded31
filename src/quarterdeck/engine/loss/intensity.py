"""How many events a year each world expects above a loss: Λ_w(x), free of simulation noise."""

from collections.abc import Iterable

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.table import LEAST_LEFT, EventTable


def intensity(table: EventTable, losses: Floats) -> Floats:
    """Events a year above each loss (X,) in each world, over all scenarios: (W, X)."""
    key = losses.tobytes()
    if key not in table.intensities:
        changed = _from_root(table, losses)
        table.intensities[key] = _all(table, losses) if changed is None else changed
    return table.intensities[key]


def is_exact(table: EventTable) -> bool:
    """Are all intensities exact (one form of loss each), or are sums matched by moments?"""
    return all(sample.undisturbed.exact for sample in table.samples)


def average(table: EventTable) -> Floats:
    """Loss a year in each world, over all scenarios, exactly: (W,)."""
    return table.average


def _all(table: EventTable, losses: Floats) -> Floats:
    changed = frozenset(table.changed if table.root else ())
    parts = (
        sample.above_again(losses) if place in changed else sample.above(losses)
        for place, sample in enumerate(table.samples)
    )
    return _sum((table.worlds, len(losses)), parts)


def _from_root(table: EventTable, losses: Floats) -> Floats | None:
    """Of the root, and what the changed scenarios have moved."""
    root = table.root
    if root is None or not table.few_changed:
        return None
    known = intensity(root, losses)
    changed = known.copy()
    for place in table.changed:
        changed += table.samples[place].moved(losses, root.samples[place])
    return None if np.any(changed < LEAST_LEFT * known) else changed


def _sum(shape: tuple[int, int], parts: Iterable[Floats]) -> Floats:
    total = np.zeros(shape)
    for part in parts:
        total += part
    return total
