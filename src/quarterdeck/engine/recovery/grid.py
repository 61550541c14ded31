"""An outage as whole numbers: places for keys, steps of time for hours, hundredths for money."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.recovery.downtime import Curve
from quarterdeck.engine.recovery.durations import mean_factor, mean_hours
from quarterdeck.engine.recovery.outage import Outage, Service

Whole = npt.NDArray[np.int64]
STEPS_PER_HOUR = (60, 12, 4, 2, 1)
MOST_STEPS = 500
"""Of all work one after the other, where only one order at a time is looked at; the finest step
that keeps to it is taken."""


@dataclass(frozen=True, slots=True)
class Need:
    """Systems of which all (`every`), and of each group in `choices` one closure, must be done."""

    every: tuple[int, ...]
    choices: tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Systems still to restore, teams and services that are down, by their places.

    `steps` is how long work takes at its mean. `cents` (services, steps of time + 1) is what each
    service costs from now if it is back after so many steps; `late` the steps beyond what safety
    and duty allow. The first `begun` of `systems` are under way and stay as they are.
    """

    outage: Outage
    systems: tuple[str, ...]
    services: tuple[Service, ...]
    steps_per_hour: int
    begun: int
    steps: tuple[int, ...]
    able: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    before_mask: tuple[int, ...]
    """Bits of all that must be done before, itself included."""
    beyond_mask: tuple[int, ...]
    """Bits of all that can only come after, itself included."""
    free: tuple[int, ...]
    needs: tuple[Need, ...]
    cents: Whole
    late: Whole
    caps: tuple[tuple[tuple[int, ...], int], ...]

    @property
    def horizon(self) -> int:
        return int(self.cents.shape[1]) - 1

    def all_before(self, places: Iterable[int]) -> int:
        """Bits of these systems and of all that must be done before them."""
        mask = 0
        for one in places:
            mask |= self.before_mask[one]
        return mask


def grid(
    outage: Outage, room: float = 1.0, most_steps: int = MOST_STEPS, steps_per_hour: int = 0
) -> Grid:
    """`room` times all work is the time that the tables of cost reach to.

    Without `steps_per_hour` the steps are the finest of which all work takes at most `most_steps`.
    """
    left = [system for system in outage.systems if not system.restored]
    left.sort(key=lambda system: system.under_way is None)
    place = {system.key: n for n, system in enumerate(left)}
    after = tuple(
        () if system.under_way else tuple(place[key] for key in system.after if key in place)
        for system in left
    )
    means = [mean_hours(system) for system in left]
    waits = max(team.from_hours for team in outage.teams)
    per_hour = steps_per_hour or _steps_per_hour(sum(means) + waits, most_steps)
    steps = tuple(max(1, round(mean * per_hour)) for mean in means)
    free = tuple(int(np.ceil(team.from_hours * per_hour)) for team in outage.teams)
    before = _closed(after)
    needs = {s.key: _need(outage, s, place, before) for s in outage.services}
    down = tuple(s for s in outage.services if needs[s.key].every or needs[s.key].choices)
    ends = np.arange(int((sum(steps) + max(free)) * room) + 2)
    return Grid(
        outage=outage,
        systems=tuple(place),
        services=down,
        steps_per_hour=per_hour,
        begun=sum(system.under_way is not None for system in left),
        steps=steps,
        able=tuple(outage.able(system) for system in left),
        after=after,
        before_mask=before,
        beyond_mask=_turned(before),
        free=free,
        needs=tuple(needs[s.key] for s in down),
        cents=_table([_cents(s, ends / per_hour) for s in down], len(ends)),
        late=_table([_late(s, ends, per_hour) for s in down], len(ends)),
        caps=_caps(outage, down),
    )


def money_from_now(service: Service, hours: Floats) -> Floats:
    """Lost if it is back so many hours from now, beyond what is lost by now."""
    curve: Curve = service.cost
    gone = curve.at(np.asarray(service.down_hours))
    return np.asarray((curve.at(service.down_hours + hours) - gone) * service.down_share)


def bits(mask: int) -> list[int]:
    return [n for n in range(mask.bit_length()) if mask >> n & 1]


def _steps_per_hour(hours: float, most: int) -> int:
    fine = (per_hour for per_hour in STEPS_PER_HOUR if hours * per_hour <= most)
    return next(fine, STEPS_PER_HOUR[-1])


def _closed(direct: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """Bits of all that is reached from each, itself included; circles are no harm."""
    masks = [1 << n | sum(1 << k for k in set(each) - {n}) for n, each in enumerate(direct)]
    while True:
        wider = [_union(masks, mask) for mask in masks]
        if wider == masks:
            return tuple(masks)
        masks = wider


def _union(masks: list[int], mask: int) -> int:
    for n in bits(mask):
        mask |= masks[n]
    return mask


def _turned(masks: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(
        sum(1 << k for k, mask in enumerate(masks) if mask >> n & 1) for n in range(len(masks))
    )


def _need(outage: Outage, service: Service, place: dict[str, int], before: tuple[int, ...]) -> Need:
    every, choices = set[int](), list[tuple[tuple[int, ...], ...]]()
    for group in service.needs:
        ways = [_closure(outage, key, place) for key in group]
        if len(ways) == 1:
            every |= ways[0]
        elif all(ways):
            choices.append(tuple(_last(way, before) for way in ways))
    return Need(_last(every, before), tuple(choices))


def _closure(outage: Outage, key: str, place: dict[str, int]) -> set[int]:
    """Places still to restore that a system cannot work without, over both dependencies."""
    seen, open_ = set[str](), [key]
    while open_:
        at = open_.pop()
        if at not in seen:
            seen.add(at)
            open_ += outage.system[at].after + outage.system[at].runs_on
    return {place[each] for each in seen if each in place}


def _last(places: set[int], before: tuple[int, ...]) -> tuple[int, ...]:
    """Without those that are done before another of them anyway."""
    sooner = 0
    for one in places:
        sooner |= before[one] & ~(1 << one)
    return tuple(sorted(one for one in places if not sooner >> one & 1))


def _table(rows: list[Whole], ends: int) -> Whole:
    return np.array(rows, dtype=np.int64).reshape(len(rows), ends)


def _cents(service: Service, hours: Floats) -> Whole:
    money = money_from_now(service, hours) * mean_factor(service.doubt)
    return np.rint(money * 100).astype(np.int64)


def _late(service: Service, ends: npt.NDArray[np.int_], per_hour: int) -> Whole:
    if service.must_by_hours is None:
        return np.zeros(len(ends), dtype=np.int64)
    allowed = int(np.floor(service.must_by_hours * per_hour))
    return np.maximum(ends - max(allowed, 0), 0).astype(np.int64)


def _caps(outage: Outage, down: tuple[Service, ...]) -> tuple[tuple[tuple[int, ...], int], ...]:
    place = {service.key: n for n, service in enumerate(down)}
    held = (
        (tuple(place[key] for key in cap.services if key in place), round(cap.money * 100))
        for cap in outage.caps
    )
    return tuple((places, cents) for places, cents in held if places)
