"""Storing a large Nessus file against reading it: identity, history, ledger, the raw file kept.

`python -m benchmarks.store_nessus [--items N] [--hosts M] [--runs R] [--databases sqlite …]
[--json]`: alternating runs, each a fresh process that reads the file, imports it first and then a
later scan of the same content, on SQLite and on a PostgreSQL that it starts. Every run is a new
client in the database that holds what the runs before stored. Medians and their ratios. The goals:
the first at most 4 times the reading, the second no slower than the first.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import nessus_files
from benchmarks.databases import POSTGRESQL, SQLITE, addresses, opened
from benchmarks.processes import tell, told_by
from benchmarks.read_nessus import read, seconds

GOAL = 4.0
_STEPS = ("read", "first_import", "second_import")
_LATER = (("1648042311", "1648142311"), ("1648044472", "1648144472"))


def later(path: Path) -> Path:
    """The same file, scanned a day later."""
    target = path.with_name("later.nessus")
    with path.open(encoding="utf-8") as stream, target.open("w", encoding="utf-8") as out:
        for line in stream:
            for old, new in _LATER:
                line = line.replace(old, new)
            out.write(line)
    return target


def measure(
    items: int, hosts: int, runs: int, databases: tuple[str, ...]
) -> list[dict[str, float]]:
    """For each database the medians of `runs` alternating runs, their ratios, and the peak."""
    with tempfile.TemporaryDirectory() as name, addresses(databases) as urls:
        folder = Path(name)
        path = nessus_files.write(folder / "benchmark.nessus", items, hosts)
        later(path)
        told: dict[str, list[dict[str, float]]] = {database: [] for database in databases}
        for _ in range(runs):
            for database, url in urls.items():
                one = told_by("benchmarks.store_nessus", "--run", path, "--url", url)
                told[database].append(one)
    return [_medians(told[database]) for database in databases]


def run(path: Path, url: str) -> dict[str, float]:
    """Seconds of one run's steps; the file's folder holds the database that no address names."""
    opened(path.parent, url)
    from quarterdeck.clients.models import Client, Firm
    from quarterdeck.findings.services import import_scan

    firm, _ = Firm.objects.get_or_create(name="Benchmark")
    key = f"run-{time.time_ns()}"
    client = Client.objects.create(firm=firm, key=key, name="Run")

    def store(file: Path) -> None:
        import_scan(client, file, "benchmark")

    steps = ((read, path), (store, path), (store, path.with_name("later.nessus")))
    found = {name: seconds(*step) for name, step in zip(_STEPS, steps, strict=True)}
    for kept in (path.parent / "raw").iterdir():
        kept.unlink()
    return found


def _medians(told: list[dict[str, float]]) -> dict[str, float]:
    reading, first, second = (statistics.median(one[step] for one in told) for step in _STEPS)
    return {
        "runs": len(told),
        "read_seconds": reading,
        "first_import_seconds": first,
        "second_import_seconds": second,
        "first_to_reading": first / reading,
        "goal": GOAL,
        "second_to_first": second / first,
        "peak_rss_megabytes": max(one["peak_rss_megabytes"] for one in told),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Time storing a Nessus file against reading it.")
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--databases", nargs="+", default=[SQLITE, POSTGRESQL])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--url", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        tell(run(options.run, options.url))
        return
    databases = tuple(options.databases)
    found = measure(options.items, options.hosts, options.runs, databases)
    if options.json:
        json.dump(dict(zip(databases, found, strict=True)), sys.stdout, indent=1)
        return
    print(f"{'':>22}", *(f"{name:>12}" for name in databases))
    for name in found[0]:
        print(f"{name.replace('_', ' '):>22}", *(f"{one[name]:>12,.2f}" for one in found))


if __name__ == "__main__":
    main()
