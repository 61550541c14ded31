"""vuln-prioritizer-workbench in an environment of its own: installed, served, given files.

It looks scores up on the Internet for every CVE unless a snapshot is given that knows them all: it
is given the EPSS scores and known exploited vulnerabilities that Quarterdeck is given.
"""

import csv
import gzip
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

PACKAGE = "vuln-prioritizer-workbench==1.4.0"
MOST_MEGABYTES = 2_000
"""The largest file it takes here; 25 where it is not told."""
REFUSED = "not read:"
_SNAPSHOT = "benchmark.json"
_WAIT_SECONDS = 60
_CVE = re.compile(rb"CVE-\d{4}-\d{4,7}")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server, and how long it took to answer."""

    vpw: Path
    url: str
    start_seconds: float


def install(folder: Path) -> Path:
    """A new environment with the package in it; the path of its command."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, PACKAGE], check=True)
    return folder / "bin" / "vpw"


def snapshot(data: Path, files: Iterable[Path], epss: Path, kev: Path) -> None:
    """Writes what the world says of every CVE that the files name, in its format."""
    named = {cve.decode() for path in files for cve in _CVE.findall(path.read_bytes())}
    with gzip.open(epss, "rt", encoding="utf-8") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        scores = {row["cve"]: row for row in rows if row["cve"] in named}
    known = {one["cveID"] for one in json.loads(kev.read_bytes())["vulnerabilities"]}
    items = [_item(cve, scores.get(cve, {}), cve in known) for cve in sorted(named)]
    target = data / "provider-snapshots" / _SNAPSHOT
    target.parent.mkdir(parents=True)
    told = {"metadata": _metadata(len(items)), "items": items, "warnings": []}
    target.write_text(json.dumps(told), encoding="utf-8")


def _item(cve: str, score: dict[str, str], known: bool) -> dict[str, Any]:
    epss = {name: float(score[name]) for name in ("epss", "percentile") if name in score}
    return {
        "cve_id": cve,
        "epss": {"cve_id": cve} | epss,
        "kev": {"cve_id": cve, "in_kev": known},
        "nvd": None,
    }


def _metadata(count: int) -> dict[str, Any]:
    return {
        "artifact_kind": "provider-snapshot", "snapshot_format": "provider-snapshot.v1.json",
        "schema_version": "1.2.0", "generated_at": "2026-11-25T00:00:00+00:00",
        "selected_sources": ["epss", "kev"], "requested_cves": count, "input_format": "auto",
        "input_path": None, "input_paths": [], "output_path": _SNAPSHOT, "cache_enabled": False,
        "cache_dir": "", "source_hashes": {}, "source_metadata": {}, "offline_kev_file": None,
        "nvd_api_key_env": "NVD_API_KEY",
    }  # fmt: skip


@contextmanager
def served(vpw: Path, data: Path) -> Iterator[Served]:
    """Its server on a free port, stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    command = [vpw, "serve", "--no-browser", "--data-dir", data, "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | {"MAX_UPLOAD_MB": str(MOST_MEGABYTES)}
    with subprocess.Popen(command, env=environment, **quiet) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url)
            yield Served(vpw, url, time.perf_counter() - start)
        finally:
            server.terminate()


def _wait(url: str) -> None:
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            urlopen(url, timeout=5).close()
            return
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def imported(server: Served, path: Path, kind: str, project: str) -> tuple[float, str]:
    """Seconds of the whole command with the server running, and what it says of the file."""
    command = [
        server.vpw, "import", path, "--url", server.url, "--project", project, "--create-project",
        "--input-type", kind, "--json", "--locked-provider-data", "--provider-snapshot", _SNAPSHOT,
        "--timeout", "900",
    ]  # fmt: skip
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    took = time.perf_counter() - start
    if not done.stdout:
        return took, f"{REFUSED} {done.stderr.strip()}"
    return took, _said(server, json.loads(done.stdout))


def _said(server: Served, run: dict[str, Any]) -> str:
    if run["status"] == "failed":
        told = run["diagnostics"]
        worst = (*run["parse_errors"], told.get("analysis_error") or told)[0]
        return f"{REFUSED} {worst['message']}"
    with urlopen(f"{server.url}/api/v1/projects/{run['project_id']}/assets/?limit=1") as answer:
        systems = json.load(answer)["count"]
    ranked = ", ".join(f"{count} {name}" for name, count in run["counts_by_priority"].items())
    return f"{run['finding_count']} findings on {systems} systems: {ranked}"
