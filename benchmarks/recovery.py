"""Recovery orders of random firms: beside ten rules, a stored reference, the bound, and CP-SAT.

`python -m benchmarks.recovery [--firms N] [--systems S --teams T --services V] [--seconds S]
[--reference] [--prove]`: one line a firm. Seconds are the process's own, as machines are shared.
`--reference` looks longer and stores what it finds where it is cheaper than what is stored.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np

from benchmarks.outages import outage
from quarterdeck.engine.recovery.bound import bound
from quarterdeck.engine.recovery.drawn import drawn, outcome
from quarterdeck.engine.recovery.grid import Grid, grid
from quarterdeck.engine.recovery.orders import Judge, Order, Orders
from quarterdeck.engine.recovery.outage import Outage
from quarterdeck.engine.recovery.proof import prove
from quarterdeck.engine.recovery.searching import (
    Effort,
    at_means,
    by_rules,
    on_draws,
    with_teams,
)

STORED = Path(__file__).with_name("recovery_reference.json")
LONG = 4
"""How many times as long, in twice as many rounds, the reference looks."""


def measure(made: Outage, key: str, seconds: float, *, bounded: bool) -> dict[str, float]:
    """Of one firm; costs are cents at means, shares are of the cost that they name."""
    began = time.process_time()
    effort = Effort(
        rounds=6, turns=1_000_000, drawn_turns=1_000_000, seconds=seconds,
        clock=lambda: time.process_time() - began,
    )  # fmt: skip
    fixed = grid(made)
    rules = list(by_rules(fixed).values())
    best_rule = min(cost(fixed, order) for order in rules)
    limit = bound(fixed, latest(fixed, rules), 600) if bounded else None
    lp_seconds = time.process_time() - began
    leads = [with_teams(fixed, lead) for lead in limit.leads] if limit else []
    at_mean = at_means(fixed, [*rules, *leads], effort, 1)
    in_mean = on_draws(drawn(made, effort.draws, 1).judge, [at_mean, *rules], effort, 1)
    found, stored = cost(fixed, at_mean), references().get(key, 0)
    told = {
        "below_best_rule": 1 - found / best_rule,
        "above_reference": found / stored - 1 if stored else float("nan"),
        "gap": 1 - limit.cents / found if limit else float("nan"),
        "below_means_on_draws": fresh_gain(made, in_mean, at_mean),
        "lp_seconds": lp_seconds,
        "seconds": time.process_time() - began,
    }
    keep(key, found)
    return told


def fresh_gain(made: Outage, in_mean: Order, at_mean: Order) -> float:
    """On draws that no search has seen."""
    fresh = drawn(made, 2_000, 99)
    means = [float(outcome(fresh, order).money.mean()) for order in (in_mean, at_mean)]
    return 1 - means[0] / means[1]


def refer(made: Outage, key: str, seconds: float, seed: int) -> int:
    began = time.process_time()
    effort = Effort(
        rounds=12, turns=1_000_000, seconds=LONG * seconds,
        clock=lambda: time.process_time() - began,
    )  # fmt: skip
    fixed = grid(made)
    found = cost(fixed, at_means(fixed, by_rules(fixed).values(), effort, seed))
    keep(key, found)
    return found


def proved(systems: int, seed: int, seconds: float) -> dict[str, float]:
    made = grid(outage(seed, systems, 3, max(2, systems // 3), known=True))
    best = at_means(made, by_rules(made).values(), Effort(rounds=2, turns=300), seed)
    began = time.perf_counter(), time.process_time()
    tried = prove(made, best, seconds)
    found = min(cost(made, order) for order in (best, tried.order) if order)
    return {
        "proved": float(tried.least >= found * (1 - 1e-6)),
        "search_above": cost(made, best) / found - 1,
        "wall_seconds": time.perf_counter() - began[0],
        "seconds": time.process_time() - began[1],
    }


def cost(made: Grid, order: Order) -> int:
    return int(Judge.at_means(made).costs(Orders.of([order]))[0])


def latest(made: Grid, rules: list[Order]) -> int:
    done = Judge.at_means(made).ends(Orders.of(rules)).max(axis=(1, 2))
    return min(int(done.min() * 1.1), made.horizon)


def references() -> dict[str, int]:
    return json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}


def keep(key: str, found: int) -> None:
    """The cheapest that any run has met."""
    known = references()
    if found < known.get(key, found + 1):
        text = json.dumps(dict(sorted((known | {key: found}).items())), indent=1)
        STORED.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--firms", type=int, default=12)
    parser.add_argument("--systems", type=int, default=60)
    parser.add_argument("--teams", type=int, default=4)
    parser.add_argument("--services", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--reference", action="store_true")
    parser.add_argument("--prove", action="store_true")
    given = parser.parse_args()
    told: list[dict[str, float]] = []
    for seed in range(given.first, given.first + given.firms):
        if given.prove:
            told.append(proved(given.systems, seed, given.seconds))
        else:
            made = outage(seed, given.systems, given.teams, given.services)
            key = f"{given.systems} x {given.teams} x {given.services}, firm {seed}"
            if given.reference:
                told.append({"cents": refer(made, key, given.seconds, seed)})
            else:
                bounded = given.systems <= 100
                told.append(measure(made, key, given.seconds, bounded=bounded))
        say(f"firm {seed}", told[-1])
    say("mean", {name: float(np.mean([each[name] for each in told])) for name in told[0]})
    say("worst", {name: float(np.max([each[name] for each in told])) for name in told[0]})


def say(name: str, figures: dict[str, float]) -> None:
    print(f"{name}: ", "  ".join(f"{n} {value:.4g}" for n, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
