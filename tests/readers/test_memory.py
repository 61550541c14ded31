"""Memory does not grow with the file: peaks of fresh processes on a small and a large one."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import nessus_files
from tests.readers.support import findings, records, systems

pytest.importorskip("resource", reason="the peak of memory is told by POSIX systems only")
READ = """
import resource, sys
from collections import deque
from quarterdeck.readers import read
deque(read(sys.argv[1]), maxlen=0)
unit = 1 if sys.platform == "darwin" else 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)
"""


def peak_bytes(path: Path) -> int:
    command = [sys.executable, "-c", READ, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return int(done.stdout)


def nessus(path: Path, megabytes: int) -> None:
    nessus_files.write(path, items=300 * megabytes, hosts=10 * megabytes)


def table(path: Path, megabytes: int) -> None:
    row = f"web01,10.0.0.1,{'Old service ' * 20},high,{{}},443/tcp\n"
    with path.open("w") as stream:
        stream.write("system,ip,title,severity,weakness,location\n")
        stream.writelines(row.format(n) for n in range(megabytes * 10**6 // len(row)))


def matches(path: Path, megabytes: int) -> None:
    text = "Long words on what may happen. " * 100
    found = {"id": "CVE-2026-0001", "severity": "High", "description": text}
    match = json.dumps({"vulnerability": found, "artifact": {"name": "bash", "version": "5"}})
    source = json.dumps({"type": "image", "target": {"userInput": "shop:1"}})
    with path.open("w") as stream:
        stream.write(f'{{"matches": [{match}')
        stream.writelines(f",\n{match}" for _ in range(megabytes * 10**6 // len(match)))
        stream.write(f'], "source": {source}, "descriptor": {{"name": "grype"}}}}')


def bill(path: Path, megabytes: int) -> None:
    words = {"properties": [{"name": "told", "value": "Long words on where it is from. " * 20}]}
    component = json.dumps({"bom-ref": "r%d", "name": "rope", "purl": "pkg:npm/rope@%d"} | words)
    found = {"id": "CVE-2026-0001", "affects": [{"ref": "r7"}]}
    with path.open("w") as stream:
        stream.write(f'{{"bomFormat": "CycloneDX", "vulnerabilities": [{json.dumps(found)}]')
        stream.write(', "components": [' + component % (0, 0))
        count = megabytes * 10**6 // len(component)
        stream.writelines(f",\n{component % (n, n)}" for n in range(1, count))
        stream.write("]}")


@pytest.mark.parametrize(
    ("write", "megabytes"), [(nessus, 50), (table, 20), (matches, 30), (bill, 20)]
)
def test_a_large_file_takes_no_more_memory_than_a_small_one(
    tmp_path: Path, write: Callable[[Path, int], None], megabytes: int
) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    write(small, 4)
    write(large, megabytes)
    assert large.stat().st_size > 0.9e6 * megabytes
    assert peak_bytes(large) - peak_bytes(small) < 4e6


def test_the_benchmark_file_is_shaped_like_a_real_scan(tmp_path: Path) -> None:
    path = nessus_files.write(tmp_path / "b.nessus", items=2_000, hosts=7)
    found = records(path)
    assert len(findings(found)) == 2_000
    assert len(systems(found)) == 7
    assert 3_000 < path.stat().st_size / 2_000 < 4_000
    informs = sum(finding.category == "information" for finding in findings(found))
    assert 700 < informs < 1_300
    again = nessus_files.write(tmp_path / "again.nessus", items=2_000, hosts=7)
    assert again.read_bytes() == path.read_bytes()
