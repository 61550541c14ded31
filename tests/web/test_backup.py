import json
import os
import subprocess
import sys
import tarfile
import threading

import pytest


def run(folder, *arguments, code=0):
    told = os.environ | {"QUARTERDECK_DATA": str(folder)}
    told.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "quarterdeck", *map(str, arguments)]
    done = subprocess.run(command, env=told, capture_output=True, text=True, timeout=300)
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An installation with a client of two scans."""
    folder = tmp_path_factory.mktemp("installed")
    run(folder, "client", "new", folder / "new")
    run(folder, "client", "import", folder / "new")
    key = json.loads(run(folder, "client", "list", "--json").stdout)["data"][0]["key"]
    scan = folder / "scan.csv"
    scan.write_text("system,weakness,title,severity\nweb-01,x-1,An old library,medium\n")
    run(folder, "scan", "import", key, scan)
    return folder, key


def test_a_backup_comes_back_as_it_was(installed, tmp_path):
    folder, key = installed
    run(folder, "backup", tmp_path / "all.tar.gz")
    other = tmp_path / "other"
    run(other, "restore", tmp_path / "all.tar.gz")
    run(folder, "client", "export", key, tmp_path / "before")
    run(other, "client", "export", key, tmp_path / "after")
    names = sorted(p.relative_to(tmp_path / "before") for p in (tmp_path / "before").rglob("*"))
    assert names == sorted(
        p.relative_to(tmp_path / "after") for p in (tmp_path / "after").rglob("*")
    )
    for name in names:
        one, two = tmp_path / "before" / name, tmp_path / "after" / name
        assert one.is_dir() or one.read_bytes() == two.read_bytes(), name
    assert "whole" in run(other, "verify", key).stdout


def test_a_backup_is_whole_while_somebody_writes(installed, tmp_path):
    folder, key = installed
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set() and number < 5:
            number += 1
            scan = tmp_path / f"scan{number}.csv"
            scan.write_text(f"system,weakness,title,severity\nweb-{number},x,A thing,low\n")
            run(folder, "scan", "import", key, scan)

    thread = threading.Thread(target=write)
    thread.start()
    run(folder, "backup", tmp_path / "busy.tar.gz")
    stop.set()
    thread.join()
    run(tmp_path / "other", "restore", tmp_path / "busy.tar.gz")
    assert "whole" in run(tmp_path / "other", "verify", key).stdout


def test_restoring_over_an_installation_asks_first(installed, tmp_path):
    folder, key = installed
    run(folder, "backup", tmp_path / "all.tar.gz")
    refused = run(folder, "restore", tmp_path / "all.tar.gz", code=2)
    assert "--replace" in refused.stderr
    run(folder, "restore", tmp_path / "all.tar.gz", "--replace")
    assert "whole" in run(folder, "verify", key).stdout
    again = run(folder, "backup", tmp_path / "all.tar.gz", code=2)
    assert "exists" in again.stderr


def test_a_damaged_backup_changes_nothing(installed, tmp_path):
    folder, key = installed
    run(folder, "backup", tmp_path / "all.tar.gz")
    with tarfile.open(tmp_path / "all.tar.gz") as archive:
        archive.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open" / "quarterdeck.sqlite3").write_bytes(b"nonsense")
    with tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as archive:
        for path in sorted((tmp_path / "open").iterdir()):
            archive.add(path, path.name)
    for name in ("bad.tar.gz", "open/manifest.json"):
        refused = run(folder, "restore", tmp_path / name, "--replace", code=2)
        assert "Nothing was changed" in refused.stderr
    assert "whole" in run(folder, "verify", key).stdout
