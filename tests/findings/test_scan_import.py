"""A file is imported whole or not at all; what is stored, kept and written to the ledger."""

import gzip

import pytest

from benchmarks import nessus_files
from quarterdeck.clients import ledger
from quarterdeck.findings import raw
from quarterdeck.findings.models import Asset, Change, Finding, Look, Scan, ScanFile, Sighting
from quarterdeck.findings.rows import base_score
from quarterdeck.findings.services import import_scan, looked, weaknesses
from quarterdeck.findings.window import ROWS
from quarterdeck.readers import ReadError
from tests.findings.scans import ME, header, host, shared, states, weak, write

ALL = (Asset, Change, Finding, Look, Scan, ScanFile, Sighting)


def everything(client):
    return [list(model.objects.of(client).order_by("pk").values()) for model in ALL]


@pytest.fixture
def nessus(tmp_path):
    return nessus_files.write(tmp_path / "scan.nessus", items=400, hosts=8)


def test_a_nessus_file_is_stored(nessus, client_):
    done = import_scan(client_, nessus, ME)
    assert done.systems == 8
    assert done.new == Finding.objects.of(client_).count() > 100
    assert done.told["open"] + done.told["information"] == 400
    assert Look.objects.of(client_).count() == 8
    assert len(weaknesses(client_)) == done.new


def test_the_same_file_twice_changes_nothing(nessus, client_):
    import_scan(client_, nessus, ME)
    before, rows = everything(client_), list(ledger.export(client_))
    again = import_scan(client_, nessus, "cli:other")
    assert again.already
    assert everything(client_) == before
    assert list(ledger.export(client_)) == rows


def test_one_file_is_one_ledger_row(nessus, client_):
    done = import_scan(client_, nessus, ME)
    (row,) = ledger.export(client_)
    assert (row["actor"], row["action"], row["subject"]) == (
        ME, "import scan", f"scan:{raw.digest(nessus)}",
    )  # fmt: skip
    assert row["after"]["counts"] == done.counts
    assert len(row["after"]["states"]) == 64


def test_the_states_hash_tells_states_apart(client_, other_client, tmp_path):
    a = host("a")
    for client, key in ((client_, "w"), (other_client, "v")):
        import_scan(client, write(tmp_path / f"{key}.jsonl", header(0), a, weak(a, key)), ME)
    first, second = (
        next(ledger.export(client))["after"]["states"] for client in (client_, other_client)
    )  # fmt: skip
    assert first != second


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_leaves_everything_as_it_was(nessus, client_, tmp_path, part):
    import_scan(client_, nessus, ME)
    before, rows = everything(client_), list(ledger.export(client_))
    bytes_ = nessus_files.write(tmp_path / "next.nessus", 600, 8, seed=2).read_bytes()
    cut = tmp_path / "cut.nessus"
    cut.write_bytes(bytes_[: int(len(bytes_) * part)])
    with pytest.raises(ReadError):
        import_scan(client_, cut, ME)
    assert everything(client_) == before
    assert list(ledger.export(client_)) == rows
    assert not raw.path_of(raw.digest(cut)).exists()
    assert not list(raw.path_of("").glob("tmp*"))


def test_an_empty_file_is_an_error_and_closes_nothing(nessus, client_, tmp_path):
    import_scan(client_, nessus, ME)
    before = everything(client_)
    (tmp_path / "empty.nessus").touch()
    with pytest.raises(ReadError, match="0 bytes"):
        import_scan(client_, tmp_path / "empty.nessus", ME)
    assert everything(client_) == before


def test_the_raw_bytes_are_kept(nessus, client_, tmp_path):
    done = import_scan(client_, nessus, ME)
    assert gzip.decompress(raw.path_of(done.sha256).read_bytes()) == nessus.read_bytes()
    file = ScanFile.objects.of(client_).get()
    assert (file.name, file.size_bytes) == ("scan.nessus", nessus.stat().st_size)


