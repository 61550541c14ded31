"""The year event loss table: every scenario's events over W worlds of Y years each.

All figures come from this one table, and every what-if from the same events.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.climate import Climate
from quarterdeck.engine.loss.effect import UNCHANGED, Change
from quarterdeck.engine.loss.events import Events, draw_events
from quarterdeck.engine.loss.expectation import mean_annual_loss
from quarterdeck.engine.loss.scenario import Scenario
from quarterdeck.engine.loss.sums import Money, Rivals, Sums, add_up, exchanged, rivals_of
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

    def above_again(self, losses: Floats, *, keep: bool) -> Floats:
        """The same for less work, from what is kept of the scenario for its changes: with `keep`,
        or where nothing else serves, `above` itself, at these losses before any change."""
        mixed = self.undisturbed.exact and self._factors[0] > 0
        if (keep or not mixed) and all(factor == 1 for factor in self._factors):
            return self.undisturbed.remembered_above(losses) * self._part
        if mixed:
            return self.undisturbed.mixture.above(losses, self._part, self._factors[0])
        return self.worlds.above(losses)

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


@dataclass(frozen=True)
class EventTable:
    """Samples in the order of the scenarios. `root` is the table that this one was changed from,
    scenario by scenario in the same places."""

    samples: tuple[Sample, ...]
    climate: Climate
    seed: int
    root: "EventTable | None" = field(default=None, repr=False)
    fits: dict[tuple[str, bytes], Floats] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    intensities: dict[bytes, Floats] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        return tuple(sample.scenario for sample in self.samples)

    @property
    def worlds(self) -> int:
        return self.climate.worlds

    @property
    def years(self) -> int:
        """Years in each world."""
        return self.climate.years

    @property
    def size(self) -> int:
        """Simulated years in all."""
        return self.worlds * self.years

    def events(self, place: int) -> Events:
        """Of the scenario at `place`."""
        return self.samples[place].events(self.climate, self.seed)

    def money(self, place: int) -> Money:
        """Of the scenario at `place`; what a change has spared counts as a loss of nothing."""
        return self.samples[place].money(self.climate, self.seed)

    def place_of(self, key: str) -> int:
        """Raises ValueError when no scenario has this key."""
        if key not in self._places:
            raise ValueError(f"no scenario {key!r} in this table")
        return self._places[key]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {sample.scenario.key: place for place, sample in enumerate(self.samples)}

    @cached_property
    def changed(self) -> tuple[int, ...]:
        """Places where this table differs from its root; all when it has none."""
        root = self.root.samples if self.root else (None,) * len(self.samples)
        pairs = enumerate(zip(self.samples, root, strict=True))
        return tuple(place for place, (mine, old) in pairs if mine is not old)

    @property
    def few_changed(self) -> bool:
        """Is it cheaper to work from the root's figures than anew?"""
        return self.root is not None and 4 * len(self.changed) <= len(self.samples)

    @cached_property
    def sums(self) -> Sums:
        """From the root's where one scenario is changed; the same bits as in full."""
        if self.root is not None and len(self.changed) == 1:
            (place,) = self.changed
            old, new = self.root.money(place), self.money(place)
            if sums := exchanged(self.root.sums, self.root.rivals, place, old, new):
                return sums
        return add_up(self._all_money(), self.size)

    @cached_property
    def rivals(self) -> Rivals:
        return rivals_of(self._all_money(), self.size)

    def _all_money(self) -> Iterator[Money]:
        return (self.money(place) for place in range(len(self.samples)))

    def form_sums(self) -> dict[str, Floats]:
        """Money in each year (W·Y,) by form of loss: what the total is made of."""
        sums: dict[str, Floats] = {}
        for place, scenario in enumerate(self.scenarios):
            events = self.events(place)
            for loss, money in zip(scenario.losses, events.forms, strict=True):
                into = sums.setdefault(loss.form.value, np.zeros(self.size))
                np.add.at(into, events.year, money)
        return sums
