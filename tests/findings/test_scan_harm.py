"""Whatever is wrong with a file: it is imported whole, or the database stays as it was."""

import os
from hashlib import blake2b

import pytest
from django.apps import apps
from django.db import models

from quarterdeck.findings.models import Finding, ScanFile
from quarterdeck.findings.services import import_scan
from quarterdeck.readers import FindingSeen, ReadError, read
from tests.findings.scans import ME, cve, header, host, write
from tests.readers.corpus import FORMATS, report
from tests.readers.fuzzing import harmed

ROUNDS = max(int(os.environ.get("FUZZ_ROUNDS", "40")) // 20, 1)
LARGE_BYTES = 150_000
OURS = [model for model in apps.get_models() if model.__module__.startswith("quarterdeck.")]


def everything() -> str:
    """A digest of every row of every table of ours."""
    digest = blake2b()
    for model in OURS:
        for row in models.QuerySet(model).order_by("pk").values_list():
            digest.update(repr(row).encode())
    return digest.hexdigest()


def too_long() -> list[str]:
    """Texts that SQLite takes and a database which keeps to lengths would not."""
    return [
        f"{model.__name__}.{field.name}: {value[:80]}"
        for model in OURS
        for field in model._meta.fields
        if isinstance(field, models.CharField)
        for value in models.QuerySet(model).values_list(field.name, flat=True)
        if value and (len(value) > field.max_length or "\0" in value)
    ]


@pytest.fixture
def _known(client_, tmp_path):
    """A client who has findings already, so that a partial import would change something."""
    first = write(tmp_path / "first.jsonl", header(0), host("a"), cve(host("a"), "CVE-2026-0001"))
    import_scan(client_, first, ME)


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize("name", [n for n in FORMATS if len(report(n)) < LARGE_BYTES])
def test_a_harmed_report_is_stored_whole_or_not_at_all(name, client_, tmp_path):
    whole = report(name)
    for number in range(ROUNDS):
        path = tmp_path / f"harmed{number}"
        path.write_bytes(harmed(whole, f"import {name} {number}"))
        before = everything()
        try:
            done = import_scan(client_, path, ME, format=FORMATS[name])
        except ReadError:
            assert everything() == before
        else:
            found = [r for r in read(path, FORMATS[name]) if isinstance(r, FindingSeen)]
            assert done.already or sum(done.told.values()) == len(found)
            assert not too_long()


@pytest.mark.usefixtures("_known")
def test_the_last_finding_may_spoil_all(client_, tmp_path):
    """Thousands of sound rows, stored in parts on the way, before the one that is not."""
    path = tmp_path / "rows.csv"
    rows = [f"web{n % 50},Old service {n},high" for n in range(5_000)]
    path.write_text("\n".join(("system,title,severity", *rows, "web1,New service,grave", "")))
    before = everything()
    with pytest.raises(ReadError, match="line 5,002"):
        import_scan(client_, path, ME)
    assert everything() == before
    path.write_text("\n".join(("system,title,severity", *rows, "")))
    import_scan(client_, path, ME)
    assert everything() != before
    assert ScanFile.objects.of(client_).count() == 2
    assert Finding.objects.of(client_).count() == 5_001
