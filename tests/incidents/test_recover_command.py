"""`quarterdeck recover FILE`: its shape, its sentences, and what it says of mistakes."""

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.cli.running import ROOT, differences, documented, run

EXAMPLE = ROOT / "examples" / "recovery.yaml"
TURNS = ("--turns", "20")


@pytest.fixture(scope="module")
def example() -> dict:
    read = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    return json.loads(json.dumps(read, default=str))


@pytest.fixture
def file(tmp_path: Path, example: dict):
    """Writes the example with a value changed or, for None, left out."""

    def write(*place: str | int, value: object = None, name: str = "outage.yaml") -> Path:
        made = json.loads(json.dumps(example))
        inner = made
        for step in place[:-1]:
            inner = inner[step]
        if place and value is None:
            del inner[place[-1]]
        elif place:
            inner[place[-1]] = value
        path = tmp_path / name
        text = json.dumps(made) if name.endswith("json") else yaml.safe_dump(made)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def recovered(capsys, path, *options):
    ran = run(capsys, "recover", path, "--json", *(options or TURNS))
    assert (ran.code, ran.err) == (0, "")
    assert differences(documented()["recover FILE"], ran.document) == []
    return ran.document["data"]


def test_the_example_comes_out_in_its_documented_shape(capsys) -> None:
    found = recovered(capsys, EXAMPLE)
    assert found["order"][0]["system"] == "network"
    assert found["order"][0]["under_way"]
    care = next(s for s in found["services"] if s["service"] == "care")
    assert care["must_by_hours"] == 18
    assert found["late_hours"]["mean"] == pytest.approx(care["late_hours"]["mean"], abs=0.02)
    assert found["meter"]["to_come"] == found["money"]
    assert sum(s["money"]["mean"] for s in found["services"]) == pytest.approx(
        found["money"]["mean"]
    )
    assert min(r["late_hours"]["mean"] for r in found["rivals"]) >= found["late_hours"]["mean"]


def test_the_same_turns_and_seed_give_the_same_bytes(capsys) -> None:
    first = run(capsys, "recover", EXAMPLE, "--json", *TURNS).out
    assert run(capsys, "recover", EXAMPLE, "--json", *TURNS).out == first
    assert run(capsys, "recover", EXAMPLE, "--json", *TURNS, "--seed", "2").out != first


def test_json_says_what_yaml_says(capsys, file) -> None:
    as_json, as_yaml = (
        recovered(capsys, file(name=name)) for name in ("outage.json", "outage.yaml")
    )
    assert as_json.pop("source") != as_yaml.pop("source")
    assert as_json == as_yaml


def test_an_order_that_is_carried_is_never_left_for_a_worse_one(capsys, file) -> None:
    order = [(w["system"], w["team"]) for w in recovered(capsys, EXAMPLE)["order"]]
    carried = [{"system": system, "team": team} for system, team in order]
    found = recovered(capsys, file("carried", value=carried))
    carrying_on = found["rivals"][-1]
    assert carrying_on["name"] == "carrying on"
    worse = (carrying_on["late_hours"]["mean"], carrying_on["dearer"]["mean"])
    assert worse >= (found["late_hours"]["mean"], 0)


def test_every_figure_of_the_sentences_on_cleaning_is_in_the_document(capsys) -> None:
    cleaning = recovered(capsys, EXAMPLE)["clean_first"]
    text = run(capsys, "recover", EXAMPLE, *TURNS).out
    says = text[text.index("Restore now or clean first?") :]
    options = {option["name"]: option for option in cleaning["options"]}
    assert f"cleaning for {options['clean first']['hours']:.1f} hours" in says
    assert f"a chance of {cleaning['break_even']:.0%}" in says
    assert f"put at {cleaning['still_there']:.0%}" in says
    told = [float(sum_.replace(",", "")) for sum_ in re.findall(r"\$([\d,]+)", says)]
    known = [option["money"]["mean"] for option in cleaning["options"]]
    known += [check["net_money"] for check in cleaning["checks"]]
    known += [each["worth_money"] for each in cleaning["knowing"]]
    for amount in told:
        assert any(amount == pytest.approx(other, rel=0.05) for other in known), amount


def test_without_cleaning_nothing_is_said_of_it(capsys, file) -> None:
    assert recovered(capsys, file("clean_first"))["clean_first"] is None


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        (("systems", 1, "after"), ["netwrok"], "systems[1].after: no system has the key “netwrok”"),
        (("systems", 2, "skill"), "mainframe", "no team has the skill “mainframe”"),
        (("systems", 1, "after"), ["mail"], "nobody can begin"),
        (("systems", 0, "under_way", "team"), "none", "no team has the key “none”"),
        (("services", 0, "cost", 1, "money"), 1, "never fall"),
        (("services", 2, "penalties", 0, "at"), "soon", "a moment as 2026-11-25 14:00"),
        (("now",), None, "a moment needs “now”"),
        (("teams",), [], "teams: give at least one"),
        (("clean_first", "still_there"), 1.5, "1.5 is no chance"),
        (("carried",), [{"system": "mail", "team": "supplier"}], "cannot do it"),
        (("colour",), "red", "contains unknown field"),
    ],
)
def test_a_mistake_names_the_file_the_place_and_the_mend(capsys, file, place, value, says) -> None:
    path = file(*place, value=value)
    ran = run(capsys, "recover", path, *TURNS)
    assert ran.code == 2
    assert says in ran.err
    assert str(path) in ran.err


def test_a_mistake_names_its_line(capsys, file) -> None:
    path = file("systems", 1, "after", value=["netwrok"])
    line = re.search(r"line (\d+)", run(capsys, "recover", path, *TURNS).err)
    assert line
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "netwrok" in "".join(lines[int(line[1]) - 1 : int(line[1]) + 1])


def test_another_currency_must_be_one(capsys) -> None:
    assert "no currency code" in run(capsys, "recover", EXAMPLE, "--currency", "XXQ").err
