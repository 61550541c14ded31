"""How many events a year each world expects above a loss: Λ_w(x), free of simulation noise."""

from collections.abc import Iterable

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.effect import UNCHANGED
from quarterdeck.engine.loss.table import EventTable, Sample

LEAST_LEFT = 1e-6  # of a sum, below which subtracting from it would leave rounding errors


def intensity(table: EventTable, losses: Floats) -> Floats:
    """Events a year above each loss (X,) in each world, over all scenarios: (W, X)."""
    key = tuple(losses.tolist())
    if key not in table.intensities:
        changed = _from_root(table, losses, key)
        table.intensities[key] = _sum(table, table.samples, losses) if changed is None else changed
    return table.intensities[key]


def is_exact(table: EventTable) -> bool:
    """Are all intensities exact (one form of loss each), or are sums matched by moments?"""
    return all(sample.worlds.exact for sample in table.samples)


def average(table: EventTable) -> Floats:
    """Loss a year in each world, over all scenarios, exactly: (W,)."""
    start = np.zeros(table.worlds)
    return sum((sample.worlds.average for sample in table.samples), start)


def _from_root(table: EventTable, losses: Floats, key: tuple[float, ...]) -> Floats | None:
    root = table.root
    if root is None or not table.few_changed or key not in root.intensities:
        return None
    known = root.intensities[key]
    rest = known - _sum(table, (root.samples[place] for place in table.changed), losses)
    if np.any(rest < LEAST_LEFT * known):
        return None
    return rest + _sum(table, (table.samples[place] for place in table.changed), losses)


def _above(sample: Sample, losses: Floats) -> Floats:
    """Where a change only thins, from what was worked out before it."""
    thins = sample.change != UNCHANGED and all(
        f == 1 for f in sample.change.factors(sample.scenario)
    )
    if thins:
        return sample.undisturbed.remembered_above(losses) * sample.change.kept
    return sample.worlds.above(losses)


def _sum(table: EventTable, samples: Iterable[Sample], losses: Floats) -> Floats:
    total = np.zeros((table.worlds, len(losses)))
    for sample in samples:
        total += _above(sample, losses)
    return total
