"""Planning 200 initiatives on 150 scenarios in 4 quarters, beside greedy and a plain linearisation.

`python -m benchmarks.plan [--catalogue] [--seeds N] [--effect E] [--share B] [--seconds S]
[--points P] [--initiatives I] [--scenarios S] [--periods T] [--json]`: loss removed, proved gap
and seconds, by the clock and of one processor; with `--points`, a frontier of the first seed too.
"""

import argparse
import json
import time
from dataclasses import replace

import numpy as np

from benchmarks.plan_instances import Size, budget, from_catalogue, random
from quarterdeck.engine.loss.arrays import Integers
from quarterdeck.engine.plan import (
    NEVER,
    Budget,
    Choices,
    Effort,
    Plan,
    frontier,
    greedy,
    plan,
)


def linearised(made: Choices, limit: Budget, effort: Effort) -> float:
    """What a plan removes that takes effects to add up: each scenario split into one of its own
    for each initiative."""
    one, scenario = np.nonzero(made.effect_share)
    alone = np.zeros((made.size[0], len(one)))
    alone[one, np.arange(len(one))] = made.effect_share[one, scenario]
    split = replace(
        made, effect_share=alone, loss_per_year_money=made.loss_per_year_money[scenario]
    )
    found = plan(split, limit, effort)
    assert isinstance(found, Plan)
    return removed(made, found.starts)


def removed(made: Choices, starts: Integers) -> float:
    return float(made.loss_money.sum() - made.loss_left_money(starts).sum())


def measure(made: Choices, limit: Budget, effort: Effort) -> dict[str, float]:
    """Of one instance. The rivals' removed loss is a share of ours."""
    began, worked = time.perf_counter(), time.process_time()
    found = plan(made, limit, effort)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - worked
    assert isinstance(found, Plan)
    worked = time.process_time()
    rival = greedy(made, limit)
    greedy_seconds = time.process_time() - worked
    return {
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "gap": found.gap_share,
        "removed": found.removed_money / found.before_money,
        "funded": int((found.starts != NEVER).sum()),
        "greedy": 0.0 if rival is None else removed(made, rival) / found.removed_money,
        "greedy_seconds": greedy_seconds,
        "linearised": linearised(made, limit, effort) / found.removed_money,
    }


def curve(made: Choices, points: int, effort: Effort) -> list[dict[str, float]]:
    """Budgets from nothing to sixty in a hundred of what all would take."""
    budgets = [budget(made, share) for share in np.linspace(0, 0.6, points)]
    told = list[dict[str, float]]()
    for limit, found in zip(budgets, frontier(made, budgets, effort), strict=True):
        if isinstance(found, Plan):
            left, gap = found.after_money / found.before_money, found.gap_share
            told.append({"money": float(limit.money.sum()), "left": left, "gap": gap})
    return told


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--catalogue", action="store_true")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--effect", type=float, default=0.14)
    parser.add_argument("--share", type=float, default=0.25)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--points", type=int, default=0)
    parser.add_argument("--initiatives", type=int, default=200)
    parser.add_argument("--scenarios", type=int, default=150)
    parser.add_argument("--periods", type=int, default=4)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    size = Size(given.initiatives, given.scenarios, given.periods)

    def instance(seed: int) -> Choices:
        return from_catalogue(seed) if given.catalogue else random(seed, given.effect, size)

    effort = Effort(gap_share=0.01, seconds=given.seconds)
    told: list[dict[str, float]] = []
    for seed in range(1, given.seeds + 1):
        made = instance(seed)
        told.append({"seed": seed, **measure(made, budget(made, given.share), effort)})
        say(told[-1], as_json=given.json)
    if given.points:
        began, worked = time.perf_counter(), time.process_time()
        for point in curve(instance(1), given.points, effort):
            say(point, as_json=given.json)
        took = time.perf_counter() - began, time.process_time() - worked
        say({"frontier_seconds": took[0], "cpu_seconds": took[1]}, as_json=given.json)


def say(figures: dict[str, float], *, as_json: bool) -> None:
    text = "  ".join(f"{name} {value:.4g}" for name, value in figures.items())
    print(json.dumps(figures) if as_json else text, flush=True)


if __name__ == "__main__":
    main()
