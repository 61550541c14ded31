"""One amount of money a simulated year: in order, and counted by world."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Positions

FEW = 1 / 5  # of the years, beyond which counting all is as quick
TAIL = 1 / 8  # of the years, those in order: what quantiles from 1 in 10 on are read from
LEAST = 10  # years in order at least
TIED = 10  # of the worst years, that make their common amount an atom
ATOMS = 8  # the weightiest
EDGE = 1e-6  # of an atom, below which chances do not yet fall


@dataclass(frozen=True)
class Yearly:
    """`money` (W·Y,); `before`: what it was changed from, alike in most years. Where few have
    moved, only these are counted anew; counts are whole numbers, so that they are the same."""

    money: Floats
    before: "Yearly | None" = field(default=None, repr=False)
    _places: dict[int, float] = field(default_factory=dict, init=False, repr=False)
    _counts: dict[bytes, Floats] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def worst(self) -> Floats:
        """The largest amounts, at least an eighth of all, from least to most."""
        rest = max(0, len(self.money) - LEAST - round(TAIL * len(self.money)))
        return np.sort(np.partition(self.money, rest)[rest:])

    @cached_property
    def atoms(self) -> Floats:
        """Amounts that many of the worst years share, rising: a retention, a cap, a known size."""
        worst = self.worst
        shared, ties = np.unique(worst[1:][worst[1:] == worst[:-1]], return_counts=True)
        most = np.argsort(-ties, kind="stable")[:ATOMS]
        return np.sort(shared[most[(ties[most] >= TIED) & (shared[most] > 0)]])

    def at(self, place: int) -> float:
        """The amount that as many years come before, from least to most."""
        if place not in self._places:
            self._places[place] = float(np.partition(self.money, place)[place])
        return self._places[place]

    def counts(self, losses: Floats, worlds: int) -> Floats:
        """Years above each loss in each world: (X, W)."""
        key = losses.tobytes()
        if key not in self._counts:
            order = np.argsort(losses)
            counts = self._counts[key] = np.empty((len(losses), worlds))
            if len(losses):
                counts[order] = self._counted(losses[order], worlds)
        return self._counts[key]

    def _counted(self, losses: Floats, worlds: int) -> Floats:
        moved = self._moved
        if self.before is None or len(moved) > FEW * len(self.money):
            return _above(_cells(None, self.money, losses, worlds))
        gone = _cells(moved, self.before.money, losses, worlds)
        come = _cells(moved, self.money, losses, worlds)
        return self.before.counts(losses, worlds) + _above(come - gone)

    @cached_property
    def _moved(self) -> Positions:
        """Years that are not as before."""
        return np.flatnonzero(self.money != self.before.money) if self.before else np.arange(0)


def _cells(years: Positions | None, money: Floats, losses: Floats, worlds: int) -> Positions:
    """Of these years only, or of all: how many in each world are above so many of the rising
    losses and no more, (X + 1, W); those above none are left out."""
    if years is None:
        years = np.flatnonzero(money > losses[0])
    else:
        years = years[money.take(years) > losses[0]]
    passed = np.searchsorted(losses, money.take(years), side="left")
    world = years // (len(money) // worlds)
    cells = (len(losses) + 1) * worlds
    return np.bincount(passed * worlds + world, minlength=cells).reshape(-1, worlds)


def _above(cells: Positions) -> Floats:
    """How many are above each loss in each world, (X, W)."""
    return np.asarray(cells[:0:-1].cumsum(axis=0)[::-1], dtype=float)
