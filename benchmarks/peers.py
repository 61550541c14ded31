"""Quarterdeck beside vuln-prioritizer-workbench: the same scan files, whole commands.

`python -m benchmarks.peers --data FOLDER [--items N] [--runs R]`: installs the other into a new
environment in a temporary folder, gives both the EPSS scores and known exploited vulnerabilities
of FOLDER/intel, and imports the Nessus and Trivy files of FOLDER/scans and a synthetic Nessus file
of N items, alternating. Every run starts without findings. Prints medians, ratios and what each
says of the file.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import nessus_files, peer_workbench

CLIENT = "client"


def quarterdeck(data: Path, *arguments: object) -> tuple[float, str]:
    """Seconds of the whole command with its start-up, and what it prints."""
    command = [Path(sys.executable).with_name("quarterdeck"), *map(str, arguments)]
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment["QUARTERDECK_DATA"] = str(data)
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    return time.perf_counter() - start, done.stdout or done.stderr.strip()


def prepared(folder: Path, intel: tuple[Path, Path]) -> Path:
    """A data folder with a client that has no scans, and what the world knows."""
    data, client = folder / "data", folder / CLIENT
    data.mkdir()
    for arguments in (("client", "new", client), ("client", "import", client)):
        quarterdeck(data, *arguments)
    quarterdeck(data, "intel", "load", *intel)
    return data


def imported(data: Path, path: Path) -> tuple[float, float, str]:
    """Seconds of importing and of ranking, and what it says of the file."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "data"
        shutil.copytree(data, own)
        importing, told = quarterdeck(own, "scan", "import", CLIENT, path, "--json")
        if not told.startswith("{"):
            return importing, 0.0, told
        ranking, _ = quarterdeck(own, "rank", CLIENT, "--json")
    (done,) = json.loads(told)["data"]
    apart = {name: count for name, count in done["told"].items() if name != "open"}
    also = "".join(f", {count} {name}" for name, count in apart.items())
    return importing, ranking, f"{done['new']} weaknesses on {done['systems']} systems{also}"


def kinds(data: Path) -> dict[Path, str]:
    """The real files, each with the other's word for its format."""
    trivy = dict.fromkeys(sorted((data / "scans" / "trivy").iterdir()), "trivy-json")
    nessus = sorted((data / "scans" / "tenable" / "nessus").iterdir())
    return trivy | dict.fromkeys(nessus, "nessus-xml")


def measure(data: Path, items: int, runs: int) -> None:
    """Prints a paragraph a file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        synthetic = nessus_files.write(folder / "synthetic.nessus", items, max(1, items // 100))
        files = kinds(data) | {synthetic: "nessus-xml"}
        (epss,), (kev,) = (data / "intel").glob("epss*.gz"), (data / "intel").glob("known*.json")
        own = prepared(folder, (epss, kev))
        theirs = folder / "workbench"
        peer_workbench.snapshot(theirs, files, epss, kev)
        vpw = peer_workbench.install(folder / "environment")
        with peer_workbench.served(vpw, theirs) as server:
            print(f"workbench: its server answers after {server.start_seconds:.1f} s", flush=True)
            for path, kind in files.items():
                _compare(path, kind, own, server, runs)


def _compare(path: Path, kind: str, own: Path, server: peer_workbench.Served, runs: int) -> None:
    ours, ranking, theirs = [], [], []
    for run in range(runs):
        seconds, ranked, said = imported(own, path)
        ours.append(seconds)
        ranking.append(ranked)
        seconds, other = peer_workbench.imported(server, path, kind, f"{path.name} {run}")
        theirs.append(seconds)
    own_import, own_rank, other_import = map(statistics.median, (ours, ranking, theirs))
    print(f"{path.name} ({path.stat().st_size / 1e6:.1f} MB)")
    print(f"  quarterdeck  import {own_import:.1f} s, rank {own_rank:.1f} s: {said}")
    print(f"  workbench    import {other_import:.1f} s: {other}")
    if not other.startswith(peer_workbench.REFUSED):
        print(
            f"  workbench / quarterdeck: {other_import / (own_import + own_rank):.2f}", flush=True
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Import the same files with both.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    measure(options.data.resolve(), options.items, options.runs)


if __name__ == "__main__":
    main()
