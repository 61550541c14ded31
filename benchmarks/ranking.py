"""Exposure and ranking of a large client, step by step.

`python -m benchmarks.ranking [--findings N] [--systems A] [--scenarios S] [--fixes F]
[--worlds W] [--runs R] [--json]`: median seconds of each step, and the peak memory of the process.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from benchmarks.firms import Firm, firm
from quarterdeck.engine.exposure import JUDGEMENTS, expose, hazard, onward, reference
from quarterdeck.engine.ranking import joint_saving, ranges, rank, reason, saving_alone, shares

Result = TypeVar("Result")
SHOWN = 1_000


def measure(client: Firm, worlds: int) -> dict[str, float]:
    """Seconds of each step, once; `worlds` of 0 leaves the ranges out."""
    seconds: dict[str, float] = {}

    def timed(step: str, work: Callable[[], Result]) -> Result:
        start = time.perf_counter()
        result = work()
        seconds[step] = time.perf_counter() - start
        return result

    timed("paths alone", lambda: onward(client.systems, client.edges, client.stakes))
    timed("hazards alone", lambda: hazard(client.weaknesses))
    ground = timed("landscape (with both)", client.landscape)
    timed("exposure of scenarios", lambda: ground.exposure)
    frozen = timed("reference", lambda: reference(ground))
    exposure = expose(ground, frozen)
    shared = timed("shares", lambda: shares(exposure))
    ranking = timed("ranking", lambda: rank(shared, client.severity))
    timed("saving alone, all", lambda: saving_alone(exposure))
    timed("joint saving, all fixes", lambda: joint_saving(exposure, client.weaknesses.fix))
    shown = ranking.top(SHOWN)
    timed("reasons, 1,000", lambda: [reason(exposure, row.what, row.place) for row in shown])
    if worlds:
        drawn = JUDGEMENTS.draw(worlds, 1)
        losses = np.tile(client.stakes.yearly_loss, (worlds, 1))
        rows = ranking.place[ranking.what == 0][:SHOWN]
        timed(
            f"ranges, {worlds} worlds",
            lambda: ranges(client.landscape, drawn, losses, frozen, ground, rows),
        )
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description="Time exposure and ranking of a large client.")
    parser.add_argument("--findings", type=int, default=1_000_000)
    parser.add_argument("--systems", type=int, default=20_000)
    parser.add_argument("--scenarios", type=int, default=100)
    parser.add_argument("--fixes", type=int, default=20_000)
    parser.add_argument("--worlds", type=int, default=0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    client = firm(1, options.systems, options.findings, options.scenarios, options.fixes)
    runs = [measure(client, options.worlds) for _ in range(options.runs)]
    medians = {step: statistics.median(run[step] for run in runs) for step in runs[0]}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if options.json:
        json.dump({"seconds": medians, "peak_megabytes": peak}, sys.stdout, indent=2)
        return
    for step, seconds in medians.items():
        print(f"{step:28} {seconds:8.3f} s")
    print(f"{'peak memory':28} {peak:8.0f} MB")


if __name__ == "__main__":
    main()
