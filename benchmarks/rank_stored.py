"""Ranking a large client from its database to ranks written back, against reading its findings.

`python -m benchmarks.rank_stored [--findings N] [--systems A] [--database URL] [--json]`: a client
is stored once; then it is ranked with nothing kept, after one changed control, and after one new
scan of one system, medians of `--runs`. Reading is that of a Nessus file of `--items` items, taken
up to as many findings. The goals: at most half of the reading, then a tenth of it.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import nessus_files
from benchmarks.databases import opened
from benchmarks.stored_firm import AS_OF, stored

if TYPE_CHECKING:
    from quarterdeck.clients.models import Client

HALF, TENTH = 0.5, 0.1
ACTOR = "benchmark"
_SCAN = """system,title,severity,cve,scanned_at,scan_kind
system-17,A hole,high,CVE-2025-9{run:04},2026-11-24T0{run}:00:00Z,network-credentialed
"""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def reading_per_finding(folder: Path, items: int) -> float:
    """Seconds that a finding takes to be read from a Nessus file."""
    from quarterdeck import readers
    from quarterdeck.readers import FindingSeen

    path = nessus_files.write(folder / "benchmark.nessus", items, max(1, items // 100))
    start = time.perf_counter()
    count = sum(isinstance(record, FindingSeen) for record in readers.read(path))
    took = time.perf_counter() - start
    path.unlink()
    return took / count


def measure(
    client: "Client", folder: Path, runs: int, items: int, findings: int
) -> dict[str, float]:
    """Medians in seconds and their ratios to the reading of as many findings."""
    from quarterdeck.findings.models import PackedColumns
    from quarterdeck.risks.ranked import rank_all

    times: dict[str, list[float]] = {"reading": [], "whole": [], "control": [], "scan": []}
    for run in range(runs):
        times["reading"].append(reading_per_finding(folder, items) * findings)
        PackedColumns.objects.of(client).delete()
        times["whole"].append(seconds(lambda: rank_all(client, AS_OF, ACTOR)))
        _change_control(client, run)
        times["control"].append(seconds(lambda: rank_all(client, AS_OF, ACTOR)))
        _scan(client, folder, run)
        times["scan"].append(seconds(lambda: rank_all(client, AS_OF, ACTOR)))
    found = {f"{name}_seconds": statistics.median(each) for name, each in times.items()}
    for name in ("whole", "control", "scan"):
        found[f"{name}_to_reading"] = found[f"{name}_seconds"] / found["reading_seconds"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return found | {"peak_rss_megabytes": peak, "goal_whole": HALF, "goal_change": TENTH}


def _change_control(client: "Client", run: int) -> None:
    from quarterdeck.business.models import Control

    Control.objects.of(client).update_or_create(
        key="filter",
        defaults={
            "client_id": client.pk, "name": "A filter in front", "works_on": "reach",
            "systems": ["system-17"], "coverage": 0.5 + run / 100,
            "effect": {"low": 0.8, "high": 0.8},
        },
    )  # fmt: skip


def _scan(client: "Client", folder: Path, run: int) -> None:
    from quarterdeck.findings.services import import_scan

    path = folder / f"scan-{run}.csv"
    path.write_text(_SCAN.format(run=run), encoding="utf-8")
    import_scan(client, path, ACTOR)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time ranking a stored client.")
    parser.add_argument("--findings", type=int, default=1_000_000)
    parser.add_argument("--systems", type=int, default=20_000)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--database", default="")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        opened(Path(name), options.database)
        client = stored("large", options.systems, options.findings)
        found = measure(client, Path(name), options.runs, options.items, options.findings)
    if options.json:
        json.dump(found, sys.stdout, indent=2)
        return
    for key, value in found.items():
        print(f"{key:24} {value:10.3f}")


if __name__ == "__main__":
    main()
