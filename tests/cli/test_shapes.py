"""Each verb's JSON has the shape that docs/cli.md promises; the sample client goes all the way."""

import contextlib
import io
import json

import openpyxl
import pytest
from django.db import transaction
from typer.main import get_command

from docs.write_readme_excerpt import excerpt
from quarterdeck.cli import build, main
from quarterdeck.clients.models import Client, LedgerRow
from tests.cli.running import ROOT, SAMPLE, SCENARIOS, differences, documented, run

DAY = ("--as-of", "2026-11-20")
SHAPES = documented()
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def storage(django_db_setup, django_db_blocker):
    """One storage for all tests here, emptied at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def demo(storage, pages):
    """The sample client, loaded by the verb that newcomers run first."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as end,
    ):
        main(["demo", "--out", str(pages), "--json"])
    assert not end.value.code, err.getvalue()
    return json.loads(out.getvalue())


def checked(capsys, heading, *arguments, code=0):
    """The verb's document, found to be of its shape."""
    ran = run(capsys, *arguments, "--json")
    assert (ran.code, ran.err) == (code, "")
    assert differences(SHAPES[heading], ran.document) == []
    return ran.document["data"]


def test_every_verb_is_documented_and_every_documented_verb_exists():
    found = set()
    for name, command in get_command(build()).commands.items():
        inner = getattr(command, "commands", None)
        found |= {f"{name} {verb}" for verb in inner} if inner else {name}
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    headings = [line for line in text.splitlines() if line.startswith("### `")]
    written = {
        " ".join(w for w in h[5:].split("`")[0].split() if w.islower() and w.isalpha())
        for h in headings
    }
    assert found == written


def test_every_verb_has_json_and_help(capsys):
    for line in ("client new", "client import", "client export", "client list", "verify",
                 "scan read", "scan import", "intel load", "catalogue list", "catalogue take",
                 "plan", "rank", "simulate", "brief", "demo", "plain", "doctor",
                 "clocks", "recover", "regimes"):  # fmt: skip
        ran = run(capsys, *line.split(), "--help")
        assert ran.code == 0
        assert "--json" in ran.out


def test_demo_writes_the_brief_of_the_sample(demo, pages):
    assert demo["verb"] == "demo"
    assert differences(SHAPES["brief CLIENT"]["data"], demo["data"]) == []
    assert len(demo["data"]["answers"]) == 4
    assert demo["data"]["obstacles"] == []
    written = sorted(path.name for path in pages.iterdir())
    kinds = ("html", "pdf", "pptx")
    names = [f"{name}.{kind}" for name in ("brief-management", "brief") for kind in kinds]
    assert written == sorted([*names, "brief-management.xlsx"])
    assert (pages / "brief.pdf").read_bytes().startswith(b"%PDF")


def test_the_readme_says_what_the_demo_says(demo):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    said = excerpt(demo["data"]["answers"])
    assert said in readme, "python docs/write_readme_excerpt.py"


def test_rank_writes_a_workbook_of_the_figures_that_it_prints(capsys, demo, tmp_path):
    path = tmp_path / "ranking.xlsx"
    told = checked(
        capsys, "rank CLIENT", "rank", "northmere", *DAY, "--top", "50", "--xlsx", path
    )  # fmt: skip
    sheet = openpyxl.load_workbook(path)["ranking"]
    head, *below = sheet.iter_rows(min_row=2, values_only=True)
    rows = [dict(zip(head, row, strict=True)) for row in below]
    assert (told["file"], told["rows_in_all"]) == (str(path), len(rows))
    for row, printed in zip(rows, told["rows"], strict=False):
        assert (row["Rank"], row["Rank by severity"], row["Title"], row["Reason"]) == (
            printed["rank"], printed["rank_by_severity"], printed["title"], printed["reason"],
        )  # fmt: skip
        assert row["Cost of leaving it"] == pytest.approx(printed["cost_per_year"]["middle"])
    again = run(capsys, "rank", "northmere", *DAY, "--xlsx", path)
    assert (again.code, "name a new file" in again.err) == (2, True)


def test_client_new_is_a_folder_that_imports(capsys, tmp_path):
    data = checked(capsys, "client new FOLDER", "client", "new", tmp_path / "mine")
    assert (tmp_path / "mine" / "profile.yaml").exists()
    assert "profile.yaml" in data["files"]


def test_client_import_again_changes_nothing(capsys, demo):
    data = checked(capsys, "client import FOLDER", "client", "import", SAMPLE)
    assert data["client"] == "northmere"
    assert not data["changed"]
    own = {file: row for file, row in data["files"].items() if file != "reference.yaml"}
    assert all(row["new"] == row["changed"] == 0 for row in own.values())


def test_client_export_and_list(capsys, demo, tmp_path):
    data = checked(
        capsys, "client export CLIENT FOLDER", "client", "export", "northmere", tmp_path / "copy"
    )
    assert data["records"]["services.yaml"] == 12
    assert (tmp_path / "copy" / "ledger.jsonl").exists()
    listed = checked(capsys, "client list", "client", "list")
    assert [row["key"] for row in listed] == ["northmere"]


