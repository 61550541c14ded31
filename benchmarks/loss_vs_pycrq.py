"""The loss engine beside pycrq, on the same scenarios, to yearly (AEP) and event (OEP) quantiles.

`python -m benchmarks.loss_vs_pycrq [--runs R] [--json]`: each case runs both sides in turn and
tells median seconds, the ratio, and the peak memory of a process that runs only ours. pycrq gives
a year the product of a frequency and one magnitude and knows no events; the largest of its
scenarios' yearly losses stands for its event quantile.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss import Form, Kind, Loss, Scenario, simulate

WORLDS, YEARS = 500, 200
QUANTILES = (0.9, 0.95, 0.98, 0.99, 0.995, 0.999)
Z95 = 1.6448536269514722


@dataclass(frozen=True)
class Case:
    """`given` tells pycrq the frequency itself; else it multiplies threats by vulnerability."""

    name: str
    scenarios: int = 100
    rate: float = 0.1
    forms: int = 1
    climate: float = 0.0
    given: bool = False
    keep: bool = True
    beside: bool = True


CASES = (
    Case("threat frequency × vulnerability"),
    Case("frequency given", given=True),
    Case("1 event a year", rate=1.0),
    Case("six loss forms", forms=6),
    Case("with the climate", climate=0.1),
    Case("1,000 scenarios", scenarios=1000, keep=False, beside=False),
)


def ours(case: Case) -> Callable[[], Any]:
    """Simulation to quantiles, from scenarios as the engine takes them."""
    spread = np.exp(1.2 * Z95)
    scenarios = [
        Scenario(
            f"scenario-{n}", "", Kind.THEFT, Estimate(case.rate / 2.5, case.rate * 2.2),
            tuple(
                Loss(form, Estimate(middle / spread, middle * spread))
                for form in list(Form)[: case.forms]
            ),
        )
        for n, middle in enumerate(medians(case))
    ]  # fmt: skip

    def run() -> Any:
        sums = simulate(
            scenarios, seed=1, worlds=WORLDS, years=YEARS, climate=case.climate, keep=case.keep
        ).sums
        return np.quantile(sums.annual, QUANTILES), np.quantile(sums.largest, QUANTILES)

    return run


def theirs(case: Case) -> Callable[[], Any]:
    """The same frequencies and sizes in pycrq."""
    import pycrq

    names = ("productivity", "response", "replacement", "competitive_advantage",
             "fines_judgments", "reputation")  # fmt: skip
    register = pycrq.RiskRegister("benchmark")
    for n, middle in enumerate(medians(case)):
        builder = pycrq.ScenarioBuilder(f"scenario-{n}").asset("a").threat("t")
        if case.given:
            builder = builder.lef(pycrq.lognormal(np.log(case.rate), 0.52))
        else:
            builder = builder.tef(pycrq.lognormal(np.log(case.rate * 3), 0.4))
            builder = builder.vulnerability(pycrq.pert(0.1, 0.3, 0.6))
        size = pycrq.lognormal(np.log(middle), 1.2)
        for name in names[: case.forms]:
            builder = getattr(builder, f"loss_{name}")(size)
        register.add_scenario(builder.build())

    def run() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = pycrq.FAIRSimulator(WORLDS * YEARS, seed=1).simulate_register(register)
        largest = np.zeros(WORLDS * YEARS)
        for scenario in result.scenario_results:
            np.maximum(largest, scenario.annual_loss_exposure, out=largest)
        return np.quantile(result.aggregate_ale, QUANTILES), np.quantile(largest, QUANTILES)

    return run


def medians(case: Case) -> list[float]:
    """Middle sizes in money, one a scenario."""
    return [float(m) for m in np.exp(np.random.default_rng(1).normal(11, 1, case.scenarios))]


def peak_memory(place: int) -> float:
    """MB of a fresh process that runs our side of one case once."""
    line = (
        f"import benchmarks.loss_vs_pycrq as b; b.ours(b.CASES[{place}])(); print(b.high_water())"
    )
    done = subprocess.run([sys.executable, "-c", line], check=True, capture_output=True, text=True)
    return float(done.stdout)


def high_water() -> float:
    """Peak resident MB of this process."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(place: int, runs: int) -> dict[str, Any]:
    """One case: alternating runs after one of each to warm up."""
    case = CASES[place]
    sides = {"ours": ours(case)} | ({"pycrq": theirs(case)} if case.beside else {})
    for work in sides.values():
        work()
    seconds: dict[str, list[float]] = {side: [] for side in sides}
    for _ in range(runs):
        for side, work in sides.items():
            seconds[side].append(timed(work))
    told: dict[str, Any] = {f"{s}_seconds": statistics.median(t) for s, t in seconds.items()}
    if case.beside:
        told["ratio"] = told["pycrq_seconds"] / told["ours_seconds"]
    return {"case": asdict(case), **told}


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the loss engine beside pycrq.")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--cases", type=int, nargs="*", default=range(len(CASES)))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    # Memory first: a process's peak starts from that of the one that started it.
    peaks = {place: peak_memory(place) for place in given.cases}
    rows = []
    for place, peak in peaks.items():
        rows.append(row := measure(place, given.runs) | {"peak_mb": peak})
        if not given.json:
            ratio = f"{row['ratio']:5.1f} ×" if "ratio" in row else "      –"
            print(f"{row['case']['name']:34} {row['ours_seconds'] * 1e3:8.0f} ms  {ratio}"
                  f"  peak {row['peak_mb']:4.0f} MB", flush=True)  # fmt: skip
    if given.json:
        print(json.dumps(rows, indent=2))


if __name__ == "__main__":
    main()
