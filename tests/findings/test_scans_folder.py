"""Scans and intelligence in the client folder: checked whole, replayed once, exported as given."""

import gzip
from datetime import UTC, datetime

import pytest

from benchmarks import nessus_files
from quarterdeck.clients import ledger
from quarterdeck.clients.folder.exporting import export_folder
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.models import Client
from quarterdeck.findings import raw
from quarterdeck.findings.models import Change, Epss, Finding, ScanFile
from quarterdeck.findings.services import import_scan, load_epss, weaknesses
from tests.clients import workbooks
from tests.clients.folders import write as write_folder
from tests.findings.scans import ME, cve, header, history, host, states, weak, write

A = host("web1")
CVE = "CVE-2024-0001"
EPSS = "#model_version:v1,score_date:{}T00:00:00Z\ncve,epss,percentile\n{},{},0.5\n"


@pytest.fixture
def folder(tmp_path):
    made = write_folder(tmp_path / "in")
    (made / "scans").mkdir()
    return made


@pytest.fixture
def scanned(folder):
    """Three scans of one system, named against their order in time."""
    write(folder / "scans" / "a-third.jsonl", header(2), A, cve(A, CVE))
    write(folder / "scans" / "b-second.jsonl", header(1), A)
    write(folder / "scans" / "c-first.jsonl", header(0), A, cve(A, CVE))
    return folder


def problems(folder, firm):
    with pytest.raises(FolderError) as caught:
        import_folder(folder, firm, ME)
    return [str(problem) for problem in sorted(caught.value.report.errors)]


