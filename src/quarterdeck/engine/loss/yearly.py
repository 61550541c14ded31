"""One amount of money a simulated year: in order, and counted by world."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.loss.counting import counts

TAIL = 1 / 8  # of the years, those in order: what quantiles from 1 in 10 on are read from
LEAST = 10  # years in order at least
TIED = 10  # of the worst years, that make their common amount an atom
ATOMS = 8  # the weightiest
EDGE = 1e-6  # of an atom, below which chances do not yet fall

FEW = 1 / 20  # of the years, beyond which all are put in order as quickly


def no_years() -> Integers:
    return np.empty(0, dtype=np.int32)


@dataclass(frozen=True)
class Yearly:
    """`money` (W·Y,); `before`: what it was changed from, alike in all but the years `touched`.
    Then only these are put in order and counted anew, to the same bits."""

    money: Floats
    before: "Yearly | None" = field(default=None, repr=False)
    touched: Integers = field(default_factory=no_years, repr=False)
    _places: dict[int, float] = field(default_factory=dict, init=False, repr=False)
    _within: dict[float, int] = field(default_factory=dict, init=False, repr=False)
    _counts: dict[bytes, Floats] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def worst(self) -> Floats:
        """The largest amounts, at least an eighth of all, from least to most."""
        rest = max(0, len(self.money) - LEAST - round(TAIL * len(self.money)))
        moved = len(self._moved.years)
        if self.before and moved <= min(rest, FEW * len(self.money)):
            top = _exchanged(self.before.rising[rest - moved :], self._moved)
            return top[rest - len(self.money) :]
        return np.sort(np.partition(self.money, rest)[rest:])

    @cached_property
    def rising(self) -> Floats:
        """All amounts in order, for what is changed from this."""
        return np.sort(self.money)

    @cached_property
    def atoms(self) -> Floats:
        """Amounts that many of the worst years share, rising: a retention, a cap, a known size."""
        again = self.worst[1:].compress(self.worst[1:] == self.worst[:-1])
        if len(again) == 0:
            return again
        shared, ties = np.unique(again, return_counts=True)
        most = np.argsort(-ties, kind="stable")[:ATOMS]
        return np.sort(shared[most[(ties[most] >= TIED) & (shared[most] > 0)]])

    def at(self, place: int) -> float:
        """The amount that as many years come before, from least to most."""
        if place not in self._places:
            self._places[place] = float(np.partition(self.money, place)[place])
        return self._places[place]

    def within(self, loss: float) -> int:
        """Years of this amount or less."""
        if loss not in self._within:
            self._within[loss] = self._counted_within(loss)
        return self._within[loss]

    def counts(self, losses: Floats, worlds: int) -> Floats:
        """Years above each loss in each world: (X, W)."""
        key = losses.tobytes()
        if key not in self._counts:
            order = np.argsort(losses)
            found = self._counts[key] = np.empty((len(losses), worlds))
            if len(losses):
                found[order] = self._counted(losses[order], worlds)
        return self._counts[key]

    def _counted_within(self, loss: float) -> int:
        if self.before is None:
            return int(np.count_nonzero(self.money <= loss))
        more, less = (self._moved.come <= loss, self._moved.gone <= loss)
        return self.before.within(loss) + int(np.count_nonzero(more) - np.count_nonzero(less))

    def _counted(self, losses: Floats, worlds: int) -> Floats:
        years = len(self.money) // worlds
        if self.before is None:
            world = np.arange(worlds, dtype=np.int32).repeat(years)
            return counts(world, self.money, losses, worlds)
        world = np.tile(self._moved.years // years, 2)
        signs = np.array([1.0, -1.0]).repeat(len(self._moved.years))
        both = np.concatenate([self._moved.come, self._moved.gone])
        return self.before.counts(losses, worlds) + counts(world, both, losses, worlds, signs)

    @cached_property
    def _moved(self) -> "Moved":
        if self.before is None:
            return Moved(no_years(), np.empty(0), np.empty(0))
        come, gone = (years.money.take(self.touched) for years in (self, self.before))
        differ = come != gone
        if differ.all():
            return Moved(self.touched, come, gone)
        return Moved(self.touched.compress(differ), come.compress(differ), gone.compress(differ))


@dataclass(frozen=True, slots=True)
class Moved:
    """Years that are not as before, what each costs and what it did, all (n,)."""

    years: Integers
    come: Floats
    gone: Floats


def _exchanged(rising: Floats, moved: Moved) -> Floats:
    """Amounts in order without those gone and with those come, as far as they lie above the first;
    all gone above it are there."""
    gone, come = (np.sort(money[money > rising[0]]) for money in (moved.gone, moved.come))
    alike = np.arange(len(gone)) - np.searchsorted(gone, gone)
    left = np.delete(rising, np.searchsorted(rising, gone) + alike)
    return np.insert(left, np.searchsorted(left, come), come)
