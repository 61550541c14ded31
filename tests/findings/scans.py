"""Scan files for tests, written as JSON Lines that the generic reader reads; and real exports."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from quarterdeck.findings.models import Change, Finding
from quarterdeck.readers import FindingSeen, Record, ScanHeader, SystemSeen

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
ME = "cli:tester"
START = datetime(2026, 1, 1, 9, tzinfo=UTC)


def shared(name):
    """A file of real data; without it the test is skipped, and fails where CI promises it."""
    path = SHARED / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing")
        pytest.skip(f"{path} is not there")
    return path


def day(number):
    return START + timedelta(days=number)


def header(at=0, family="alpha", kind="network", **values):
    time = None if at is None else day(at)
    return ScanHeader(family=family, tool=family, finished_at=time, kind=kind, **values)


def host(name, *identifiers):
    return SystemSeen(name=name, identifiers=identifiers or (("hostname", name),))


def weak(system, weakness, **values):
    given = {"title": f"Weakness {weakness}", "severity": "high"} | values
    return FindingSeen(system=system, weakness=weakness, **given)


def cve(system, name, **values):
    return weak(system, name, cves=(name,), **values)


def write(path: Path, *records: Record) -> Path:
    encode = msgspec.json.Encoder().encode
    path.write_bytes(b"".join(encode(record) + b"\n" for record in records))
    return path


def states(client):
    """State by (asset's name, finding's key)."""
    rows = Finding.objects.of(client).values_list("asset__name", "key", "state")
    return {(asset, key): state for asset, key, state in rows}


def history(client, key):
    """The turns of a finding, oldest first, with the day of each."""
    rows = Change.objects.of(client).filter(finding__key=key).order_by("at", "pk")
    return [(turn, (at - START).days) for turn, at in rows.values_list("turn", "at")]
