"""`quarterdeck regimes`: the tables for counsel."""

import csv

from quarterdeck.data.clocks import regimes
from tests.cli.running import differences, documented, run


def test_every_regime_is_listed_with_its_newest_source(capsys):
    ran = run(capsys, "regimes", "--json")
    assert (ran.code, differences(documented()["regimes"], ran.document)) == (0, [])
    found = {regime["key"]: regime for regime in ran.document["data"]["regimes"]}
    assert set(found) == {regime.key for regime in regimes()}
    assert found["dora"]["newest_source"] == max(s["dated"] for s in found["dora"]["sources"])
    assert "us-ca-2025" in run(capsys, "regimes").out


def test_counsel_gets_a_row_for_each_stage_with_its_conditions_in_words(capsys, tmp_path):
    path = tmp_path / "regimes.csv"
    assert run(capsys, "regimes", "--csv", path).code == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert len(rows) == sum(len(regime.stages) for regime in regimes())
    texas = rows["us-tx.regulator"]
    assert "people affected in Texas: 250 or more" in texas["applies when"]
    assert (texas["period"], texas["starts from"]) == (
        "30 days", "the firm determined that it was a breach",
    )  # fmt: skip
    assert "people affected in Canada: 1 or more" in rows["ca-pipeda.people"]["applies when"]
    dora = rows["dora.initial-aware"]
    assert "more than 24 hours after the firm became aware" in dora["applies when"]
    assert dora["moved off days off"].startswith("to the next working day, 12:00, unless the firm")
    assert rows["gdpr.people"]["period"] == "the law says “without undue delay”"
    assert rows["cards-visa.report"]["starts from"].startswith("the first of: it was suspected")
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for row in rows.values() for cell in row.values()
    )


def test_a_table_that_exists_is_not_written_over(capsys, tmp_path):
    path = tmp_path / "regimes.csv"
    path.write_text("mine")
    ran = run(capsys, "regimes", "--csv", path)
    assert (ran.code, "exists already" in ran.err, path.read_text()) == (2, True, "mine")
