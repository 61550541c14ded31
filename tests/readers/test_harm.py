"""Real files cut and damaged: records or one clear error, and nothing cut is taken for whole."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.readers import registry
from tests.readers.support import cuts, mutations, outcome, records, scan_file, settled, written
from tests.readers.test_formats import OURS

SMALL = {
    "trivy/misconfigurations_and_secrets.json": "trivy",
    "trivy/kubernetes.json": "trivy",
    "anchore_grype/many_vulns_with_epss_values.json": "grype",
    "tenable/nessus/nessus_new.csv": "nessus-csv",
}
OWN_CSV = b"system,ip,title,severity,cve\nweb,10.0.0.1,Old,high,CVE-2026-0001\ndb,,New,low,\n"
OWN_JSON = (
    b'{"type":"scan","family":"a","tool":"A","finished_at":"2026-03-31T10:00:00Z"}\n'
    b'{"type":"finding","system":{"name":"web","identifiers":[["ip","10.0.0.1"]]},'
    b'"weakness":"w","title":"t","severity":"low","score":7.5,"cves":["CVE-2026-0001"]}\n'
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def lean_nessus() -> bytes:
    """A real report without the settings before it, which would take most of the damage."""
    data = scan_file("tenable/nessus/nessus_with_cvssv3.nessus").read_bytes()
    report = data.index(b"<Report ")
    return data[: data.index(b"<Policy>")] + data[report:]


@pytest.mark.parametrize("name", OURS)
def test_a_file_cut_short_is_never_taken_for_whole(name: str, tmp_path: Path) -> None:
    whole = scan_file(name).read_bytes().rstrip()
    for cut in cuts(whole, 24 if len(whole) > 300_000 else 60):
        result = outcome(tmp_path, "cut", cut, OURS[name])
        assert result == "refused" or name.endswith(".csv"), f"{len(cut)} of {len(whole)} bytes"


@pytest.mark.parametrize("name", OURS)
def test_the_last_bytes_matter_too(name: str, tmp_path: Path) -> None:
    whole = scan_file(name).read_bytes().rstrip()
    for lost in (1, 2, 3, 5, 8, 13, 40):
        result = outcome(tmp_path, "cut", whole[:-lost], OURS[name])
        assert result == "refused" or name.endswith(".csv"), f"{lost} bytes lost"


def test_a_row_cut_short_is_noticed(tmp_path: Path) -> None:
    whole = scan_file("tenable/nessus/nessus_new.csv").read_bytes().rstrip()
    last_row = whole.rindex(b"\n429;Blah99;")
    for at in range(last_row + 10, len(whole) - 40, 97):
        assert outcome(tmp_path, "cut.csv", whole[:at], "nessus-csv") == "refused"


@pytest.mark.parametrize("name", OURS)
def test_damage_gives_records_or_one_clear_error(name: str, tmp_path: Path) -> None:
    data = scan_file(name).read_bytes()
    for harmed in mutations(data, 12 if len(data) > 500_000 else 40):
        assert outcome(tmp_path, "harmed", harmed, OURS[name]) in ("read", "refused")


def harm(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """`data` with bytes taken out and put in at places given in millionths of its length."""
    harmed = bytearray(data)
    for where, lost, put in changes:
        at = len(harmed) * where // 1_000_000
        harmed[at : at + lost] = put
    return bytes(harmed)


changes = st.lists(
    st.tuples(
        st.integers(0, 999_999),
        st.integers(0, 40),
        st.binary(max_size=4) | st.sampled_from([b'"', b"{}", b"null", b"[", b"<x>", b"&", b"\0"]),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("name", SMALL)
@settings(max_examples=40, deadline=None)
@given(changes=changes)
def test_any_damage_to_a_small_file(
    name: str, folder: Path, changes: list[tuple[int, int, bytes]]
) -> None:
    harmed = harm(scan_file(name).read_bytes(), changes)
    assert outcome(folder, "harmed", harmed, SMALL[name])
    path = written(folder, "harmed", harmed)
    assert settled(lambda: records(path)) in ("read", "refused")


@settings(max_examples=60, deadline=None)
@given(changes=changes)
def test_any_damage_to_a_nessus_report(folder: Path, changes: list[tuple[int, int, bytes]]) -> None:
    assert outcome(folder, "harmed", harm(lean_nessus(), changes), "nessus")


@pytest.mark.parametrize(
    ("data", "format_"), [(OWN_CSV, "generic-csv"), (OWN_JSON, "generic-json")]
)
@settings(max_examples=150, deadline=None)
@given(changes=changes)
def test_any_damage_to_our_own_formats(
    data: bytes, format_: str, folder: Path, changes: list[tuple[int, int, bytes]]
) -> None:
    assert outcome(folder, "harmed", harm(data, changes), format_)


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_at_all(folder: Path, data: bytes) -> None:
    path = written(folder, "any", data)
    assert settled(lambda: records(path)) in ("read", "refused")
    for name in registry():
        assert outcome(folder, "any", data, name)
