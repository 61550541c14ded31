"""Rows of one run that bear different times are one look; rows of another day are another."""

import pytest

from quarterdeck.findings.importing import import_scan
from tests.findings.scans import ME, states

pytestmark = pytest.mark.django_db
HEAD = "TIMESTAMP;PROVIDER;ACCOUNT_UID;CHECK_ID;STATUS;STATUS_EXTENDED;SEVERITY;RESOURCE_UID;REGION"
ROWS = (
    "2026-08-01 10:00:01;aws;1;public_bucket;FAIL;is public;high;arn:aws:s3:::one;eu-1",
    "2026-08-01 10:00:05;aws;1;unlogged_bucket;FAIL;no log;low;arn:aws:s3:::one;eu-1",
    "2026-08-01 10:00:09;aws;1;public_bucket;FAIL;is public;high;arn:aws:s3:::two;us-1",
    "2026-08-01 10:01:00;aws;1;root_keys;FAIL;old keys;high;1;eu-1",
    "2026-08-01 10:01:02;aws;1;unlogged_bucket;FAIL;no log;low;arn:aws:s3:::two;us-1",
    "2026-08-01 10:01:04;aws;1;root_keys;FAIL;old keys;high;1;us-1",
)


def prowler(path, *rows):
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return path


def test_what_one_run_found_is_open_whenever_its_rows_were_written(client_, tmp_path):
    import_scan(client_, prowler(tmp_path / "august.csv", *ROWS), ME)
    found = states(client_)
    assert len(found) == len(ROWS)
    assert set(found.values()) == {"open"}


def test_a_run_of_another_day_in_the_same_file_is_another_look(client_, tmp_path):
    mended = ROWS[0].replace("2026-08-01", "2026-08-04").replace("FAIL;is", "PASS;not")
    import_scan(client_, prowler(tmp_path / "both.csv", *ROWS, mended), ME)
    found = states(client_)
    gone = {place: state for place, state in found.items() if "public_bucket" in place[1]}
    assert sorted(gone.values()) == ["fixed", "open"]
