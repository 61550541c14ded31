"""No cell that we write is a formula, and every text comes back as it was."""

import csv

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quarterdeck.clients.folder import csv_lines
from quarterdeck.clients.folder.formulas import guarded, unguarded
from quarterdeck.clients.folder.problems import Report


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|'/c calc'!A0", "-2+3", "\t=1", "-x"])
def test_a_formula_comes_out_as_text(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-5", "+4.5", "-1,000", "5%", "a=b", "it's", "'quoted'"])
def test_numbers_and_plain_texts_stay_as_they_are(text):
    assert guarded(text) == unguarded(text) == text


@given(st.text(st.sampled_from("'=+-@\t19.,ab "), max_size=8))
@example("''=")
def test_every_text_comes_back(text):
    assert unguarded(guarded(text)) == text


def test_a_table_written_and_read(tmp_path):
    path = tmp_path / "t.csv"
    rows = [{"name": "=HYPERLINK(1)", "tags": ["@a", "b"], "sum": "-5"}]
    csv_lines.write(path, ["name", "tags", "sum"], rows, "A table.")
    with path.open(newline="") as stream:
        assert list(csv.reader(stream))[2] == ["'=HYPERLINK(1)", "'@a; b", "-5"]
    found, _ = csv_lines.read(path, "t.csv", Report())
    assert found == [{"name": "=HYPERLINK(1)", "tags": "@a; b", "sum": "-5"}]
