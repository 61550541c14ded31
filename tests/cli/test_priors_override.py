"""QUARTERDECK_PRIORS, as a user meets it."""

from pathlib import Path

import pytest
import yaml

from quarterdeck.data import priors as shipped
from tests.cli.running import run
from tests.clients.folders import write

VERBS = (("rank", "acme"), ("simulate", "acme"), ("brief", "acme", "--draft"))


@pytest.fixture
def acme(tmp_path, capsys, db):
    write(tmp_path / "full")
    assert run(capsys, "client", "import", tmp_path / "full").code == 0


def override(tmp_path, monkeypatch, values) -> Path:
    file = tmp_path / "mine.yaml"
    file.write_text(yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
    monkeypatch.setenv(shipped.VARIABLE, str(file))
    return file


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_partial_override_is_one_mistake_with_its_place(
    acme, tmp_path, capsys, monkeypatch, verb
):
    values = shipped.raw() | {"shares": {"extortion": {"low": 0.1, "high": 0.3}}}
    file = override(tmp_path, monkeypatch, values)
    line = file.read_text(encoding="utf-8").splitlines().index("shares:") + 1
    ran = run(capsys, *verb)
    assert (ran.code, ran.out) == (2, "")
    answer = " ".join(ran.err.split())
    assert answer.count("mine.yaml") == 1
    assert f"mine.yaml, line {line}, shares.fraud: is missing" in answer
    assert "Traceback" not in answer


def test_an_own_file_moves_the_figures(acme, tmp_path, capsys, monkeypatch):
    few = ("simulate", "acme", "--worlds", "50", "--years", "50", "--json")
    before = run(capsys, *few).document
    values = yaml.safe_load(yaml.safe_dump(shipped.raw()))
    for band in values["events_per_year"]:
        band["low"], band["high"] = band["low"] * 10, band["high"] * 10
    override(tmp_path, monkeypatch, values)
    assert run(capsys, *few).document != before
