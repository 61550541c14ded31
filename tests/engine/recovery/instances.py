"""Small random outages, and every order and team that there is, tried one by one."""

import random

import numpy as np

from quarterdeck.engine.estimates import exactly
from quarterdeck.engine.recovery import Cap, Curve, Outage, Service, System, Team, UnderWay

SKILLS = ("network", "data", "desk")


def small(
    seed: int, most: int = 7, least: int = 3, *, caps: bool = False, must: bool = False
) -> Outage:
    luck = random.Random(seed)
    teams = tuple(
        Team(f"t{n}", frozenset(luck.sample(SKILLS, luck.randint(1, 3))))
        for n in range(luck.randint(1, 3))
    )
    known = sorted(set().union(*(team.skills for team in teams)))
    systems = tuple(_system(luck, n, known) for n in range(luck.randint(least, most)))
    if luck.random() < 0.5:
        systems = (_begun(luck, teams[0], systems[0]), *systems[1:])
    services = tuple(_service(luck, n, len(systems), must) for n in range(luck.randint(1, 4)))
    held = (Cap(tuple(s.key for s in services), 4_000.0),) if caps else ()
    return Outage(teams, systems, services, held)


def cheapest(outage: Outage) -> tuple[int, float]:
    """(hours late, money) of the best of all orders and teams, told without the engine's own
    scheduler: work is laid one by one, services are looked up by walking what they need.

    Work begins in the order in which it is laid, so every schedule comes once; one is left when
    what is laid already costs as much as the best, the rest beginning at once.
    """
    systems = sorted(outage.systems, key=lambda system: not system.under_way)
    begun = [system for system in systems if system.under_way]
    best = [(10**9, float("inf"))]
    needed = {system.key: _needed(outage, system.key) for system in systems}

    def lay(done: dict[str, int], free: dict[str, int], last: int, left: list[System]) -> None:
        soonest = dict(done)
        for system in left:  # after what it waits for, as keys are in that order
            team = min(free.get(team, 0) for team in _able(outage, system))
            ready = max([last, team, *(soonest[key] for key in system.after)])
            soonest[system.key] = ready + _hours(system)
        at_least = cost(outage, soonest, needed)
        if at_least >= best[0]:
            return
        if not left:
            best[0] = at_least
        for system in sorted(left, key=lambda system: soonest[system.key]):
            if not done.keys() >= set(system.after):
                continue
            ready = max([last, *(done[key] for key in system.after)])
            rest = [other for other in left if other is not system]
            for team in _able(outage, system):
                begin = max(ready, free.get(team, 0))
                end = begin + _hours(system)
                lay(done | {system.key: end}, free | {team: end}, begin, rest)

    ends = {system.key: _hours(system) for system in begun}
    busy = {system.under_way.team: ends[system.key] for system in begun if system.under_way}
    lay(ends, busy, 0, [system for system in systems if not system.under_way])
    return best[0]


def cost(outage: Outage, done: dict[str, int], needed: dict[str, set[str]]) -> tuple[int, float]:
    late, money = 0, dict[str, float]()
    for service in outage.services:
        back = max(
            min(max(done[each] for each in needed[key]) for key in group) for group in service.needs
        )
        late += max(back - int(service.must_by_hours), 0) if service.must_by_hours else 0
        ends = np.array([service.down_hours, service.down_hours + back], dtype=float)
        money[service.key] = round(float(np.diff(service.cost.at(ends))[0]), 2)
    for cap in outage.caps:
        under = sum(money.pop(key) for key in cap.services)
        money[cap.services[0]] = min(under, cap.money)
    return late, round(sum(money.values()), 2)


def _hours(system: System) -> int:
    spent = system.under_way.spent_hours if system.under_way else 0
    return int(system.hours.low - spent)


def _needed(outage: Outage, key: str) -> set[str]:
    """What has to be done for a system to work, itself included."""
    seen, open_ = set[str](), {key}
    while open_:
        system = outage.system[open_.pop()]
        seen.add(system.key)
        open_ |= {*system.after, *system.runs_on} - seen
    return seen


def _able(outage: Outage, system: System) -> list[str]:
    return [outage.teams[n].key for n in outage.able(system)]


def _system(luck: random.Random, n: int, known: list[str]) -> System:
    below = [f"s{m}" for m in range(n)]
    return System(
        f"s{n}",
        luck.choice(known),
        exactly(float(luck.randint(1, 9))),
        tuple(luck.sample(below, min(n, luck.choice((0, 0, 1))))),
        tuple(luck.sample(below, min(n, luck.choice((0, 1))))),
    )


def _begun(luck: random.Random, team: Team, system: System) -> System:
    return System(
        system.key, system.skill, exactly(float(luck.randint(4, 9))),
        under_way=UnderWay(team.key, float(luck.randint(0, 3))),
    )  # fmt: skip


def _service(luck: random.Random, n: int, systems: int, must: bool) -> Service:
    keys = [f"s{m}" for m in range(systems)]
    groups = [(key,) for key in luck.sample(keys, luck.randint(1, 2))]
    if luck.random() < 0.5:
        groups.append(tuple(luck.sample(keys, 2)))
    first, turn = float(luck.randint(10, 200)), float(luck.randint(2, 20))
    curve = Curve(
        ((turn, first * turn), (turn + 10, first * turn + 10.0 * luck.randint(10, 400))),
        tuple((float(luck.randint(1, 20)), float(luck.randint(50, 900))) for _ in range(n % 3)),
    )
    return Service(
        f"v{n}", tuple(groups), curve, down_hours=float(luck.choice((0, 0, 3))),
        must_by_hours=float(luck.randint(3, 15)) if must and luck.random() < 0.5 else None,
    )  # fmt: skip
