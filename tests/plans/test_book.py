"""The plan's workbook, worked out by LibreOffice: its formulas come to our engine's figures."""

from datetime import date

import openpyxl
import pytest

from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss import (
    Form,
    Insurance,
    Kind,
    Loss,
    ParetoTail,
    Scenario,
    TolerancePoint,
    simulate,
)
from quarterdeck.plans import book
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.book.sample import EVENTS
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.planning import planned
from tests.plans.grounds import one
from tests.plans.recalculated import recalculated

DAY = date(2026, 11, 20)
SIZE, CHANCE = Estimate(2e4, 4e5), Estimate(0.2, 0.7, "chance")
SCENARIOS = (
    Scenario("=1+1", '=HYPERLINK("http://example.org")', Kind.THEFT, Estimate(0.2, 0.6),
             (Loss(Form.RESPONSE, SIZE, cap=3e5), Loss(Form.FINES, SIZE, chance=CHANCE))),
    Scenario("tails", "Tails", Kind.OUTAGE, exactly(0.4),
             (Loss(Form.PRODUCTIVITY, SIZE, tail=ParetoTail(3e5, 2.6)),
              Loss(Form.RESPONSE, SIZE, cap=1e6, tail=ParetoTail(2e5, 1.0)),
              Loss(Form.REPUTATION, SIZE, cap=1e5, tail=ParetoTail(2e5, 1.5)))),
    Scenario("known", "Known", Kind.FRAUD, Estimate(0.05, 0.5), (Loss(Form.FINES, exactly(7e4)),)),
    Scenario("none", "None", Kind.INSIDER, exactly(0.1), (Loss(Form.FINES, exactly(0.0)),)),
)  # fmt: skip
FUNDED = (
    one("a", takes={"=1+1": 0.4, "tails": 0.2}, once=30e3, yearly=4e3, days=20, months=4),
    one("b", takes={"=1+1": 0.3}, once=10e3, needs=("a",), months=2),
    one("c", takes={"known": 0.5}, once=900e3, mandate=""),
    one("d", takes={"tails": 0.5}, yearly=6e3, cost_once=Estimate(8e3, 30e3)),
)


@pytest.fixture(scope="module")
def made():
    table = simulate(SCENARIOS, seed=5, worlds=200, years=100)
    limits = (TolerancePoint(4e5, 0.05), TolerancePoint(3e5, 0.1, "year", False),
              TolerancePoint(1e6, 0.1, "event", False))  # fmt: skip
    ground = Ground(table, Insurance(1e5, 5e5), limits, FUNDED)
    return ground, planned(ground, Ask(80e3, "year", 2))


@pytest.fixture(scope="module")
def path(made, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    book.write(*made, path, "Shop", "USD", DAY)
    return path


@pytest.fixture(scope="module")
def worked_out(path, tmp_path_factory):
    return recalculated(path, tmp_path_factory.mktemp("office"))


def rows(book, sheet):
    head, *below = book[sheet].iter_rows(min_row=2, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in below if row[0] is not None]


def test_every_scenarios_expected_loss_is_the_engines(made, worked_out):
    found = rows(worked_out, "scenarios")
    assert len(found) == len(SCENARIOS)
    for row, sample in zip(found, made[0].table.samples, strict=True):
        assert row["Loss a year"] == pytest.approx(sample.mean, rel=1e-6)


def test_the_plans_money_people_and_loss_are_the_engines(made, worked_out):
    chosen, found = made[1].chosen, rows(worked_out, "plan")
    assert chosen.starts.keys() == {"a", "b", "d"}
    assert [row["Money"] for row in found] == pytest.approx(chosen.money, rel=1e-9)
    assert [row["Days"] for row in found] == pytest.approx(chosen.people_days, rel=1e-9)
    assert sum(row["Loss left"] for row in found) == pytest.approx(chosen.loss_after, rel=1e-6)
    none = sum(row["Loss if nothing is funded"] for row in found)
    assert none == pytest.approx(chosen.loss_before, rel=1e-6)


def test_payback_follows_from_cost_and_loss_avoided(made, worked_out):
    found = {row["Initiative"]: row for row in rows(worked_out, "initiatives")}
    theft, tails = (sample.mean for sample in made[0].table.samples[:2])
    avoided = 0.4 * theft + 0.2 * tails
    assert found["a"]["Avoids a year alone"] == pytest.approx(avoided, rel=1e-6)
    engine = next(case for case in made[1].cases if case.key == "a").economics.payback_years
    assert found["a"]["Years until repaid"] == pytest.approx(engine.middle, rel=1e-6)
    total = sum(row["Costs in the plan"] for row in found.values())
    assert total == pytest.approx(sum(made[1].chosen.money), rel=1e-9)


def test_the_workbooks_own_sample_agrees_with_the_engine(worked_out):
    found = rows(worked_out, "check")
    sampled = [row for row in found if row["Standard error"]]
    assert len(sampled) == 3
    for row in sampled:
        assert abs(row["Apart"]) < 5 * row["Standard error"] + 0.02 * row["Our engine"], row
    events = rows(worked_out, "sample")
    assert len(events) == EVENTS
    assert {row["Scenario's row"] for row in events} == {1, 2, 3, 4}
    assert max(row["Form 1"] for row in events if row["Scenario's row"] == 1) <= 3e5


def test_no_formula_ends_in_an_error_and_texts_stay_texts(path, worked_out):
    for sheet in worked_out:
        for row in sheet.iter_rows(values_only=True):
            assert not [cell for cell in row if isinstance(cell, str) and cell.startswith("#")]
    told = openpyxl.load_workbook(path)["scenarios"]
    assert (told["A3"].value, told["A3"].data_type) == ("=1+1", "s")
    assert told["B3"].data_type == "s"