def tree(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_history_is_replayed_in_the_order_of_the_scans(scanned, firm):
    client = import_folder(scanned, firm, ME).client
    assert history(client, CVE) == [("new", 0), ("fixed", 1), ("reopened", 2)]
    assert weaknesses(client)[0].system == "web1"
    assert ledger.verify(client) == []


def test_the_manifest_says_when_undated_scans_were_made(folder, firm):
    write(folder / "scans" / "a.jsonl", header(None), A)
    write(folder / "scans" / "b.jsonl", header(None), A, weak(A, "w"))
    (folder / "scans" / "scans.csv").write_text(
        "file,imported_at\nb.jsonl,2026-01-02T09:00:00Z\na.jsonl,2026-01-05T09:00:00\n"
    )
    client = import_folder(folder, firm, ME).client
    assert history(client, "alpha:w") == [("new", 1), ("fixed", 4)]


def test_importing_again_changes_nothing(scanned, firm):
    client = import_folder(scanned, firm, ME).client
    rows, turns = list(ledger.export(client)), Change.objects.of(client).count()
    again = import_folder(scanned, firm, ME)
    assert not again.changed
    assert (again.tables["scans/"].new, again.tables["scans/"].same) == (0, 3)
    assert list(ledger.export(client)) == rows
    assert Change.objects.of(client).count() == turns


def test_export_and_import_are_inverse(scanned, firm, tmp_path):
    client = import_folder(scanned, firm, ME).client
    export_folder(client, tmp_path / "one")
    before, hashes = states(client), history(client, CVE)
    client.delete()
    again = import_folder(tmp_path / "one", firm, ME).client
    assert (states(again), history(again, CVE)) == (before, hashes)
    assert ledger.verify(again) == []
    export_folder(again, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_raw_files_travel_as_they_were(scanned, firm, tmp_path):
    client = import_folder(scanned, firm, ME).client
    twin = tmp_path / "twin" / "c-first.jsonl"
    twin.parent.mkdir()
    write(twin, header(3), A)
    import_scan(client, twin, ME)
    export_folder(client, tmp_path / "out")
    out = {path.read_bytes() for path in (tmp_path / "out" / "scans").glob("*.jsonl")}
    assert out == {path.read_bytes() for path in [*(scanned / "scans").glob("*"), twin]}


def test_every_bad_scan_is_named_and_nothing_is_stored(scanned, firm, tmp_path):
    whole = nessus_files.write(tmp_path / "x.nessus", 50, 2).read_bytes()
    (scanned / "scans" / "cut.nessus").write_bytes(whole[: len(whole) // 2])
    (scanned / "scans" / "empty.json").touch()
    (scanned / "scans" / "letter.txt").write_text("Dear Sir or Madam\n")
    found = problems(scanned, firm)
    assert [line.split(":")[0] for line in found] == [
        "scans/cut.nessus", "scans/empty.json", "scans/letter.txt",
    ]  # fmt: skip
    assert Client.objects.count() == 0
    assert not raw.path_of(raw.digest(scanned / "scans" / "c-first.jsonl")).exists()


def test_the_manifest_is_checked(scanned, firm):
    (scanned / "scans" / "scans.csv").write_text(
        "file,sha256,imported_at,format\n"
        "none.jsonl,,,\n"
        "../profile.yaml,,,\n"
        f"a-third.jsonl,{'0' * 64},,\n"
        "b-second.jsonl,,soon,\n"
        "c-first.jsonl,,,nessos\n"
    )
    found = problems(scanned, firm)
    assert any("scans/scans.csv, line 2, file" in line for line in found)
    assert any("scans/scans.csv, line 3, file" in line for line in found)
    assert any("scans/a-third.jsonl: is not the file" in line for line in found)
    assert any("line 5, imported_at" in line for line in found)
    assert any("line 6, format: must be one of" in line for line in found)


def test_a_list_that_changes_is_matched_again(scanned, firm):
    client = import_folder(scanned, firm, ME).client
    write_folder(scanned, systems__csv="key,name,environment,reach,hostname,services\n"
                 "web1,Shop,production,internet,elsewhere,\ndb1,Database,production,internal,,\n"
                 "new,New,production,partner,WEB1,\n")  # fmt: skip
    import_folder(scanned, firm, ME)
    assert weaknesses(client)[0].system == "new"


def test_intelligence_fills_only_what_is_older(scanned, firm, tmp_path):
    (scanned / "intel").mkdir()
    (scanned / "intel" / "epss.csv").write_text(EPSS.format("2026-01-01", CVE, 0.1))
    newer = tmp_path / "newer.csv"
    newer.write_text(EPSS.format("2026-02-01", "CVE-2024-9999", 0.4))
    load_epss(newer)
    client = import_folder(scanned, firm, ME).client
    assert weaknesses(client)[0].epss == 0.1
    newer.write_text(EPSS.format("2026-03-01", CVE, 0.9))
    load_epss(newer)
    assert not import_folder(scanned, firm, ME).changed
    assert weaknesses(client)[0].epss == 0.9


def test_intelligence_is_exported_for_own_cves_only(scanned, firm, tmp_path):
    (scanned / "intel").mkdir()
    (scanned / "intel" / "epss.csv.gz").write_bytes(
        gzip.compress((EPSS.format("2026-01-01", CVE, 0.1) + "CVE-2024-9999,0.2,0.5\n").encode())
    )
    client = import_folder(scanned, firm, ME).client
    export_folder(client, tmp_path / "out")
    Epss.objects.all().delete()
    exported = tmp_path / "out" / "intel" / "epss_scores-2026-01-01.csv"
    assert load_epss(exported).entries == 1
    assert Epss.objects.get().pk == CVE


def test_a_bad_extract_is_named(scanned, firm):
    (scanned / "intel").mkdir()
    (scanned / "intel" / "epss.csv").write_text("cve\n")
    assert problems(scanned, firm)[0].startswith("intel/epss.csv: line 1")
    assert Epss.objects.count() == 0


def test_clients_with_the_same_scan_share_only_its_bytes(scanned, firm, client_):
    first = import_folder(scanned, firm, ME).client
    import_scan(client_, scanned / "scans" / "c-first.jsonl", ME)
    first.delete()
    assert ScanFile.objects.of(client_).count() == 1
    assert Finding.objects.of(client_).count() == 1


def test_a_spreadsheet_may_date_the_scans(scanned, firm):
    late = datetime(2026, 12, 1, 9, tzinfo=UTC).isoformat()
    rows = [["file", "imported_at"], ["b-second.jsonl", late]]
    workbooks.write(scanned / "scans" / "scans.xlsx", dates=rows)
    client = import_folder(scanned, firm, ME).client
    assert ScanFile.objects.of(client).get(name="b-second.jsonl").imported_at.month == 12
    (scanned / "scans" / "scans.csv").write_text("file\na-third.jsonl\n")
    assert problems(scanned, firm) == [
        "scans/scans.xlsx: must not stand beside scans.csv: remove the one that does not count"
    ]
