"""Planning 200 initiatives on 150 scenarios in 4 quarters, beside greedy and a plain linearisation.

`python -m benchmarks.plan [--seeds N] [--effect E] [--share B] [--seconds S] [--points P]
[--initiatives I] [--scenarios S] [--periods T] [--json]`: loss removed, proved gap and seconds;
with `--points`, a frontier of the first seed too.
"""

import argparse
import json
import time
from dataclasses import dataclass, replace

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.plan import (
    NEVER,
    Budget,
    Choices,
    Effort,
    Plan,
    frontier,
    greedy,
    plan,
    takings,
)

TOUCHED = 8
"""Scenarios that an initiative acts on, on average."""
DEMANDED, RULES = 5, 20


@dataclass(frozen=True, slots=True)
class Size:
    initiatives: int = 200
    scenarios: int = 150
    periods: int = 4


def choices(seed: int, effect: float, size: Size) -> Choices:
    """Losses and costs lognormal; effects uniform from a fifth of the mean `effect` to nine."""
    rng = np.random.default_rng(seed)
    shape = (size.initiatives, size.scenarios)
    touches = rng.random(shape) < TOUCHED / size.scenarios
    loss = rng.lognormal(np.log(40_000), 1.2, size.scenarios)
    due = np.full(size.initiatives, NEVER, dtype=np.int32)
    due[rng.choice(size.initiatives, DEMANDED, replace=False)] = size.periods - 1
    pairs = rng.choice(size.initiatives, (2 * RULES, 2), replace=True)
    ruled = [(int(max(pair)), int(min(pair))) for pair in pairs if pair[0] != pair[1]]
    free = [pair for pair in ruled if due[pair[0]] == due[pair[1]] == NEVER]
    return Choices(
        loss_per_year_money=np.tile(loss[:, None], size.periods),
        effect_share=touches * effect * rng.uniform(0.2, 1.8, shape),
        cost_once_money=rng.lognormal(np.log(20_000), 0.8, size.initiatives),
        cost_per_year_money=rng.lognormal(np.log(10_000), 0.8, size.initiatives),
        people_days_per_period=rng.lognormal(np.log(10), 0.7, size.initiatives),
        duration_periods=rng.integers(0, 3, size.initiatives).astype(np.int32),
        due_period=due,
        needs=tuple(free[0::2][:RULES]),
        excludes=tuple(free[1::2][:RULES]),
    )


def budget(made: Choices, share: float) -> Budget:
    """This share of what starting all at once takes, the same in every period."""
    initiatives, _, periods = made.size
    whole = takings(made).spending(np.zeros(initiatives, dtype=np.int32))
    each = np.full(periods, share / periods)
    return Budget(each * whole.money.sum(), each * whole.people_days.sum())


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


def removed(made: Choices, starts: Floats) -> float:
    return float(made.loss_money.sum() - made.loss_left_money(starts).sum())


def measure(made: Choices, limit: Budget, effort: Effort) -> dict[str, float]:
    """Of one instance. The rivals' removed loss is a share of ours."""
    began = time.perf_counter()
    found = plan(made, limit, effort)
    seconds = time.perf_counter() - began
    assert isinstance(found, Plan)
    began = time.perf_counter()
    rival = greedy(made, limit)
    greedy_seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "gap": found.gap_share,
        "removed": found.removed_money / found.before_money,
        "funded": int((found.starts != NEVER).sum()),
        "greedy": 0.0 if rival is None else removed(made, rival) / found.removed_money,
        "greedy_seconds": greedy_seconds,
        "linearised": linearised(made, limit, effort) / found.removed_money,
    }


def curve(made: Choices, points: int, effort: Effort) -> list[dict[str, float]]:
    budgets = [budget(made, share) for share in np.linspace(0.05, 0.6, points)]
    told = []
    for limit, found in zip(budgets, frontier(made, budgets, effort), strict=True):
        if isinstance(found, Plan):
            left, gap = found.after_money / found.before_money, found.gap_share
            told.append({"money": float(limit.money.sum()), "left": left, "gap": gap})
    return told


def main() -> None:
    parser = argparse.ArgumentParser()
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
    effort = Effort(gap_share=0.01, seconds=given.seconds)
    told: list[dict[str, float]] = []
    for seed in range(1, given.seeds + 1):
        made = choices(seed, given.effect, size)
        told.append({"seed": seed, **measure(made, budget(made, given.share), effort)})
        say(told[-1], as_json=given.json)
    if given.points:
        began = time.perf_counter()
        for point in curve(choices(1, given.effect, size), given.points, effort):
            say(point, as_json=given.json)
        say({"frontier_seconds": time.perf_counter() - began}, as_json=given.json)


def say(figures: dict[str, float], *, as_json: bool) -> None:
    text = "  ".join(f"{name} {value:.4g}" for name, value in figures.items())
    print(json.dumps(figures) if as_json else text, flush=True)


if __name__ == "__main__":
    main()
