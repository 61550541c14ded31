"""One side of a table, before or after insurance: its years, and each world's chances."""

from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.doubt import fitted, hazards
from quarterdeck.engine.loss.insurance import NetTable, gross_of
from quarterdeck.engine.loss.intensity import average, intensity, is_exact
from quarterdeck.engine.loss.lattice import Lattice, lattice_for
from quarterdeck.engine.loss.results import Basis
from quarterdeck.engine.loss.sums import Sums
from quarterdeck.engine.loss.table import EventTable


@dataclass(frozen=True)
class View:
    """`net` is None before insurance."""

    table: EventTable
    net: NetTable | None = None

    @property
    def sums(self) -> Sums:
        return self.net.sums if self.net else self.table.sums

    def years(self, basis: Basis) -> Floats:
        """Each year's sum, or its largest event, (W·Y,)."""
        return self.sums.annual if basis == "year" else self.sums.largest

    def rising(self, basis: Basis) -> Floats:
        """The same from least to most."""
        return self.sums.rising if basis == "year" else self.sums.rising_largest

    @property
    def keys(self) -> list[str]:
        return [scenario.key for scenario in self.table.scenarios]

    def losses(self, place: int) -> Floats:
        """Of each event of one scenario, (n,)."""
        return self.net.losses(place) if self.net else self.table.events(place).loss

    @cached_property
    def average(self) -> Floats:
        """Loss a year in each world, (W,): exact before insurance, less a fitted payment after."""
        gross = average(self.table)
        return gross if self.net is None else gross - _payment(self.net)

    @cached_property
    def lattice(self) -> Lattice | None:
        """Of the root where it still serves, so that its intensities do too."""
        own = lattice_for(self.sums.rising)
        root = self.table.root
        if self.net or own is None or root is None:
            return own
        theirs = lattice_for(root.sums.rising)
        return theirs if theirs and theirs.covers(own) else own

    def chances(self, losses: Floats, basis: Basis) -> Floats:
        """Each world's chance of a year above each of some losses, cleaned of noise: (X, W)."""
        above = self._above(np.concatenate([losses, losses / 2, losses / 3]))
        whole, half, third = np.split(above, 3, axis=1)
        return self._chances(losses, (whole, half, third), basis)[0]

    def curve_chances(self, basis: Basis) -> Floats:
        """The same over the lattice, never rising with the loss: (X, W)."""
        if self.lattice is None:
            return np.empty((0, self.table.worlds))
        losses, above = self.lattice.losses, self._above(self.lattice.extended)
        whole, half, third = (above[:, part] for part in self.lattice.parts)
        start = self._root_weights(basis)
        chances, weights = self._chances(losses, (whole, half, third), basis, start)
        if not self.net:
            self.table.weights[basis] = weights
        return np.minimum.accumulate(chances, axis=0)

    def _root_weights(self, basis: Basis) -> Floats | None:
        """Of the root's fit over the same lattice, a good start for this one."""
        root = self.table.root
        if self.net or root is None or View(root).lattice != self.lattice:
            return None
        if basis not in root.weights:
            View(root).curve_chances(basis)
        return root.weights[basis]

    @cached_property
    def moments(self) -> tuple[Floats, Floats]:
        """Mean and variance of each world's year (W,); where they are infinite, and for all
        variances, with events counted to the lattice's end."""
        if self.lattice is None:
            return np.zeros(self.table.worlds), np.zeros(self.table.worlds)
        losses, step = self.lattice.extended, log(3) / self.lattice.steps
        above = self._above(losses)
        small = step * (above @ losses) + losses[0] * above[:, 0]
        mean = np.where(np.isfinite(self.average), self.average, small)
        square = step * (above @ (2 * losses**2)) + losses[0] ** 2 * above[:, 0]
        return mean, square + self.table.climate.variance * mean**2

    def some_loss(self) -> Floats:
        """Each world's chance of a year with any loss, (W,)."""
        return self.table.climate.chance(self._above(np.zeros(1))[:, 0])

    def counts(self, losses: Floats, basis: Basis) -> Floats:
        """Years above each of the rising losses, in each world: (X, W)."""
        years, table = self.years(basis), self.table
        some = np.flatnonzero(years > losses[0])
        passed = np.searchsorted(losses, years.take(some), side="left")
        cells = np.bincount(
            some // table.years * (len(losses) + 1) + passed,
            minlength=table.worlds * (len(losses) + 1),
        ).reshape(table.worlds, -1)
        return np.asarray(cells[:, :0:-1].cumsum(axis=1)[:, ::-1].T, dtype=float)

    def _above(self, losses: Floats) -> Floats:
        return intensity(self.table, gross_of(self.net.insurance, losses) if self.net else losses)

    def _chances(
        self,
        losses: Floats,
        above: tuple[Floats, Floats, Floats],
        basis: Basis,
        start: Floats | None = None,
    ) -> tuple[Floats, Floats | None]:
        """Chances (X, W), and the weights of the fit where one was needed."""
        if basis == "event" and self._exact_events:
            return np.asarray(self.table.climate.chance(above[0]).T), None
        few, many = hazards(losses, above, *self.moments)
        return fitted(self.counts(losses, basis), self.table.years, few, many, start)

    @cached_property
    def _exact_events(self) -> bool:
        eroded = self.net is not None and np.isfinite(self.net.insurance.aggregate)
        return is_exact(self.table) and not eroded


def _payment(net: NetTable) -> Floats:
    """What insurance pays a year in each world, (W,).

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
