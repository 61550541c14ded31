"""One side of a table, before or after insurance: its years, and each world's chances."""

from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.doubt import Fit, fitted, hazards
from quarterdeck.engine.loss.insurance import NetTable, gross_of
from quarterdeck.engine.loss.intensity import average, intensity, is_exact
from quarterdeck.engine.loss.lattice import Lattice, Levels, lattice_for, levels_of
from quarterdeck.engine.loss.payment import payment
from quarterdeck.engine.loss.results import Basis
from quarterdeck.engine.loss.sums import Sums
from quarterdeck.engine.loss.table import EventTable
from quarterdeck.engine.loss.yearly import EDGE, Yearly


@dataclass(frozen=True)
class View:
    """`net` is None before insurance. `limits` are losses whose chances will be asked for: they are
    worked out with the curve's."""

    table: EventTable
    net: NetTable | None = None
    limits: tuple[float, ...] = ()

    @property
    def sums(self) -> Sums:
        return self.net.sums if self.net else self.table.sums

    def yearly(self, basis: Basis) -> Yearly:
        """Each year's sum, or its largest event."""
        return self.sums.by_year if basis == "year" else self.sums.by_event

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
        return gross if self.net is None else gross - payment(self.net)

    @cached_property
    def lattice(self) -> Lattice | None:
        """Of the root where it still serves, so that its intensities do too."""
        years, theirs = self.sums.by_year, self._root and self._root.lattice
        return theirs if theirs and theirs.serves(years) else lattice_for(years)

    @cached_property
    def _root(self) -> "View | None":
        root = self.table.root
        return View(root, limits=self.limits) if root and not self.net else None

    @cached_property
    def _near(self) -> "View | None":
        """The root when its lattice serves: its fits are good starts for this table's."""
        root = self._root
        return root if root and root.lattice and root.lattice == self.lattice else None

    def chances(self, losses: Floats, basis: Basis) -> Floats:
        """Each world's chance of a year above each of some losses, cleaned of noise: (X, W)."""
        places = self._places(losses)
        if places is None:
            levels = levels_of(losses)
            return self._chances(levels, self._above(levels.extended), basis)
        return self._known(basis)[places]

    def shares(self, losses: Floats, basis: Basis) -> Floats:
        """Of simulated years above each of some losses, (X,)."""
        places = self._places(losses)
        if places is None:
            return self._shares(losses, basis)
        return self._known_shares(basis)[places]

    def curve_chances(self, basis: Basis) -> Floats:
        """The same over the lattice, never rising with the loss: (X, W)."""
        return np.minimum.accumulate(self._known(basis)[: self._curve], axis=0)

    def fine_chances(self, basis: Basis) -> tuple[Floats, Floats]:
        """The lattice's losses (X,) and its chances (X, W), with the atoms of the years among them:
        each with the loss just below it, where the chances fall."""
        lattice = self._levels.losses[: self._curve]
        atoms = self.yearly(basis).atoms if self.lattice else np.empty(0)
        if len(atoms) == 0:
            return lattice, self.curve_chances(basis)
        edges = np.concatenate([atoms * (1 - EDGE), atoms])
        losses = np.concatenate([lattice, edges])
        order = np.argsort(losses, kind="stable")
        chances = np.concatenate([self._known(basis)[: self._curve], self.chances(edges, basis)])
        return losses[order], np.minimum.accumulate(chances[order], axis=0)

    def curve_shares(self, basis: Basis) -> Floats:
        """Of simulated years above each loss of the lattice, (X,)."""
        return self._known_shares(basis)[: self._curve]

    def _known_shares(self, basis: Basis) -> Floats:
        return self._shares(self._levels.losses, basis)

    def _shares(self, losses: Floats, basis: Basis) -> Floats:
        return np.asarray(self.counts(losses, basis).sum(axis=1) / self.table.size)

    @property
    def _curve(self) -> int:
        """Losses of the lattice among `_levels`."""
        return len(self._levels.losses) - len(self.limits)

    def _places(self, losses: Floats) -> list[int] | None:
        """Among `_levels`; None where they are not all limits."""
        asked = losses.tolist()
        if self.lattice is None or not set(asked) <= set(self.limits):
            return None
        return [self._curve + self.limits.index(loss) for loss in asked]

    @cached_property
    def _levels(self) -> Levels:
        """The lattice's losses, then the limits."""
        limits = levels_of(np.array(self.limits, dtype=float))
        return self.lattice.levels + limits if self.lattice else limits

    @cached_property
    def _asked(self) -> Floats:
        """Intensities at all that `_levels` needs, and at nothing: (W, X)."""
        return self._above(np.append(self._levels.extended, 0.0))

    def _known(self, basis: Basis) -> Floats:
        """Chances of `_levels`, (X, W)."""
        if basis not in self._memory:
            self._memory[basis] = self._chances(self._levels, self._asked, basis)
        return self._memory[basis]

    @cached_property
    def _memory(self) -> dict[Basis, Floats]:
        return {}

    @cached_property
    def moments(self) -> tuple[Floats, Floats]:
        """Mean and variance of each world's year (W,); where they are infinite, and for all
        variances, with events counted to the lattice's end."""
        if self.lattice is None:
            return np.zeros(self.table.worlds), np.zeros(self.table.worlds)
        losses, step = self.lattice.extended, log(3) / self.lattice.steps
        above = self._asked[:, : len(losses)]
        small = step * _dot(above, losses) + losses[0] * above[:, 0]
        mean = np.where(np.isfinite(self.average), self.average, small)
        square = step * _dot(above, 2 * losses**2) + losses[0] ** 2 * above[:, 0]
        return mean, square + self.table.climate.variance * mean**2

    def some_loss(self) -> Floats:
        """Each world's chance of a year with any loss, (W,)."""
        return self.table.climate.chance(self._asked[:, -1])

    def counts(self, losses: Floats, basis: Basis) -> Floats:
        """Years above each loss in each world: (X, W)."""
        return self.yearly(basis).counts(losses, self.table.worlds)

    def _above(self, losses: Floats) -> Floats:
        return intensity(self.table, gross_of(self.net.insurance, losses) if self.net else losses)

    def _chances(self, levels: Levels, above: Floats, basis: Basis) -> Floats:
        """From intensities (W, X) at the extended levels."""
        if basis == "event" and self._exact_events:
            return self.table.climate.chance(above.T[levels.parts[0]])
        return self._fit(levels, above, basis).chances

    def _fit(self, levels: Levels, above: Floats, basis: Basis) -> Fit:
        above = np.ascontiguousarray(above.T)
        at, half, third = (above[part] for part in levels.parts)
        few, many = hazards(levels.losses, at, half, third, *self.moments)
        start = self._near._weights(levels, basis) if self._near else None
        fit = fitted(self.counts(levels.losses, basis), self.table.years, few, many, start)
        if not self.net:
            self.table.fits[basis, levels.losses.tobytes()] = fit.weights
        return fit

    def _weights(self, levels: Levels, basis: Basis) -> Floats:
        known = self.table.fits.get((basis, levels.losses.tobytes()))
        if known is not None:
            return known
        return self._fit(levels, self._above(levels.extended), basis).weights

    @cached_property
    def _exact_events(self) -> bool:
        eroded = self.net is not None and np.isfinite(self.net.insurance.aggregate)
        return is_exact(self.table) and not eroded


def _dot(rows: Floats, column: Floats) -> Floats:
    """Their product on one core, the same bits however many are free."""
    return np.asarray(np.einsum("wx,x->w", rows, column))
