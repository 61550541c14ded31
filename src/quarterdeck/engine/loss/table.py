"""The year event loss table: every scenario's events over W worlds of Y years each.

All figures come from this one table, and every what-if from the same events.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.climate import Climate
from quarterdeck.engine.loss.events import Events
from quarterdeck.engine.loss.sample import Sample
from quarterdeck.engine.loss.scenario import Scenario
from quarterdeck.engine.loss.sums import Money, Rivals, Sums, add_up, exchanged, rivals_of

LEAST_LEFT = 1e-6  # of a sum, below which what was taken from it leaves too many errors


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

    @cached_property
    def mean(self) -> float:
        """Loss a year over all worlds, exactly; inf when it is infinite."""
        return sum((sample.mean for sample in self.samples), 0.0)

    @cached_property
    def average(self) -> Floats:
        """Loss a year in each world, over all scenarios, exactly: (W,)."""
        if self.root is not None and self.few_changed and self.root.mean < inf:
            known = self.root.average
            pairs = ((self.samples[place], self.root.samples[place]) for place in self.changed)
            changed = known + sum(new.average - old.average for new, old in pairs)
            if np.all(changed >= LEAST_LEFT * known):
                return changed
        averages = np.array([sample.average for sample in self.samples])
        return np.asarray(averages.reshape(-1, self.worlds).sum(axis=0))

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
