"""`plan`: a client or a file, the documented shape, and mistakes with their place."""

import json
import re

import pytest
import yaml

from quarterdeck.clients.folder.importing import import_folder
from tests.cli.running import ROOT, differences, documented, run
from tests.risks.test_importable import FIRM, ME, STEP, write

FILE = ROOT / "examples" / "plan.yaml"
SHAPE = documented()["plan CLIENT"]
DAY = ("--as-of", "2026-11-20")
pytestmark = pytest.mark.django_db


def plan(capsys, *arguments, code=0):
    ran = run(capsys, "plan", *arguments, *DAY, "--json")
    assert (ran.code, ran.err) == (code, "")
    assert differences(SHAPE, ran.document) == []
    return ran.document["data"]


@pytest.fixture
def client(tmp_path, firm):
    firm.name = "My firm"
    firm.save()
    steps = [STEP, STEP | {"key": "other", "name": "Other", "demanded_by": ["card-rules"]}]
    import_folder(write(tmp_path, FIRM | {"initiatives.yaml": steps}), firm, ME)
    return "shop"


def test_a_client_is_planned_with_duties_first(capsys, client):
    data = plan(capsys, client, "--budget", 100_000, "--frontier", 3, "--more", 50_000)
    funded = {row["key"]: row for row in data["initiatives"] if row["fund"]}
    assert funded["other"]["mandate"] == "demanded by card-rules"
    assert data["plan"]["money"] <= 200_000
    assert len(data["frontier"]) == 3
    assert data["more"]["budget"] == 150_000
    assert data["plan"]["quarters"][1]["begins"] == "2027-02-20"


def test_a_budget_that_cannot_hold_duties_is_said_with_code_one(capsys, client):
    data = plan(capsys, client, "--budget", 1_000, code=1)
    assert data["plan"] is None
    assert data["short"]["money"] > 50_000
    said = run(capsys, "plan", client, "--budget", 1_000, *DAY)
    assert (said.code, "cannot hold what must be funded" in said.out) == (1, True)


def test_the_example_is_planned_without_a_client(capsys, tmp_path):
    line = ("--file", FILE, "--budget", 120_000, "--people", 200)
    data = plan(capsys, *line, "--more", 50_000, "--less", 60_000, "--frontier", 4)
    assert data["source"] == str(FILE)
    assert any(row["mandate"] and row["fund"] for row in data["initiatives"])
    kept = tmp_path / "plan.json"
    kept.write_text(json.dumps(yaml.safe_load(_quoted(FILE))), encoding="utf-8")
    again = plan(capsys, "--file", kept, *line[2:])
    assert again["initiatives"] == data["initiatives"]
    assert again["plan"]["then"] == data["plan"]["then"]
    text = run(capsys, "plan", *line, *DAY, "--more", 50_000, "--less", 60_000, "--frontier", 4).out
    assert "demanded by rules of" in text
    assert re.search(r"Another \$50,000 a year", text)
    assert re.search(r"\$60,000 less a year", text)


def _quoted(path):
    """With the key `on`, which YAML takes for a yes, in quotes."""
    return path.read_text(encoding="utf-8").replace("{on:", '{"on":')


WRONG = (
    # what stands in the example, what is put there, the field that is named, what it says
    ("strength: {low: 0.1, high: 0.3", "strength: {low: 0.1, high: 1.3",
     "initiatives[0].effects[0].strength.high", "must be below 1"),
    ("kinds: [fraud]", "kinds: [fire]", "initiatives[4].effects[0].kinds[0]", "'theft'"),
    ("scenarios: [card-theft]", "scenarios: [cards]", "initiatives[3].effects[0].scenarios",
     "cards is no scenario of this file"),
    ("needs: [locked-copies]", "needs: [copies]", "initiatives[2].needs", "copies is no other"),
    ("people_days: 5", "people: 5", "initiatives[4].people", "is not known here"),
    ("key: call-back", "key: second-step", "initiatives[4].key", "stands twice"),
    ("rate_per_year: 0.2", "rate_per_year: often", "scenarios[3].rate_per_year", "expected"),
    ("excludes: [pages-rebuilt]", "needs: [second-host]", "initiatives[5].needs", "no other"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "field", "says"), WRONG)
def test_a_wrong_file_is_named_with_line_field_and_mend(capsys, tmp_path, old, new, field, says):
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    ran = run(capsys, "plan", "--file", path, "--budget", 1)
    assert (ran.code, ran.out) == (2, "")
    told = " ".join(ran.err.split())
    line = text[: text.index(old)].count("\n") + 1
    assert f"line {line}, {field}: " in told
    assert says in told
    assert "docs/cli.md" in told


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[]", "needs scenarios and initiatives"),
        ("scenarios: []", "scenarios: give at least one"),
        ("initiatives: [{key: a", "well-formed YAML"),
    ],
)
def test_a_file_that_is_none_is_told(capsys, tmp_path, content, says):
    path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8")
    ran = run(capsys, "plan", "--file", path, "--budget", 1)
    assert (ran.code, says in " ".join(ran.err.split())) == (2, True)


def test_needs_in_a_circle_are_told(capsys, tmp_path):
    path = tmp_path / "mine.yaml"
    text = FILE.read_text(encoding="utf-8")
    text = text.replace(
        "- key: locked-copies", "- key: locked-copies\n    needs: [return-rehearsed]"
    )
    path.write_text(text, encoding="utf-8")
    ran = run(capsys, "plan", "--file", path, "--budget", 1)
    assert (ran.code, "go in a circle" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("--budget", "1"), "Name a client or give --file"),
        (("--file", FILE), "Give --budget"),
        (("--file", FILE, "--budget", "1", "--case", "out"), "A business case is a client's"),
        (("--file", FILE, "--budget", "1", "--xlsx", "plan.txt"), "ends in .xlsx"),
        (("--file", FILE, "--budget", "-1"), "a budget is zero or more"),
        (("--file", FILE, "--budget", "1", "--periods", "9"), "five years"),
        (("--file", FILE, "--budget", "1", "--currency", "QQQ"), "no currency code"),
        (("--file", "nowhere.yaml", "--budget", "1"), "cannot be read"),
    ],
)
def test_what_cannot_be_asked_ends_in_a_sentence(capsys, line, says):
    ran = run(capsys, "plan", *line)
    assert (ran.code, says in " ".join(ran.err.split())) == (2, True)
