"""Memory does not grow with the file: peaks of fresh processes on a small and a large one."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import nessus_files
from tests.readers.corpus import FORMATS, report
from tests.readers.growing import grown
from tests.readers.support import findings, records, systems, written

STATUS = Path("/proc/self/status")
pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells a process's own peak")
READ = """
import sys
from collections import deque
from pathlib import Path
from quarterdeck.readers import read
for path in sys.argv[2:]:
    deque(read(path, sys.argv[1] or None), maxlen=0)
    status = Path("/proc/self/status").read_text()
    print(1024 * int(status.split("VmHWM:")[1].split()[0]))
"""


def growth(small: Path, large: Path, format_: str = "") -> int:
    """Bytes by which a fresh process's peak rises when it reads the large file after the small."""
    command = [sys.executable, "-c", READ, format_, str(small), str(large)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    first, second = map(int, done.stdout.split())
    return second - first


def nessus(path: Path, megabytes: int) -> None:
    nessus_files.write(path, items=300 * megabytes, hosts=10 * megabytes)


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


@pytest.mark.parametrize(("write", "megabytes"), [(nessus, 50), (bill, 20)])
def test_a_large_file_takes_no_more_memory_than_a_small_one(
    tmp_path: Path, write: Callable[[Path, int], None], megabytes: int
) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    write(small, 4)
    write(large, megabytes)
    assert large.stat().st_size > 0.9e6 * megabytes
    assert growth(small, large) < 4e6


ONE_OF_EACH = {format_: name for name, format_ in reversed(FORMATS.items()) if ".zip" not in name}


@pytest.mark.parametrize("format_", sorted(ONE_OF_EACH))
def test_no_format_is_held_in_memory(format_: str, tmp_path: Path) -> None:
    """Its objects would take three times what the file takes, or more."""
    data = report(ONE_OF_EACH[format_])
    small = written(tmp_path, "small", grown(data, format_, 1))
    large = written(tmp_path, "large", grown(data, format_, 3))
    assert large.stat().st_size > 1.5 * small.stat().st_size > 1.5e6
    assert growth(small, large, format_) < 4e6


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
