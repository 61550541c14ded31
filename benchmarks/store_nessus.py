"""Storing a large Nessus file against reading it: identity, history, ledger, the raw file kept.

`python -m benchmarks.store_nessus [--items N] [--hosts M] [--runs R] [--json]`: alternating runs of
reading, a first import and the import of a later scan of the same content, each into a database
that holds what the runs before stored for other clients. Medians and their ratios. The goals: the
first at most 4 times the reading, the second no slower than the first.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import nessus_files
from benchmarks.read_nessus import read, seconds

GOAL = 4.0
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


def measure(items: int, hosts: int, runs: int) -> dict[str, float]:
    """Medians in seconds of `runs` alternating runs, their ratios, and the peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        _storage(Path(folder))
        from quarterdeck.clients.models import Client, Firm
        from quarterdeck.findings.services import import_scan

        firm = Firm.objects.create(name="Benchmark")
        path = nessus_files.write(Path(folder) / "benchmark.nessus", items, hosts)
        again = later(path)
        times = []
        for run in range(runs):
            client = Client.objects.create(firm=firm, key=f"run-{run}", name="Run")

            def store(file: Path, client: Client = client) -> None:
                import_scan(client, file, "benchmark")

            times.append((seconds(read, path), seconds(store, path), seconds(store, again)))
            _forget_raw(Path(folder))
    reading, first, second = (statistics.median(each) for each in zip(*times, strict=True))
    return {
        "items": items,
        "runs": runs,
        "read_seconds": reading,
        "first_import_seconds": first,
        "second_import_seconds": second,
        "first_to_reading": first / reading,
        "goal": GOAL,
        "second_to_first": second / first,
        "peak_rss_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def _storage(folder: Path) -> None:
    """A database of its own, as a user has it."""
    os.environ["QUARTERDECK_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "quarterdeck.web.settings"
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _forget_raw(folder: Path) -> None:
    for kept in (folder / "raw").iterdir():
        kept.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description="Time storing a Nessus file against reading it.")
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    began = time.perf_counter()
    found = measure(options.items, options.hosts, options.runs)
    if options.json:
        json.dump(found, sys.stdout, indent=1)
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):>22}  {value:>10,.2f}")
    print(f"{'in all, seconds':>22}  {time.perf_counter() - began:>10,.2f}")


if __name__ == "__main__":
    main()
