"""The verbs, as a user calls them: what they print, and how they end."""

import json

import pytest

from quarterdeck import cli
from quarterdeck.findings.models import Finding, ScanFile
from tests.findings.scans import header, host, weak, write

A = host("a")


@pytest.fixture
def run(client_, monkeypatch, capsys):
    """Runs a command line; gives back its exit code, standard output and error."""

    def ran(*words):
        monkeypatch.setattr("sys.argv", ["quarterdeck", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return ran


@pytest.fixture
def scan(tmp_path):
    return write(tmp_path / "scan.jsonl", header(0), A, weak(A, "w"))


def test_read_prints_records_and_stores_nothing(run, scan):
    code, out, _ = run("scan", "read", scan)
    assert code == 0
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["scan", "system", "finding"]
    assert ScanFile._base_manager.count() == 0


def test_import_says_what_came_of_it(run, scan, client_):
    code, out, _ = run("scan", "import", "first", scan)
    assert code == 0
    assert "scan.jsonl: 1 system; 1 new" in out
    assert "1 not in your list: a" in out
    assert Finding.objects.of(client_).count() == 1
    assert "imported before" in run("scan", "import", "first", scan)[1]


def test_import_as_json(run, scan):
    code, out, _ = run("scan", "import", "first", scan, "--json")
    (done,) = json.loads(out)["data"]
    assert code == 0
    assert (done["new"], done["fixed"], done["not_in_list"]) == (1, 0, ["a"])


@pytest.mark.parametrize("words", [("read",), ("import", "first")])
def test_a_bad_file_is_a_mistake_and_no_traceback(run, tmp_path, words):
    bad = tmp_path / "bad.nessus"
    bad.write_text("<NessusClientData_v2><Report>")
    code, _, err = run("scan", *words, bad)
    assert code == 2
    assert "bad.nessus" in err
    assert "Traceback" not in err


def test_of_several_files_all_are_stored_or_none(run, scan, tmp_path, client_):
    (tmp_path / "empty.json").touch()
    code, _, err = run("scan", "import", "first", scan, tmp_path / "empty.json")
    assert code == 2
    assert "0 bytes" in err
    assert ScanFile.objects.of(client_).count() == 0


def test_an_unknown_client_or_format_is_a_mistake(run, scan):
    code, _, err = run("scan", "import", "frist", scan)
    assert (code, "first" in err) == (2, True)
    code, _, err = run("scan", "import", "first", scan, "--format", "nessos")
    assert (code, "nessus" in err) == (2, True)


def test_intelligence_is_loaded(run, tmp_path):
    day = tmp_path / "day.csv"
    day.write_text("#model_version:v1,score_date:2026-01-01T00:00:00Z\ncve,epss,percentile\n"
                   "CVE-2024-0001,0.1,0.5\n")  # fmt: skip
    code, out, _ = run("intel", "load", day)
    assert (code, "EPSS of 2026-01-01: 1 CVE" in out) == (0, True)
    code, out, _ = run("intel", "load", day, "--json")
    assert json.loads(out)["data"][0]["already"]
    day.write_text("nonsense\n")
    assert run("intel", "load", day)[0] == 2
