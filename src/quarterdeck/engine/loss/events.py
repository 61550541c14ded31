"""The events of one scenario: when they come, what each costs in which form."""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers, Singles
from quarterdeck.engine.loss.climate import Climate
from quarterdeck.engine.loss.scenario import Scenario
from quarterdeck.engine.loss.streams import Purpose, stream
from quarterdeck.engine.loss.sums import quantised
from quarterdeck.engine.loss.worlds import Worlds

MOST_EVENTS = 300_000_000


@dataclass(frozen=True, slots=True)
class Events:
    """n events in order of their worlds.

    `year` is world·Y + year, `when` the part of the year gone by, `thinning` a uniform number: a
    control of effectiveness e keeps the events whose number is at least e. `forms` (F, n) is money
    in each form of the scenario's losses, `loss` (n,) their sum.
    """

    year: Integers
    when: Singles
    thinning: Singles
    loss: Floats
    forms: Floats

    def __len__(self) -> int:
        return len(self.year)


def draw_events(scenario: Scenario, worlds: Worlds, climate: Climate, seed: int) -> Events:
    """What befalls one scenario in all worlds and years. Raises ValueError beyond MOST_EVENTS."""
    expected = worlds.rate * climate.exposure
    if expected.sum() > MOST_EVENTS:
        raise ValueError(f"scenario {scenario.key}: too many events ({expected.sum():.3g})")
    generator = stream(seed, Purpose.EVENTS, scenario.key)
    counts = generator.poisson(expected)
    world = np.repeat(np.arange(climate.worlds, dtype=np.int32), counts)
    year = climate.place(world, generator.random(len(world)))
    when, thinning = generator.random((2, len(world)), dtype=np.float32)
    sizes = [
        _sizes(scenario, place, worlds, world, generator) for place in range(len(scenario.losses))
    ]
    forms = sizes[0][None] if len(sizes) == 1 else np.reshape(sizes, (len(sizes), len(world)))
    return Events(year, when, thinning, total(forms), forms)


def total(forms: Floats) -> Floats:
    """Sum over forms, (n,)."""
    return forms[0] if len(forms) == 1 else np.asarray(forms.sum(axis=0))


def _sizes(
    scenario: Scenario, place: int, worlds: Worlds, world: Integers, generator: np.random.Generator
) -> Floats:
    severity, chance = worlds.sizes[place], scenario.losses[place].chance
    sizes = severity.sizes(generator.standard_normal(len(world)), severity.median[world])
    if not (chance.known and chance.low == 1):
        sizes *= generator.random(len(world)) < worlds.chance[place][world]
    return quantised(sizes)
