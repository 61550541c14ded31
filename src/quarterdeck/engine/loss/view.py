"""One side of a table, before or after insurance: its years, and each world's chances."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.doubt import features, fitted
from quarterdeck.engine.loss.insurance import NetTable, gross_of
from quarterdeck.engine.loss.intensity import average, intensity, is_exact
from quarterdeck.engine.loss.lattice import Lattice, lattice_for
from quarterdeck.engine.loss.results import Basis
from quarterdeck.engine.loss.table import EventTable, Sums


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
        own = lattice_for(self.sums.annual)
        if self.net or own is None or self.table.root is None:
            return own
        root = View(self.table.root).lattice
        return root if root and root.covers(own) else own

    def chances(self, losses: Floats, basis: Basis) -> Floats:
        """Each world's chance of a year above each of some losses, cleaned of noise: (X, W)."""
        return self._chances(losses, [self._above(losses / part) for part in (1, 2, 3)], basis)

    def curve_chances(self, basis: Basis) -> Floats:
        """The same over the lattice, never rising with the loss: (X, W)."""
        lattice = self.lattice
        if lattice is None:
            return np.empty((0, self.table.worlds))
        above = self._above(lattice.extended)
        down = [above[:, lattice.steps - k : above.shape[1] - k] for k in lattice.parts]
        chances = self._chances(lattice.losses, down, basis)
        return np.minimum.accumulate(chances, axis=0)

    def some_loss(self) -> Floats:
        """Each world's chance of a year with any loss, (W,)."""
        return self.table.climate.chance(self._above(np.zeros(1))[:, 0])

    def counts(self, losses: Floats, basis: Basis) -> Floats:
        """Years above each of the rising losses, in each world: (X, W)."""
        years, table = self.years(basis), self.table
        (some,) = np.nonzero(years > losses[0])
        passed = np.searchsorted(losses, years[some], side="left")
        cells = np.bincount(
            some // table.years * (len(losses) + 1) + passed,
            minlength=table.worlds * (len(losses) + 1),
        ).reshape(table.worlds, -1)
        return np.asarray(cells[:, :0:-1].cumsum(axis=1)[:, ::-1].T, dtype=float)

    def _above(self, losses: Floats) -> Floats:
        return intensity(self.table, gross_of(self.net.insurance, losses) if self.net else losses)

    def _chances(self, losses: Floats, above: list[Floats], basis: Basis) -> Floats:
        if basis == "event" and self._exact_events:
            return self.table.climate.chance(above[0]).T
        at, half, third = above
        terms = features(losses, at, half, third, self.average)
        return fitted(self.counts(losses, basis), self.table.years, terms)

    @cached_property
    def _exact_events(self) -> bool:
        eroded = self.net is not None and np.isfinite(self.net.insurance.aggregate)
        return is_exact(self.table) and not eroded


def _payment(net: NetTable) -> Floats:
    """What insurance pays a year in each world, (W,).

    Expected payments without the aggregate, R, bent by a quadratic fitted to the simulated ones,
    so that the aggregate's relief and the shape of sums are in it and the noise is not.
    """
    simulated = net.annual_paid.reshape(net.table.worlds, -1).mean(axis=1)
    expected = _expected_payment(net)
    if not np.all(np.isfinite(expected)) or not expected.max(initial=0) > 0:
        return simulated
    scale = expected.mean()
    terms = np.stack([expected, expected**2 / scale], axis=1)
    weight = 1 / np.sqrt(expected + 1e-9 * scale)
    b, *_ = np.linalg.lstsq(terms * weight[:, None], simulated * weight, rcond=None)
    return np.asarray(np.clip(terms @ b, 0, expected.max()))


def _expected_payment(net: NetTable) -> Floats:
    low, high = net.insurance.retention, net.insurance.retention + net.insurance.limit
    layers = (
        sample.worlds.average(high) - sample.worlds.average(low) for sample in net.table.samples
    )
    return np.asarray(net.insurance.share * sum(layers, np.zeros(net.table.worlds)))
