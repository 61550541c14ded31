"""Ranking a large client from its database to ranks written back, against reading its findings.

`python -m benchmarks.rank_stored [--findings N] [--systems A] [--databases sqlite …] [--json]`: on
SQLite and on a PostgreSQL that it starts, a client is stored once; a fresh process then ranks it
with nothing kept, after one changed control, and after one new scan of one system, by a look that
is known there and by one that is new, medians of `--runs`. Reading is that of a Nessus file of
`--items` items, taken up to as many findings. The goals: at most half of the reading, then a tenth
of it.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import nessus_files
from benchmarks.databases import POSTGRESQL, SQLITE, addresses, opened
from benchmarks.processes import tell, told_by
from benchmarks.stored_firm import AS_OF, stored

if TYPE_CHECKING:
    from quarterdeck.clients.models import Client

HALF, TENTH = 0.5, 0.1
KNOWN, NEW = "network-credentialed", "host"
ACTOR, KEY = "benchmark", "large"
_SCAN = """system,title,severity,cve,scanned_at,scan_kind
system-{run},A hole,high,CVE-2025-9{run:04},2026-11-24T00:00:00Z,{kind}
"""


def measure(options: argparse.Namespace) -> list[dict[str, float]]:
    """For each database the medians in seconds, their ratios to reading, and the peak."""
    sizes = [
        part
        for name in ("findings", "systems", "items", "runs")
        for part in (f"--{name}", getattr(options, name))
    ]
    found = []
    with tempfile.TemporaryDirectory() as folder, addresses(tuple(options.databases)) as urls:
        for url in urls.values():
            here = ("--folder", folder, "--url", url, *sizes)
            told_by("benchmarks.rank_stored", "--step", "store", *here)
            found.append(told_by("benchmarks.rank_stored", "--step", "rank", *here))
    return found


def ranked(folder: Path, runs: int, items: int, findings: int) -> dict[str, float]:
    """Medians in seconds and their ratios to the reading of as many findings."""
    from quarterdeck.clients.models import Client
    from quarterdeck.findings.models import PackedColumns
    from quarterdeck.risks.ranked import rank_all

    client = Client.objects.get(key=KEY)
    times: dict[str, list[float]] = {
        "reading": [],
        "whole": [],
        "control": [],
        "scan": [],
        "new_look": [],
    }
    for run in range(runs):
        times["reading"].append(reading_per_finding(folder, items) * findings)
        PackedColumns.objects.of(client).delete()
        times["whole"].append(seconds(lambda: rank_all(client, AS_OF, ACTOR)))
        _change_control(client, run)
        times["control"].append(seconds(lambda: rank_all(client, AS_OF, ACTOR)))
        for name, kind in (("scan", KNOWN), ("new_look", NEW)):
            _scan(client, folder, run, kind)
            times[name].append(seconds(lambda: rank_all(client, AS_OF, ACTOR)))
    found = {f"{name}_seconds": statistics.median(each) for name, each in times.items()}
    for name in ("whole", "control", "scan", "new_look"):
        found[f"{name}_to_reading"] = found[f"{name}_seconds"] / found["reading_seconds"]
    return found | {"goal_whole": HALF, "goal_change": TENTH}


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


def _scan(client: "Client", folder: Path, run: int, kind: str) -> None:
    from quarterdeck.findings.services import import_scan

    path = folder / f"{kind}-{run}.csv"
    path.write_text(_SCAN.format(run=run, kind=kind), encoding="utf-8")
    import_scan(client, path, ACTOR)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time ranking a stored client.")
    parser.add_argument("--findings", type=int, default=1_000_000)
    parser.add_argument("--systems", type=int, default=20_000)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--databases", nargs="+", default=[SQLITE, POSTGRESQL])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", choices=("store", "rank"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--url", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        opened(options.folder, options.url)
    if options.step == "store":
        stored(KEY, options.systems, options.findings)
        tell({})
    elif options.step == "rank":
        tell(ranked(options.folder, options.runs, options.items, options.findings))
    else:
        _show(options, measure(options))


def _show(options: argparse.Namespace, found: list[dict[str, float]]) -> None:
    if options.json:
        json.dump(dict(zip(options.databases, found, strict=True)), sys.stdout, indent=1)
        return
    print(f"{'':>20}", *(f"{name:>12}" for name in options.databases))
    for name in found[0]:
        print(f"{name.replace('_', ' '):>20}", *(f"{one[name]:>12,.3f}" for one in found))


if __name__ == "__main__":
    main()