def test_verify_finds_the_ledger_whole_then_altered(capsys, demo):
    data = checked(capsys, "verify CLIENT", "verify", "northmere")
    assert data["rows"] > 0
    assert data["faults"] == []
    rows = LedgerRow.objects.of(Client.objects.get(key="northmere")).filter(number=2)
    (actor,) = rows.values_list("actor", flat=True)
    rows.update(actor="somebody else")
    data = checked(capsys, "verify CLIENT", "verify", "northmere", code=1)
    assert data["faults"][0]["number"] == 2
    rows.update(actor=actor)


def test_scan_read_prints_json_lines(capsys):
    scan = next((SAMPLE / "scans").glob("*.nessus"))
    plain, flagged = run(capsys, "scan", "read", scan), run(capsys, "scan", "read", scan, "--json")
    kinds = [json.loads(line)["type"] for line in plain.out.splitlines()]
    assert kinds[:2] == ["scan", "system"]
    assert "finding" in kinds
    assert plain == flagged


def test_scan_import_and_intel_load(capsys, demo, tmp_path):
    scan = tmp_path / "late.csv"
    scan.write_text("system,title,severity\nnew-box,Old kernel,high\n", encoding="utf-8")
    scanned = checked(capsys, "scan import CLIENT FILE…", "scan", "import", "northmere", scan)
    assert (scanned[0]["new"], scanned[0]["not_in_list"]) == (1, ["new-box"])
    again = checked(capsys, "scan import CLIENT FILE…", "scan", "import", "northmere", scan)
    assert again[0]["already"]
    loaded = checked(
        capsys, "intel load FILE…",
        "intel", "load", SAMPLE / "intel" / "known_exploited_vulnerabilities.json",
    )  # fmt: skip
    assert loaded[0]["source"] == "kev"


@pytest.mark.parametrize("by", ["business", "severity", "tolerance"])
def test_rank_in_three_orders(capsys, demo, by):
    data = checked(capsys, "rank CLIENT", "rank", "northmere", *DAY, "--top", 5, "--by", by)
    order = {"business": "rank", "severity": "rank_by_severity", "tolerance": "rank_by_tolerance"}
    places = [row[order[by]] for row in data["rows"]]
    assert len(places) == 5
    assert places == sorted(places)


def test_rank_as_fixes(capsys, demo):
    data = checked(capsys, "rank CLIENT --fixes", "rank", "northmere", *DAY, "--fixes")
    checked(capsys, "rank CLIENT --keep", "rank", "northmere", "--keep")
    assert data["rows"][0]["closes"]


def test_simulate_a_client(capsys, demo):
    heading = "simulate CLIENT"
    data = checked(capsys, heading, "simulate", "northmere", *DAY, "--worlds", 100)
    assert (data["source"], data["worlds"]) == ("northmere", 100)
    inner = SHAPES[heading]["data"]["before_insurance"]
    assert differences(inner, data["after_insurance"]) == []


def test_simulate_a_file_twice_the_same(capsys):
    line = ("simulate", "--scenarios", SCENARIOS, "--worlds", 60, "--years", 100)
    data = checked(capsys, "simulate CLIENT", *line)
    assert checked(capsys, "simulate CLIENT", *line) == data
    other = checked(capsys, "simulate CLIENT", *line, "--seed", 7)
    assert data["before_insurance"]["quantiles"] != other["before_insurance"]["quantiles"]
    average = data["before_insurance"]["average"]["value"]
    assert sum(row["average"] for row in data["scenarios"]) == pytest.approx(average)


def test_brief_is_frozen_when_published_and_refused_when_old(capsys, demo, tmp_path):
    line = ("brief", "northmere", "--out", tmp_path)
    data = checked(capsys, "brief CLIENT", *line, *DAY, "--publish")
    assert data["pack"]
    late = run(capsys, *line, "--as-of", "2027-06-01", "--json")
    assert (late.code, late.out) == (3, "")
    assert "the newest scan" in late.err
    draft = checked(capsys, "brief CLIENT", *line, "--as-of", "2027-06-01", "--draft")
    assert draft["obstacles"]
    assert draft["pack"] is None


def test_plain_finds_what_a_director_cannot_use(capsys, tmp_path):
    note = tmp_path / "note.md"
    note.write_text("Fix CVE-2026-1 at once.\n", encoding="utf-8")
    data = checked(capsys, "plain FILE", "plain", note, code=1)
    assert data["faults"][0]["line"] == 1
    note.write_text("We can afford the worst of 100 years.\n", encoding="utf-8")
    assert checked(capsys, "plain FILE", "plain", note)["faults"] == []


def test_doctor_here(capsys):
    ran = run(capsys, "doctor", "--json")
    assert differences(SHAPES["doctor"], ran.document) == []
    wrong = [c for c in ran.document["data"]["checks"] if c["standing"] == "wrong"]
    assert ran.code == (1 if wrong else 0)
    assert all(check["mend"] for check in wrong)
