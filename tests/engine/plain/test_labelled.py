"""Catches and false alarms on sentences of our own, as docs/methods/plain.md records them."""

import csv
from pathlib import Path

import pytest

from quarterdeck.engine.plain import Kind
from tests.engine.plain.labelled import TABLE, score, sentences

METHOD = Path(__file__).parents[3] / "docs" / "methods" / "plain.md"
FLOORS = {  # split: least share caught, most false alarms
    "development": (0.95, 0.03),
    "held out": (0.95, 0.04),
    "unseen": (0.7, 0.05),
}


@pytest.mark.parametrize("split", FLOORS)
def test_catches_and_false_alarms(split):
    least, most = FLOORS[split]
    assert score(split).recall >= least
    assert score(split).alarms <= most


@pytest.mark.parametrize("split", FLOORS)
def test_the_method_page_records_what_is_measured(split):
    found = score(split)
    row = f"| {split} | {found.caught} of {found.bad} | {found.false_alarms} of {found.good} |"
    assert row in METHOD.read_text(encoding="utf-8")


def test_the_set_is_balanced_and_knows_every_kind():
    bad = sum(bool(sentence.kinds) for sentence in sentences())
    assert len(sentences()) >= 300
    assert 0.4 <= bad / len(sentences()) <= 0.6
    assert {kind for sentence in sentences() for kind in sentence.kinds} == set(Kind)


def test_no_sentence_stands_twice_and_verdicts_agree_with_kinds():
    with TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len({row["sentence"] for row in rows}) == len(rows)
    assert all((row["verdict"] == "bad") == bool(row["kinds"]) for row in rows)
