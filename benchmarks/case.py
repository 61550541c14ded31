"""Telling what plans buy: processor seconds of each part, beside simulating and reporting.

`python -m benchmarks.case [--scenarios S] [--proposals I] [--points P] [--json]`: a firm of one
lognormal form a scenario, initiatives that act on eight each, P plans that fund them one after
another in a random order, with insurance and two tolerance points.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from benchmarks.what_if import scenarios
from quarterdeck.engine.case import (
    Effects,
    Proposal,
    Prospect,
    Scene,
    case,
    information,
    points,
    ways,
    worth_alone,
)
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss import Change, Insurance, TolerancePoint, report, simulate
from quarterdeck.engine.plan import NEVER, Choices

POINTS = (TolerancePoint(5e6, 0.05), TolerancePoint(1e7, 0.01, "event", after_insurance=False))
COVER = Insurance(2e5, 2e6, 4e6)
TOUCHED, PERIODS = 8, 4
Made = TypeVar("Made")


@dataclass
class Watch:
    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, name: str, work: Callable[[], Made]) -> Made:
        began = time.process_time()
        made = work()
        self.seconds[name] = time.process_time() - began
        return made


def proposals(keys: list[str], number: int) -> tuple[Proposal, ...]:
    rng = np.random.default_rng(1)

    def one(place: int) -> Proposal:
        acts, middle = rng.choice(keys, TOUCHED, replace=False), rng.uniform(0.03, 0.3)
        ends = ({key: Change((middle * part,)) for key in acts.tolist()} for part in (0.5, 1, 2))
        once = float(rng.lognormal(10, 0.7))
        return Proposal(
            f"proposal-{place}", Effects(*ends), Estimate(once / 2, once * 2),
            Estimate(once / 8, once / 2), Estimate(1, 9),
        )  # fmt: skip

    return tuple(one(place) for place in range(number))


def choices(prospect: Prospect) -> Choices:
    amounts = np.array([[each.median for each in one.amounts] for one in prospect.proposals])
    losses = np.array([sample.mean for sample in prospect.table.samples])
    number = len(amounts)
    return Choices(
        np.tile(losses[:, None], PERIODS), prospect.middle_effects, amounts[:, 0], amounts[:, 1],
        np.ones(number), np.ones(number, dtype=np.int32), np.full(number, NEVER, dtype=np.int32),
    )  # fmt: skip


def plans(made: Choices, number: int) -> list[np.ndarray]:
    """Each funds what the one before it does, and more."""
    rng, initiatives = np.random.default_rng(2), made.size[0]
    order, starts = rng.permutation(initiatives), rng.integers(0, PERIODS, initiatives)
    funded = np.linspace(0, initiatives, number).astype(int)
    found = [np.full(initiatives, NEVER, dtype=np.int32) for _ in funded]
    for each, count in zip(found, funded, strict=True):
        each[order[:count]] = starts[order[:count]]
    return found


def measure(scenario_count: int, proposal_count: int, point_count: int) -> dict[str, float]:
    watch, firm = Watch(), scenarios(scenario_count, 0.1)
    table = watch.time("simulate", lambda: simulate(firm, seed=1))
    watch.time("report", lambda: report(table, tolerance=POINTS, insurance=COVER, parts=False))
    keys = [one.key for one in firm]
    scene, prospect = Scene(table, POINTS, COVER), Prospect(table, proposals(keys, proposal_count))
    watch.time("worlds", lambda: (prospect.loss_per_year_money, prospect.effects, prospect.draws))
    named = [one.key for one in prospect.proposals]
    watch.time("cases", lambda: [case(scene, prospect, key) for key in named])
    made = choices(prospect)
    told = watch.time("plans", lambda: points(scene, prospect, made, plans(made, point_count)))
    worths = {str(place): each.worlds_worth_money for place, each in enumerate(told[1:])}
    watch.time("information of plans", lambda: information(prospect, worths))
    alone = {named[0]: worth_alone(prospect, named[0])}
    watch.time("information of one", lambda: information(prospect, alone))
    watch.time("ways of one", lambda: ways(scene, prospect, keys[0]))
    return watch.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description="Time what telling plans takes.")
    parser.add_argument("--scenarios", type=int, default=100)
    parser.add_argument("--proposals", type=int, default=40)
    parser.add_argument("--points", type=int, default=25)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    seconds = measure(given.scenarios, given.proposals, given.points)
    if given.json:
        print(json.dumps(seconds, indent=2))
    else:
        for name, took in seconds.items():
            print(f"{name:22} {took:7.2f} s")


if __name__ == "__main__":
    main()
