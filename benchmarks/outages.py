"""Random firms that have fallen: foundation, platform and application systems, three skills.

Every third service can do with one of two systems; costs run at two rates with steps.
"""

import numpy as np

from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.recovery import Curve, Outage, Service, System, Team, UnderWay

SKILLS = ("infrastructure", "data", "applications")


def outage(
    seed: int, systems: int = 60, teams: int = 4, services: int = 20, *, known: bool = False
) -> Outage:
    """`known`: work takes exactly its whole hours; else a range around them."""
    rng = np.random.default_rng([seed, systems, teams, services])
    layers = _layers(systems)
    made = tuple(_system(rng, n, layers, known=known) for n in range(systems))
    down = tuple(_service(rng, n, layers[2]) for n in range(services))
    return Outage(_teams(rng, teams), made, down)


def with_work_under_way(made: Outage, seed: int) -> Outage:
    """The first team is at work on a system that it can do and that waits for nothing."""
    rng = np.random.default_rng(seed)
    team = made.teams[0]
    can = [n for n, s in enumerate(made.systems) if s.skill in team.skills and not s.after]
    if not can:
        return made
    begun = made.systems[int(rng.choice(can))]
    work = UnderWay(team.key, 1.0)
    systems = tuple(_begun(s, work) if s is begun else s for s in made.systems)
    return Outage(made.teams, systems, made.services, made.caps)


def _begun(system: System, work: UnderWay) -> System:
    return System(
        system.key, system.skill, system.hours, system.after, system.runs_on, under_way=work
    )


def _layers(systems: int) -> tuple[list[int], list[int], list[int]]:
    foundation, platform = max(1, systems // 6), max(1, systems // 3)
    places = list(range(systems))
    return (
        places[:foundation],
        places[foundation : foundation + platform],
        places[foundation + platform :] or places[-1:],
    )


def _system(
    rng: np.random.Generator, n: int, layers: tuple[list[int], list[int], list[int]], *, known: bool
) -> System:
    layer = next(number for number, places in enumerate(layers) if n in places)
    hours = float(rng.integers(2, 13))
    below = [m for m in layers[max(layer - 1, 0)] if m < n]
    after = _some(rng, below, 1 if layer else 0.5)
    lower = [m for earlier in layers[:layer] for m in earlier]
    runs_on = _some(rng, lower, 1.2) if lower else ()
    spread = float(rng.uniform(1.6, 3.0))
    skill = SKILLS[int(rng.choice(3, p=np.roll([0.6, 0.25, 0.15], layer)))]
    doubt = exactly(hours) if known else Estimate(hours / spread, hours * spread)
    return System(_key(n), skill, doubt, tuple(map(_key, after)), tuple(map(_key, runs_on)))


def _service(rng: np.random.Generator, n: int, applications: list[int]) -> Service:
    chosen = [int(a) for a in rng.choice(applications, min(3, len(applications)), replace=False)]
    groups = [(_key(a),) for a in chosen[: int(rng.integers(1, len(chosen) + 1))]]
    if n % 3 == 0 and len(chosen) > 1:
        groups = [*groups[: len(groups) - 1], (_key(chosen[-1]), _key(chosen[-2]))]
    first, turn = float(rng.lognormal(6.5, 1.0)), float(rng.integers(8, 72))
    later = first * float(rng.uniform(0.3, 2.5))
    steps = [
        (float(rng.integers(12, 96)), first * float(rng.uniform(3, 15)))
        for _ in range(int(rng.integers(0, 3)))
    ]
    curve = Curve(((turn, first * turn), (turn + 24, first * turn + later * 24)), tuple(steps))
    importance = first * float(rng.lognormal(0, 0.8))
    return Service(
        f"service-{n}", tuple(groups), curve, asked=int(rng.integers(1000)),
        rto_hours=float(np.clip(np.round(8_000 / importance), 1, 72)),
        severity=float(np.clip(np.ceil(np.log10(importance)), 1, 4)),
    )  # fmt: skip


def _teams(rng: np.random.Generator, teams: int) -> tuple[Team, ...]:
    """Each skill is known by one team at least; some know two."""
    return tuple(
        Team(
            f"team-{n}",
            frozenset(
                skill for m, skill in enumerate(SKILLS) if m % teams == n or n % 3 == m or
                rng.random() < 0.25
            ),
        )
        for n in range(teams)
    )  # fmt: skip


def _some(rng: np.random.Generator, among: list[int], mean: float) -> tuple[int, ...]:
    count = min(int(rng.poisson(mean)), len(among), 3)
    return tuple(int(n) for n in rng.choice(among, count, replace=False)) if count else ()


def _key(n: int) -> str:
    return f"system-{n}"
