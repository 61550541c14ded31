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
from quarterdeck.engine.loss.passed import Passed
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
        return self.passed(losses, basis).chances

    def passed(self, losses: Floats, basis: Basis) -> Passed:
        """Years above each of some losses."""
        asked = losses.tolist()
        if not set(asked) <= set(self.limits):
            levels = levels_of(losses)
            return self._passed(levels, self._above(levels.extended), basis)
        places = [self._points + self.limits.index(loss) for loss in asked]
        return self._known(basis).take(np.array(places))

    def curve(self, basis: Basis) -> Passed:
        """Years above the lattice's losses and the atoms of the years among them: each with the
        loss just below it, where chances have not yet fallen."""
        atoms = self.yearly(basis).atoms
        lattice = self._known(basis).take(slice(self._points))
        edges = np.concatenate([atoms * (1 - EDGE), atoms])
        return (lattice + self.passed(edges, basis) if len(edges) else lattice).falling()

    @cached_property
    def _levels(self) -> Levels:
        """The lattice's losses, then the limits."""
        limits = levels_of(np.array(self.limits, dtype=float))
        return self.lattice.levels + limits if self.lattice else limits

    @property
    def _points(self) -> int:
        """Of the lattice among `_levels`."""
        return len(self._levels.losses) - len(self.limits)

    @cached_property
    def _asked(self) -> Floats:
        """Intensities at all that `_levels` needs, and at nothing: (X, W)."""
        return self._above(np.append(self._levels.extended, 0.0))

    def _known(self, basis: Basis) -> Passed:
        """Years above `_levels`."""
        if basis not in self._memory:
            self._memory[basis] = self._passed(self._levels, self._asked, basis)
        return self._memory[basis]

    @cached_property
    def _memory(self) -> dict[Basis, Passed]:
        return {}

    @cached_property
    def moments(self) -> tuple[Floats, Floats]:
        """Mean and variance of each world's year (W,); where they are infinite, and for all
        variances, with events counted to the lattice's end."""
        if self.lattice is None:
            return np.zeros(self.table.worlds), np.zeros(self.table.worlds)
        losses, step = self.lattice.extended, log(3) / self.lattice.steps
        above = self._asked[: len(losses)]
        small = step * _dot(losses, above) + losses[0] * above[0]
        mean = np.where(np.isfinite(self.average), self.average, small)
        square = step * _dot(2 * losses**2, above) + losses[0] ** 2 * above[0]
        return mean, square + self.table.climate.variance * mean**2

    def some_loss(self) -> Floats:
        """Each world's chance of a year with any loss, (W,)."""
        return self.table.climate.chance(self._asked[-1])

    def _above(self, losses: Floats) -> Floats:
        gross = gross_of(self.net.insurance, losses) if self.net else losses
        return np.ascontiguousarray(intensity(self.table, gross).T)

    def _passed(self, levels: Levels, above: Floats, basis: Basis) -> Passed:
        """From intensities (X, W) at the extended levels."""
        exact = basis == "event" and self._exact_events
        counts = self.yearly(basis).counts(levels.losses, 1 if exact else self.table.worlds)
        if exact:
            chances = self.table.climate.chance(above[levels.parts[0]])
        else:
            chances = self._fit(levels, above, counts, basis).chances
        return Passed(levels.losses, counts.sum(axis=1) / self.table.size, chances)

    def _fit(self, levels: Levels, above: Floats, counts: Floats, basis: Basis) -> Fit:
        """From that of the root where it is near; kept for those of tables changed from this."""
        at, half, third = (above[part] for part in levels.parts)
        few, many = hazards(levels.losses, at, half, third, *self.moments)
        start = self._near._weights(levels, basis) if self._near else None
        fit = fitted(counts, self.table.years, few, many, start)
        if not self.net:
            self.table.fits[basis, levels.losses.tobytes()] = fit.weights
        return fit

    def _weights(self, levels: Levels, basis: Basis) -> Floats:
        key = basis, levels.losses.tobytes()
        if key not in self.table.fits:
            self._passed(levels, self._above(levels.extended), basis)
        return self.table.fits[key]

    @cached_property
    def _exact_events(self) -> bool:
        eroded = self.net is not None and np.isfinite(self.net.insurance.aggregate)
        return is_exact(self.table) and not eroded


def _dot(row: Floats, rows: Floats) -> Floats:
    """Their product on one core, the same bits however many are free."""
    return np.asarray(np.einsum("x,xw->w", row, rows))
