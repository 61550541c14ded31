"""Small random outages, and every order and team that there is, tried one by one."""

import random
from itertools import permutations, product

import numpy as np

from quarterdeck.engine.estimates import exactly
from quarterdeck.engine.recovery import Cap, Curve, Outage, Service, System, Team, UnderWay

SKILLS = ("network", "data", "desk")


def small(seed: int, most: int = 7, *, caps: bool = False, must: bool = False) -> Outage:
    luck = random.Random(seed)
    teams = tuple(
        Team(f"t{n}", frozenset(luck.sample(SKILLS, luck.randint(1, 3))))
        for n in range(luck.randint(1, 3))
    )
    known = sorted(set().union(*(team.skills for team in teams)))
    systems = tuple(_system(luck, n, known) for n in range(luck.randint(3, most)))
    if luck.random() < 0.5:
        systems = (_begun(luck, teams[0], systems[0]), *systems[1:])
    services = tuple(_service(luck, n, len(systems), must) for n in range(luck.randint(1, 4)))
    held = (Cap(tuple(s.key for s in services), 4_000.0),) if caps else ()
    return Outage(teams, systems, services, held)


def cheapest(outage: Outage) -> tuple[int, float]:
    """(hours late, money) of the best of all orders and teams, told without the engine's own
    scheduler: work is laid one by one, services are looked up by walking what they need."""
    keys = [system.key for system in outage.systems]
    best = (10**9, float("inf"))
    for teams in product(*(_able(outage, system) for system in outage.systems)):
        chosen = dict(zip(keys, teams, strict=True))
        for order in permutations(keys):
            if (done := laid(outage, order, chosen)) is not None:
                best = min(best, cost(outage, done))
    return best


def laid(outage: Outage, order: tuple[str, ...], teams: dict[str, str]) -> dict[str, int] | None:
    """When each system is done; None where one comes before what it waits for."""
    done, free = dict[str, int](), dict[str, int]()
    for system in sorted(map(outage.system.__getitem__, order), key=lambda s: not s.under_way):
        begin = free.get(teams[system.key], 0)
        left = int(system.hours.low)
        if system.under_way:
            begin, left = 0, left - int(system.under_way.spent_hours)
        elif not done.keys() >= set(system.after):
            return None
        else:
            begin = max([begin, *(done[key] for key in system.after)])
        done[system.key] = free[teams[system.key]] = begin + left
    return done


def cost(outage: Outage, done: dict[str, int]) -> tuple[int, float]:
    late, money = 0, dict[str, float]()
    for service in outage.services:
        back = max(min(_works(outage, key, done) for key in group) for group in service.needs)
        late += max(back - int(service.must_by_hours), 0) if service.must_by_hours else 0
        ends = np.array([service.down_hours, service.down_hours + back], dtype=float)
        money[service.key] = round(float(np.diff(service.cost.at(ends))[0]), 2)
    for cap in outage.caps:
        under = sum(money.pop(key) for key in cap.services)
        money[cap.services[0]] = min(under, cap.money)
    return late, round(sum(money.values()), 2)


def _works(outage: Outage, key: str, done: dict[str, int]) -> int:
    seen, open_ = set[str](), {key}
    while open_:
        system = outage.system[open_.pop()]
        seen.add(system.key)
        open_ |= {*system.after, *system.runs_on} - seen
    return max(done[each] for each in seen)


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
