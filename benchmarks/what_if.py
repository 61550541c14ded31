"""A what-if on an existing table beside simulating again, reports with their bands included.

`python -m benchmarks.what_if [--scenarios S] [--rate R] [--runs R] [--json]`: alternating runs of
simulating and reporting anew, of changing one scenario and reporting, and of changing all, in CPU
time, as other work may share the machine.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss import (
    Change,
    EventTable,
    Form,
    Kind,
    Loss,
    Scenario,
    TolerancePoint,
    report,
    simulate,
    what_if,
)

POINTS = (TolerancePoint(5e6, 0.05), TolerancePoint(1e7, 0.01))


def scenarios(number: int, rate: float) -> list[Scenario]:
    """One lognormal form each, of median sizes around 60,000."""
    draw = np.random.default_rng(1)
    return [
        Scenario(
            f"scenario-{n}", "", Kind.THEFT, Estimate(rate / 2.5, rate * 2.2),
            (Loss(Form.RESPONSE, Estimate(middle / 7, middle * 7)),),
        )
        for n, middle in enumerate(np.exp(draw.normal(11, 1, number)).tolist())
    ]  # fmt: skip


def works(firm: list[Scenario]) -> dict[str, Callable[[], Any]]:
    """What is timed; every call asks for a change that was never asked for before, the single ones
    of another scenario each time."""
    table = simulate(firm, seed=1)
    figures(table)
    fresh = count(1)

    keys = [scenario.key for scenario in firm]

    def changed(keys: list[str], scale: float) -> Any:
        change = Change((0.3 + next(fresh) * 1e-4,), scale)
        return figures(what_if(table, dict.fromkeys(keys, change)))

    def another() -> list[str]:
        return [keys[next(fresh) % len(keys)]]

    return {
        "again": lambda: figures(simulate(firm, seed=1)),
        "one, thinned": lambda: changed(another(), 1.0),
        "one, thinned and scaled": lambda: changed(another(), 0.7),
        "all, thinned": lambda: changed(keys, 1.0),
        "all, thinned and scaled": lambda: changed(keys, 0.7),
    }


def figures(table: EventTable) -> Any:
    """Averages, curves, quantiles and tolerance points, all with bands."""
    return report(table, tolerance=POINTS, parts=False)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time what-ifs beside simulating again.")
    parser.add_argument("--scenarios", type=int, default=100)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    sides = works(scenarios(given.scenarios, given.rate))
    seconds: dict[str, list[float]] = {side: [] for side in sides}
    for _ in range(given.runs):
        for side, work in sides.items():
            start = time.process_time()
            work()
            seconds[side].append(time.process_time() - start)
    told = {side: statistics.median(times) for side, times in seconds.items()}
    rows = {s: {"ms": 1e3 * t, "ratio": told["again"] / t} for s, t in told.items()}
    if given.json:
        print(json.dumps(rows, indent=2))
    else:
        for side, row in rows.items():
            print(f"{side:26} {row['ms']:8.1f} ms  {row['ratio']:6.1f} ×")


if __name__ == "__main__":
    main()
