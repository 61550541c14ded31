"""Reading a large Nessus file against a bare lxml walk over the same bytes.

`python -m benchmarks.read_nessus [--items N] [--hosts M] [--runs R] [--json]`: alternating runs in
one process; medians and their ratio. The goal is a ratio of at most 2 at 100,000 items.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from benchmarks import nessus_files
from quarterdeck import readers

GOAL = 2.0


def bare_walk(path: Path) -> None:
    """What any streaming reader must do: parse, and let go of each item at its end."""
    for _, item in etree.iterparse(str(path), events=("end",), tag="ReportItem"):
        item.clear()
        while item.getprevious() is not None:
            del item.getparent()[0]


def read(path: Path) -> None:
    """Every record of the file, made and let go."""
    deque(readers.read(path), maxlen=0)


def seconds(work: Callable[[Path], None], path: Path) -> float:
    start = time.perf_counter()
    work(path)
    return time.perf_counter() - start


def measure(items: int, hosts: int, runs: int) -> dict[str, float]:
    """Medians in seconds of `runs` alternating runs, their ratio, and the peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = nessus_files.write(Path(folder) / "benchmark.nessus", items, hosts)
        size = path.stat().st_size
        pairs = [(seconds(bare_walk, path), seconds(read, path)) for _ in range(runs)]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    return {
        "items": items,
        "megabytes": size / 1e6,
        "runs": runs,
        "bare_walk_seconds": bare,
        "read_seconds": ours,
        "ratio": ours / bare,
        "goal": GOAL,
        "peak_rss_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the Nessus reader against a bare walk.")
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.items, options.hosts, options.runs)
    if options.json:
        json.dump(found, sys.stdout, indent=1)
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):>20}  {value:>10,.2f}")


if __name__ == "__main__":
    main()
