"""What has fallen, what it costs, and who can bring it back.

Hours count from now. Systems, services and teams are named by their keys.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.recovery.downtime import Curve


@dataclass(frozen=True, slots=True)
class Team:
    """People who work on one system at a time, with what they are able to do."""

    key: str
    skills: frozenset[str]
    name: str = ""
    from_hours: float = 0.0
    """Not to be had before."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Work that has begun stays with its team."""

    team: str
    spent_hours: float


@dataclass(frozen=True, slots=True)
class System:
    """One piece of work: `hours` by any one team that has the `skill`.

    `after`: work cannot begin before those are restored. `runs_on`: does not work without those.
    """

    key: str
    skill: str
    hours: Estimate
    after: tuple[str, ...] = ()
    runs_on: tuple[str, ...] = ()
    name: str = ""
    under_way: UnderWay | None = None
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """What the business lost, back when every group of `needs` has one system that works.

    `cost` is counted from when it fell, `down_hours` ago, times the share that is down. `doubt`
    is a factor on it. `must_by_hours`: for safety, or by duty (`must_why`), it has to be back by
    then; hours beyond that come before all money. Rivals go by `severity`, the most first, by the
    stated `rto_hours` and by `asked`, the place in the queue of those who called.
    """

    key: str
    needs: tuple[tuple[str, ...], ...]
    cost: Curve
    name: str = ""
    down_hours: float = 0.0
    down_share: float = 1.0
    doubt: Estimate = field(default_factory=lambda: exactly(1.0))
    must_by_hours: float | None = None
    must_why: str = ""
    rto_hours: float | None = None
    severity: float = 0.0
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """Services that share revenue cannot lose more than `money` together from now on."""

    services: tuple[str, ...]
    money: float


@dataclass(frozen=True)
class Outage:
    """Raises ValueError, beginning with the place as in `systems[2].after`, where it cannot be."""

    teams: tuple[Team, ...]
    systems: tuple[System, ...]
    services: tuple[Service, ...]
    caps: tuple[Cap, ...] = ()

    def __post_init__(self) -> None:
        for wrong in _wrong(self):
            raise ValueError(wrong)

    @cached_property
    def system(self) -> Mapping[str, System]:
        return {system.key: system for system in self.systems}

    def able(self, system: System) -> tuple[int, ...]:
        """Places of the teams that could do it; of work under way, its own."""
        if system.under_way:
            return tuple(
                n for n, team in enumerate(self.teams) if team.key == system.under_way.team
            )
        return tuple(n for n, team in enumerate(self.teams) if system.skill in team.skills)


def _wrong(outage: Outage) -> Iterator[str]:
    for place in ("teams", "systems", "services"):
        items: tuple[Team | System | Service, ...] = getattr(outage, place)
        if not items:
            yield f"{place}: give at least one"
        yield from _twice(place, [item.key for item in items])
    yield from _wrong_systems(outage)
    yield from _wrong_services(outage)
    yield from _wrong_caps(outage)
    yield from _circles(outage)


def _twice(place: str, keys: list[str]) -> Iterator[str]:
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        if first.setdefault(key, number) != number:
            yield f"{place}[{number}].key: {place}[{first[key]}] has the key “{key}” too"


def _unknown(place: str, names: Iterable[str], known: Iterable[str], what: str) -> Iterator[str]:
    for name in names:
        if name not in set(known):
            yield f"{place}: no {what} has the key “{name}”"


def _wrong_systems(outage: Outage) -> Iterator[str]:
    keys, busy = outage.system.keys(), set[str]()
    for number, system in enumerate(outage.systems):
        place = f"systems[{number}]"
        yield from _unknown(f"{place}.after", system.after, keys, "system")
        yield from _unknown(f"{place}.runs_on", system.runs_on, keys, "system")
        if system.restored:
            continue
        if not system.hours.low > 0:
            yield f"{place}.hours: work takes more than no time; say restored where it is done"
        if system.under_way:
            yield from _wrong_work(f"{place}.under_way", system.under_way, outage, busy)
        elif not outage.able(system):
            yield f"{place}.skill: no team has the skill “{system.skill}”"


def _wrong_work(place: str, work: UnderWay, outage: Outage, busy: set[str]) -> Iterator[str]:
    yield from _unknown(f"{place}.team", [work.team], [t.key for t in outage.teams], "team")
    if work.team in busy:
        yield f"{place}.team: “{work.team}” is at work on another system already"
    if not work.spent_hours >= 0:
        yield f"{place}.spent_hours: zero or more"
    busy.add(work.team)


def _wrong_services(outage: Outage) -> Iterator[str]:
    for number, service in enumerate(outage.services):
        place = f"services[{number}]"
        if not (service.needs and all(service.needs)):
            yield f"{place}.needs: name at least one system in every group"
        for group in service.needs:
            yield from _unknown(f"{place}.needs", group, outage.system, "system")
        if not service.down_hours >= 0:
            yield f"{place}.down_hours: zero or more"
        if not 0 < service.down_share <= 1:
            yield f"{place}.down_share: above 0, at most 1"


def _wrong_caps(outage: Outage) -> Iterator[str]:
    taken, services = set[str](), [service.key for service in outage.services]
    for number, cap in enumerate(outage.caps):
        yield from _unknown(f"caps[{number}].services", cap.services, services, "service")
        if shared := sorted(taken.intersection(cap.services)):
            yield f"caps[{number}].services: “{shared[0]}” stands under another cap already"
        if not cap.money >= 0:
            yield f"caps[{number}].money: zero or more"
        taken.update(cap.services)


def _circles(outage: Outage) -> Iterator[str]:
    try:
        TopologicalSorter({s.key: s.after for s in outage.systems}).prepare()
    except CycleError as error:
        circle = " after ".join(f"“{key}”" for key in reversed(error.args[1]))
        yield f"systems: {circle}: nobody can begin; take one of these out"
