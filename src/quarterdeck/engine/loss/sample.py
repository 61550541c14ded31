"""One scenario as simulated, and what a change has made of it."""

from dataclasses import dataclass
from functools import cached_property

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.climate import Climate
from quarterdeck.engine.loss.effect import UNCHANGED, Change
from quarterdeck.engine.loss.events import Events, draw_events
from quarterdeck.engine.loss.expectation import mean_annual_loss
from quarterdeck.engine.loss.scenario import Scenario
from quarterdeck.engine.loss.sums import Money
from quarterdeck.engine.loss.worlds import Worlds


@dataclass(frozen=True)
class Sample:
    """One scenario as simulated, with a change applied; `drawn` holds its events if kept."""

    scenario: Scenario
    undisturbed: Worlds
    drawn: Events | None
    change: Change = UNCHANGED

    @cached_property
    def worlds(self) -> Worlds:
        return self.change.of_worlds(self.scenario, self.undisturbed)

    @cached_property
    def mean(self) -> float:
        """Loss a year over all worlds, exactly; inf when it is infinite."""
        return mean_annual_loss(self.scenario, self.change)

    @cached_property
    def average(self) -> Floats:
        """Loss a year in each world, exactly, (W,)."""
        if self.change == UNCHANGED:
            return self.undisturbed.average
        return self.undisturbed.changed_average(self._part, self._factors)

    def above(self, losses: Floats) -> Floats:
        """Events a year above each loss (X,) in each world: (W, X)."""
        return self.worlds.above(losses)

    def above_again(self, losses: Floats) -> Floats:
        """The same for less work, from what is kept of the scenario for its changes: `above` itself
        at these losses before any change, or else its law in a few worlds."""
        if self._keeps_sizes:
            return self.undisturbed.remembered_above(losses) * self._part
        if self._mixed:
            return self.undisturbed.mixture.above(losses, self._part, self._factors[0])
        return self.worlds.above(losses)

    def moved(self, losses: Floats, old: "Sample") -> Floats:
        """How much more `above` is than that of `old`, (W, X)."""
        if self.undisturbed is old.undisturbed and self._mixed and old._mixed:
            before, after = ((s._part, s._factors[0]) for s in (old, self))
            return self.undisturbed.mixture.moved(losses, before, after)
        return self.above_again(losses) - old.above_again(losses)

    @property
    def _mixed(self) -> bool:
        return self.undisturbed.exact and self._factors[0] > 0

    @property
    def _keeps_sizes(self) -> bool:
        return all(factor == 1 for factor in self._factors)

    @cached_property
    def _part(self) -> float:
        return self.change.kept

    @cached_property
    def _factors(self) -> tuple[float, ...]:
        return self.change.factors(self.scenario)

    @cached_property
    def _kept(self) -> Events | None:
        return None if self.drawn is None else self.change.of_events(self.scenario, self.drawn)

    def events(self, climate: Climate, seed: int) -> Events:
        """The events, drawn again when they were not kept: the same bits either way."""
        if self._kept is not None:
            return self._kept
        return self.change.of_events(self.scenario, self._drawn(climate, seed))

    def money(self, climate: Climate, seed: int) -> Money:
        drawn = self._drawn(climate, seed)
        return drawn.year, self.change.of_losses(self.scenario, drawn)

    def _drawn(self, climate: Climate, seed: int) -> Events:
        if self.drawn is not None:
            return self.drawn
        return draw_events(self.scenario, self.undisturbed, climate, seed)
