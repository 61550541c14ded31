"""Ten rules that people go by, each made into an order by the same scheduler."""

from collections.abc import Callable
from heapq import heapify, heappop, heappush
from math import inf

from quarterdeck.engine.recovery.grid import Grid, bits
from quarterdeck.engine.recovery.orders import Order

DAY_HOURS = 24


def by_severity(grid: Grid) -> Order:
    """The most severe service first."""
    return _services_first(grid, [-service.severity for service in grid.services])


def by_rto(grid: Grid) -> Order:
    """The shortest stated time to recover first; none stated is last."""
    return _services_first(
        grid, [inf if s.rto_hours is None else s.rto_hours for s in grid.services]
    )


def by_asked(grid: Grid) -> Order:
    """Who called first."""
    return _services_first(grid, [inf if s.asked is None else s.asked for s in grid.services])


def by_loss_per_hour(grid: Grid) -> Order:
    """The biggest loss an hour over the first day first."""
    return _services_first(grid, [-loss for loss in _losses(grid)])


def by_duty(grid: Grid) -> Order:
    """Safety and duty first, the nearest due first, then the biggest loss an hour."""
    keys = zip(grid.services, _losses(grid), strict=True)
    ranked = [(inf if s.must_by_hours is None else s.must_by_hours, -loss) for s, loss in keys]
    return _services_first(grid, [sorted(ranked).index(key) for key in ranked])


def by_loss_per_work(grid: Grid) -> Order:
    """Always the service with the biggest loss an hour for each hour of work that is left."""
    losses, taken, order = _losses(grid), 0, list[int]()
    waiting = {n: _needed(grid, n) for n in range(len(grid.services))}
    while waiting:
        best = min(waiting, key=lambda n: (-losses[n] / (_work(grid, waiting[n] & ~taken) or 1), n))
        order.append(best)
        taken |= waiting.pop(best)
    return _services_first(grid, [order.index(n) for n in range(len(order))])


def by_loss_behind(grid: Grid) -> Order:
    """The system with the biggest loss an hour behind it for each hour of its work first."""
    behind = [0.0] * len(grid.steps)
    for n, loss in enumerate(_losses(grid)):
        for one in bits(_needed(grid, n)):
            behind[one] += loss
    return dispatched(grid, [-b / s for b, s in zip(behind, grid.steps, strict=True)])


def by_services_behind(grid: Grid) -> Order:
    """The system that most services need first."""
    needed = [_needed(grid, n) for n in range(len(grid.services))]
    return dispatched(
        grid, [-sum(mask >> one & 1 for mask in needed) for one in range(len(grid.steps))]
    )


def by_shortest(grid: Grid) -> Order:
    """The shortest work first."""
    return dispatched(grid, list(grid.steps))


def by_longest_way(grid: Grid) -> Order:
    """The system with the longest chain of work behind it first."""
    tail = dict[int, int]()
    for one in sorted(range(len(grid.steps)), key=lambda n: grid.beyond_mask[n].bit_count()):
        follow = [tail[k] for k in bits(grid.beyond_mask[one]) if k != one]
        tail[one] = grid.steps[one] + max(follow, default=0)
    return dispatched(grid, [-tail[one] for one in range(len(grid.steps))])


RULES: dict[str, Callable[[Grid], Order]] = {
    "severity": by_severity,
    "stated time to recover": by_rto,
    "who asked first": by_asked,
    "biggest loss an hour": by_loss_per_hour,
    "safety and duty first": by_duty,
    "biggest loss for each hour of work": by_loss_per_work,
    "biggest loss behind a system": by_loss_behind,
    "most services behind a system": by_services_behind,
    "shortest work first": by_shortest,
    "longest way first": by_longest_way,
}


def dispatched(grid: Grid, urgency: list[float] | list[int]) -> Order:
    """No team idles while there is something it can do: the least `urgency` of it comes first.

    When several teams are free the one with the fewest skills begins.
    """
    count = len(grid.steps)
    left = [len(set(needed)) for needed in grid.after]
    ready = {one for one in range(grid.begun, count) if not left[one]}
    teams, order = [able[0] for able in grid.able], list(range(grid.begun))
    free, events = list(grid.free), [(grid.steps[one], one) for one in range(grid.begun)]
    for one in order:
        free[teams[one]] = grid.steps[one]
    times = list(free)
    heapify(events)
    heapify(times)
    while ready or events:
        now = min(([times[0]] if times else []) + ([events[0][0]] if events else []))
        while times and times[0] <= now:
            heappop(times)
        while events and events[0][0] <= now:
            _, done = heappop(events)
            for one in range(grid.begun, count):
                if done in grid.after[one]:
                    left[one] -= 1
                    ready |= {one} if not left[one] else set()
        while begin := _next(grid, urgency, ready, [t for t, at in enumerate(free) if at <= now]):
            one, team = begin
            ready.discard(one)
            order.append(one)
            teams[one], free[team] = team, now + grid.steps[one]
            heappush(events, (free[team], one))
    return Order(tuple(order), tuple(teams))


def _next(
    grid: Grid, urgency: list[float] | list[int], ready: set[int], idle: list[int]
) -> tuple[int, int] | None:
    doable = [one for one in ready if not set(idle).isdisjoint(grid.able[one])]
    if not doable:
        return None
    one = min(doable, key=lambda n: (urgency[n], n))
    skills = [len(team.skills) for team in grid.outage.teams]
    return one, min(set(idle).intersection(grid.able[one]), key=lambda t: (skills[t], t))


def _services_first(grid: Grid, ranks: list[float] | list[int]) -> Order:
    """Service by service, all that each one needs; ties by place; what nobody needs is last."""
    by_rank = sorted(range(len(ranks)), key=lambda n: (ranks[n], n))
    urgency = [len(ranks)] * len(grid.steps)
    for rank, n in reversed(list(enumerate(by_rank))):
        for one in bits(_needed(grid, n)):
            urgency[one] = rank
    return dispatched(grid, urgency)


def _losses(grid: Grid) -> list[float]:
    """Hundredths of money an hour over the first day."""
    day = min(DAY_HOURS * grid.steps_per_hour, grid.horizon)
    return [float(row[day]) * grid.steps_per_hour / max(day, 1) for row in grid.cents]


def _needed(grid: Grid, service: int) -> int:
    """Bits of all that must be done for a service, by the way with the least work."""
    need = grid.needs[service]
    mask = grid.all_before(need.every)
    for ways in need.choices:
        masks = [grid.all_before(way) for way in ways]
        mask |= min(masks, key=lambda way: _work(grid, way & ~mask))
    return mask


def _all_before(grid: Grid, places: tuple[int, ...]) -> int:
    mask = 0
    for one in places:
        mask |= grid.before_mask[one]
    return mask


def _work(grid: Grid, mask: int) -> int:
    return sum(grid.steps[one] for one in bits(mask))
