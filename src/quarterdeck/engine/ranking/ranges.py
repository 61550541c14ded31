"""How far a row's share may lie from its middle: the same arithmetic in every world."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from quarterdeck.engine.exposure import Exposure, Landscape, Parameters, Reference
from quarterdeck.engine.exposure.effects import feeds
from quarterdeck.engine.exposure.reference import levels_in_world
from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.ranking.shares import worth_of_hazard

LOW, HIGH = 5, 95


@dataclass(frozen=True, eq=False)
class Ranges:
    """Money a year of what was asked for (R,): the mean, which orders it, and a 90% range."""

    mean: Floats
    low: Floats
    high: Floats

    @property
    def order(self) -> Integers:
        """Places among what was asked for, the dearest mean first."""
        return np.argsort(-self.mean, kind="stable").astype(np.int32)


def ranges(
    build: Callable[[Parameters], Landscape],
    worlds: Sequence[Parameters],
    yearly_loss: Floats,
    frozen: Reference,
    middle: Landscape,
    rows: Integers,
    unseen: Integers | None = None,
    by_weakness: Floats | None = None,
) -> Ranges:
    """Shares of `rows`, then of the hosts `unseen` that no scan saw, over W worlds.

    `build` makes today's landscape of a world's parameters; `middle` is that of the middle.
    `yearly_loss` (W, S) is each world's average annual loss of each scenario, `by_weakness`
    (W, S) the part that begins with a weakness where that is in doubt too. ValueError when the
    worlds are not as many. Work grows with worlds × findings.
    """
    if len(yearly_loss) != len(worlds):
        raise ValueError(f"{len(worlds)} worlds, and losses for {len(yearly_loss)}")
    parts = middle.stakes.by_weakness
    hosts = np.zeros(0, dtype=np.int32) if unseen is None else unseen
    drawn = np.empty((len(worlds), len(rows) + len(hosts)))
    for number, parameters in enumerate(worlds):
        part = parts if by_weakness is None else by_weakness[number]
        world = build(parameters)
        stakes = replace(world.stakes, yearly_loss=yearly_loss[number], by_weakness=part)
        world = replace(world, stakes=stakes)
        exposure = Exposure(world, levels_in_world(frozen, middle, world))
        drawn[number] = _shares_of(exposure, rows, hosts)
    low, high = np.percentile(drawn, (LOW, HIGH), axis=0)
    return Ranges(drawn.mean(axis=0), low, high)


def _shares_of(exposure: Exposure, rows: Integers, hosts: Integers) -> Floats:
    landscape, worth = exposure.landscape, worth_of_hazard(exposure)
    place, effect, eta = landscape.host[rows], landscape.effect[rows], landscape.hazard[rows]
    by_row, by_host = np.zeros(len(rows)), np.zeros(len(hosts))
    for column in landscape.columns:
        by_row += eta * feeds(effect, column) * worth[place, column]
        by_host += landscape.unseen[hosts, column] * worth[hosts, column]
    return np.concatenate((by_row, by_host))
