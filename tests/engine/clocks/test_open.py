"""Facts that are not known, clocks that do not run, and laws that give no number."""

import pytest

from quarterdeck.data.clocks import tables
from quarterdeck.engine.clocks import State
from tests.engine.clocks.facts_of import clock, instant, load

OPEN, NONE, NO_NUMBER = (load(f"{name}.yaml") for name in ("open", "none", "no_number"))


def each(file):
    return pytest.mark.parametrize("case", file["cases"], ids=lambda case: case["case"])


def test_there_are_enough_of_each():
    asked = [case for case in OPEN["cases"] if case["asks"]]
    assert len(asked) >= 20
    assert len(NONE["cases"]) >= 15
    assert len(NO_NUMBER["cases"]) >= 10


@each(OPEN)
def test_the_right_questions_are_asked_by_the_right_day(case):
    found = clock(case, OPEN["profiles"])
    by = {
        ask.fact: None if ask.by is None else ask.by.astimezone(instant("2026-01-01", "UTC").tzinfo)
        for ask in found.asks
    }
    wanted = {
        fact: None if when is None else instant(when, case["zone"])
        for fact, when in case["asks"].items()
    }
    assert by == wanted
    assert found.state == case["state"]
    assert found.treated is case.get("treated", False)
    sure = case.get("applies", case["state"] == "runs")
    assert found.applies is (True if sure else None)
    due = case.get("due")
    zone = tables().place(found.place).zone if case.get("zone") is None else case["zone"]
    assert (found.due.rolled if found.due else None) == (instant(due, zone) if due else None)
    assert case.get("warns", "") in " ".join(found.warns)


@each(NONE)
def test_no_clock_runs_and_the_reason_is_told(case):
    found = clock(case, NONE["profiles"])
    assert found.state == case["state"]
    assert found.due is None or found.state is State.WAITS
    assert case["because"] in [reason.test.fact for reason in found.why]
    if found.state is State.DOES_NOT_APPLY:
        assert [reason.test.fact for reason in found.why] == [case["because"]]
        assert found.applies is False
        assert found.asks == ()


@each(NO_NUMBER)
def test_no_number_is_made_up(case):
    found = clock(case, NO_NUMBER["profiles"])
    assert found.state is State.NO_NUMBER
    assert (found.due, found.stage.amount) == (None, None)
    assert case["words"] in found.stage.words
    assert found.start is not None
