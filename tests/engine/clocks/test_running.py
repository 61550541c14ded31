"""Worked cases: each deadline as written in the case, by the engine, and by walking to it."""

from datetime import UTC

import pytest

from quarterdeck.data.clocks import regimes, tables
from quarterdeck.engine.clocks import State
from tests.engine.clocks.facts_of import clock, instant, load
from tests.engine.clocks.oracle import walk

FILE = load("running.yaml")
CASES = FILE["cases"]


def test_there_are_at_least_150_and_each_says_why_and_by_what_source():
    assert len(CASES) >= 150
    assert len({case["case"] for case in CASES}) == len(CASES)
    assert all(case["why"] and case["source"] for case in CASES)


def test_every_number_in_the_tables_is_worked_out_at_least_once():
    wanted = {
        f"{regime.key}.{stage.key}"
        for regime in regimes()
        for stage in regime.stages
        if stage.amount is not None and (regime.in_force_from or regime.status == "in force")
    }
    assert wanted <= {case["clock"] for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_deadline_is_right_twice(case):
    found = clock(case, FILE["profiles"])
    assert found.applies
    assert not found.asks
    assert found.state is State.RUNS
    assert found.due is not None
    zone = tables().place(found.place).zone
    written = instant(case["due"], zone)
    assert found.due.rolled == written
    off = frozenset(case.get("holidays", ()))
    walked = walk(case["rule"], instant(case["start"], case["zone"]), zone, off)
    assert walked == written.astimezone(UTC)
