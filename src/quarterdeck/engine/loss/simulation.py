"""Simulating a table, and changing one: what-ifs on the same events, scenarios put anew."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as with_fields

from quarterdeck.engine.loss.climate import CLIMATE_VARIANCE, Climate, draw_climate
from quarterdeck.engine.loss.effect import Change
from quarterdeck.engine.loss.events import draw_events
from quarterdeck.engine.loss.sample import Sample
from quarterdeck.engine.loss.scenario import Scenario
from quarterdeck.engine.loss.table import EventTable
from quarterdeck.engine.loss.worlds import draw_worlds

Progress = Callable[[int, int], None]
"""Called with scenarios done and scenarios in all."""


def simulate(
    scenarios: Sequence[Scenario],
    *,
    seed: int,
    worlds: int = 500,
    years: int = 200,
    climate: float = CLIMATE_VARIANCE,
    workers: int = 1,
    keep: bool = True,
    progress: Progress | None = None,
) -> EventTable:
    """Events of all scenarios over `worlds` × `years`, the same bits for any number of workers.

    `climate` is the variance of the shared yearly factor. With `keep` False events are drawn again
    whenever they are asked for, so that memory does not grow with their number. Raises ValueError
    when two scenarios share a key.
    """
    keys = [scenario.key for scenario in scenarios]
    if len(set(keys)) < len(keys):
        raise ValueError(f"two scenarios share a key: {', '.join(sorted(keys))}")
    sky = draw_climate(seed, worlds, years, climate)
    samples: list[Sample] = []
    with ThreadPoolExecutor(workers) as pool:
        spread = pool.map if workers > 1 else map
        for sample in spread(lambda s: _sample(s, sky, seed, keep), scenarios):
            samples.append(sample)
            if progress:
                progress(len(samples), len(scenarios))
    return EventTable(tuple(samples), sky, seed)


def replace(table: EventTable, scenario: Scenario) -> EventTable:
    """The table with this scenario simulated anew under its key, or added when the key is new."""
    kept = any(sample.drawn is not None for sample in table.samples)
    sample = _sample(scenario, table.climate, table.seed, kept)
    keys = [old.scenario.key for old in table.samples]
    if scenario.key not in keys:
        return with_fields(table, samples=(*table.samples, sample), root=None)
    return _exchanged(table, {keys.index(scenario.key): sample})


def without(table: EventTable, key: str) -> EventTable:
    """The table without one scenario. Raises ValueError when it is not there."""
    place = table.place_of(key)
    return with_fields(table, samples=table.samples[:place] + table.samples[place + 1 :], root=None)


def what_if(table: EventTable, changes: Mapping[str, Change]) -> EventTable:
    """The same events under `changes` by scenario key, on top of what was changed before.

    Events are kept or dropped by their thinning number: those kept under more controls are among
    those kept under fewer. Raises ValueError for an unknown key or form.
    """
    new: dict[int, Sample] = {}
    for key, change in changes.items():
        place = table.place_of(key)
        old = table.samples[place]
        change.check(old.scenario)
        new[place] = Sample(old.scenario, old.undisturbed, old.drawn, old.change.then(change))
    return _exchanged(table, new)


def _exchanged(table: EventTable, samples: dict[int, Sample]) -> EventTable:
    """With other samples in some places."""
    mixed = tuple(samples.get(place, old) for place, old in enumerate(table.samples))
    return EventTable(mixed, table.climate, table.seed, table.root or table)


def _sample(scenario: Scenario, climate: Climate, seed: int, keep: bool) -> Sample:
    worlds = draw_worlds(scenario, seed, climate.worlds)
    events = draw_events(scenario, worlds, climate, seed) if keep else None
    return Sample(scenario, worlds, events)