def test_more_rows_than_a_window_holds(client_, tmp_path):
    systems = [host(f"h{number}") for number in range(3)]
    records = [weak(s, f"w{n}", location=f"p{n % 7}") for n in range(ROWS) for s in systems]
    path = write(tmp_path / "many.jsonl", header(0), *systems, *records, *records[:10])
    assert import_scan(client_, path, ME).new == 3 * ROWS
    later = write(tmp_path / "later.jsonl", header(1), *systems, *records[3:])
    assert import_scan(client_, later, ME).fixed == 3


def test_texts_that_databases_refuse_are_mended(client_, tmp_path):
    a = host("a\0b", ("hostname", "a"))
    odd = weak(a, "w" * 3000, title="t\0" * 900, location="\0", fix="é" * 9_000)
    import_scan(client_, write(tmp_path / "odd.jsonl", header(0, target="t" * 900), a, odd), ME)
    found = Finding.objects.of(client_).get()
    assert "\0" not in found.title + found.locations + found.asset.name
    assert len(found.title) <= 500
    assert len(found.key) <= 400


def test_progress_is_told(nessus, client_):
    told = []
    import_scan(client_, nessus, ME, progress=told.append)
    many = nessus_files.write(nessus.with_name("many.nessus"), 2_500, 5)
    import_scan(client_, many, ME, progress=told.append)
    assert told == [1_000, 2_000]


def test_severity_from_a_vector_where_the_tool_gives_no_other(client_, tmp_path):
    a = host("a")
    vectors = ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "AV:N/AC:L/Au:N/C:N/I:N/A:P")
    finding = weak(a, "w", severity="unknown", cvss=vectors)
    import_scan(client_, write(tmp_path / "v.jsonl", header(0), a, finding), ME)
    found = Finding.objects.of(client_).get()
    assert (found.severity, found.score, tuple(found.cvss.split())) == ("critical", 9.8, vectors)


@pytest.mark.parametrize(
    ("vector", "score"),
    [
        ("AV:N/AC:L/Au:N/C:N/I:N/A:P", 5.0),
        ("(AV:N/AC:L/Au:N/C:N/I:N/A:P)", 5.0),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3),
        ("nonsense", None),
        ("CVSS:3.1/AV:N", None),
    ],
)
def test_base_scores(vector, score):
    assert base_score(vector) == score


def test_systems_that_were_looked_at_are_told_by_kind(client_, tmp_path):
    from quarterdeck.business.models import System
    from tests.findings.scans import day

    System.objects.of(client_).create(
        key="a", name="A", environment="production", reach="internal", hostname=["a"]
    )
    a, stranger = host("a"), host("stranger")
    for number, (at, kind) in enumerate([(0, "network"), (3, "network"), (2, "host")]):
        path = write(tmp_path / f"{number}.jsonl", header(at, kind=kind), a, stranger)
        import_scan(client_, path, ME)
    assert looked(client_) == (
        ("a", "alpha host", day(2).date()), ("a", "alpha network", day(3).date()),
    )  # fmt: skip


REAL = (
    "tenable/nessus/nessus_with_cvssv3.nessus", "tenable/nessus/nessus_new.csv",
    "trivy/issue_9170.json", "trivy/kubernetes.json", "qualys/Qualys_Sample_Report.xml",
    "anchore_grype/many_vulns3.json", "nmap/issue4406.xml", "sarif/codeQL-output.sarif",
    "prowler/example_output_azure.csv", "prowler/example_output_aws.ocsf.json",
)  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_real_exports_are_stored_and_found_again(name, client_, tmp_path):
    path = shared(f"scans/{name}")
    done = import_scan(client_, path, ME)
    assert done.new == len(weaknesses(client_)) > 0
    before = states(client_)
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes() + b"\n")
    again = import_scan(client_, copy, ME)
    assert not again.already
    assert (again.new, again.fixed, again.reopened) == (0, 0, 0)
    assert states(client_).keys() == before.keys()
