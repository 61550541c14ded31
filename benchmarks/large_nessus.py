"""A Nessus file of 1 GB in the memory of one of 100 MB.

`python -m benchmarks.large_nessus [--megabytes N] [--json]`: both files are written, then read and
imported, each step in a fresh process and a database of its own, largest memory recorded. The goal:
a ratio of about 1, at most 1.5.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import nessus_files
from benchmarks.databases import opened
from benchmarks.processes import tell, told_by
from benchmarks.read_nessus import read, seconds

GOAL = 1.5
SMALL = 100
_ITEMS_A_MEGABYTE = 294
_ITEMS_A_HOST = 100
_STEPS = ("read", "import")


def measure(megabytes: int) -> dict[str, dict[str, float]]:
    """Sizes, seconds and memory by step and file, and the ratio of large to small."""
    small, large = _measured(SMALL), _measured(megabytes)
    return {
        step: {
            "small_megabytes": small[step]["megabytes"],
            "small_seconds": small[step]["seconds"],
            "small_peak_rss_megabytes": small[step]["peak_rss_megabytes"],
            "large_megabytes": large[step]["megabytes"],
            "large_seconds": large[step]["seconds"],
            "large_peak_rss_megabytes": large[step]["peak_rss_megabytes"],
            "ratio": large[step]["peak_rss_megabytes"] / small[step]["peak_rss_megabytes"],
            "goal": GOAL,
        }
        for step in _STEPS
    }


def _measured(megabytes: int) -> dict[str, dict[str, float]]:
    items = megabytes * _ITEMS_A_MEGABYTE
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.nessus"
        nessus_files.write(path, items, items // _ITEMS_A_HOST)
        size = {"megabytes": path.stat().st_size / 1e6}
        return {
            step: size | told_by("benchmarks.large_nessus", "--step", step, "--file", path)
            for step in _STEPS
        }


def run(step: str, path: Path) -> dict[str, float]:
    """Seconds of the step, in a new database beside the file."""
    if step == "read":
        return {"seconds": seconds(read, path)}
    opened(path.parent)
    from quarterdeck.clients.models import Client, Firm
    from quarterdeck.findings.services import import_scan

    firm = Firm.objects.create(name="Benchmark")
    client = Client.objects.create(firm=firm, key="large", name="Large")

    def store(file: Path) -> None:
        import_scan(client, file, "benchmark")

    return {"seconds": seconds(store, path)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Read and import a large Nessus file.")
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", choices=_STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        tell(run(options.step, options.file))
        return
    found = measure(options.megabytes)
    if options.json:
        json.dump(found, sys.stdout, indent=1)
        return
    for step, values in found.items():
        for name, value in values.items():
            print(f"{step + ' ' + name.replace('_', ' '):>32}  {value:>10,.2f}")


if __name__ == "__main__":
    main()
