"""The example of a reader in another package: built, installed, and read through the program."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "reader-package"
REPORT = EXAMPLE / "report.json"
PAGE = ROOT / "docs" / "readers.md"


def pip(*words: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with the example installed from its wheel, as `pip install` would."""
    folder = tmp_path_factory.mktemp("example")
    pip("wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", folder, EXAMPLE)
    (wheel,) = folder.glob("quarterdeck_tidewatch-*.whl")
    pip("install", "--no-deps", "--no-index", "--target", folder / "site", wheel)
    return folder / "site"


def scan_read(path: Path, *sites: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quarterdeck", "scan", "read", str(path)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, sites))}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=env, check=False
    )


def test_the_installed_reader_reads(installed):
    done = scan_read(REPORT, installed)
    assert done.returncode == 0, done.stderr
    header, *rest = map(json.loads, done.stdout.splitlines())
    assert (header["family"], header["target"]) == ("tidewatch", "north quay")
    assert [r["name"] for r in rest if r["type"] == "system"] == [
        "crane.example.org", "buoy.example.org",
    ]  # fmt: skip
    found = [r for r in rest if r["type"] == "finding"]
    assert [(f["weakness"], f["severity"], f["status"], f["category"]) for f in found] == [
        ("TW-7", "critical", "open", "vulnerability"),
        ("CVE-2026-0001", "medium", "muted", "vulnerability"),
        ("TW-1", "none", "open", "information"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"silenced"', '"asleep"'), "hosts 1, alarms 2: has the state “asleep”"),
        (('"rule": "TW-7"', '"rule": ""'), "hosts 1, alarms 1: lacks “rule”."),
        (('"buoy.example.org"', "7]"), "is not well-formed JSON"),
    ],
)
def test_its_errors_are_like_all_others(installed, tmp_path, change, said):
    path = tmp_path / "report.json"
    path.write_text(REPORT.read_text().replace(*change))
    done = scan_read(path, installed)
    assert done.returncode != 0
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_broken_package_keeps_no_other_reader_from_its_work(installed, tmp_path):
    """One reader that cannot be loaded, and one that fails on files that are not its own."""
    (tmp_path / "faulty.py").write_text(
        "FAMILY = 'faulty'\ndef sniff(head, name): raise KeyError('a')\ndef read(source): yield\n"
    )
    facts = tmp_path / "faulty-1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1\n")
    (facts / "entry_points.txt").write_text(
        "[quarterdeck.readers]\nfaulty = faulty\nmissing = not_there\n"
    )
    done = scan_read(REPORT, tmp_path, installed)
    assert '"family":"tidewatch"' in done.stdout, done.stderr
    assert "“missing” cannot be loaded" in done.stderr
    assert "reader of faulty fails" in done.stderr


def test_the_page_shows_the_example_as_it_is():
    page = PAGE.read_text(encoding="utf-8")
    for name in ("src/quarterdeck_tidewatch/reader.py", "pyproject.toml", "report.json"):
        assert f"\n{(EXAMPLE / name).read_text(encoding='utf-8')}```" in page, name
