"""Ways side by side, the policy against the tail, what to find out, how earlier prices did."""

from dataclasses import replace
from datetime import date

import pytest

from quarterdeck.engine.case import score_forecasts
from quarterdeck.engine.loss import Insurance
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.choosing import Unmet
from quarterdeck.plans.folder import InitiativeRecord, SpendingRecord
from quarterdeck.plans.planning import planned
from quarterdeck.plans.protecting import (
    insurance_of,
    outcomes,
    responses,
    worth_finding_out,
)
from tests.plans.grounds import SCENARIOS, TABLE, ground, one

RARER = one("rarer", takes={"theft": 0.4}, once=3e3)
CLAUSE = Unmet("Copies are kept", date(2027, 2, 1))


def test_the_dearest_scenario_comes_first_with_its_ways():
    found = responses(ground(RARER))
    means = {sample.scenario.key: sample.mean for sample in TABLE.samples}
    assert [r.scenario for r in found] == sorted(means, key=lambda key: -means[key])
    ways = {way.name: way for way in found[0].ways}
    assert ways.keys() == {"bear", "prevent", "insure"}
    assert ways["bear"].left.middle == pytest.approx(means["theft"])
    assert ways["prevent"].initiatives == ("rarer",)
    assert ways["prevent"].left.middle == pytest.approx(0.6 * means["theft"])
    assert ways["insure"].cost is None


def test_without_insurance_none_is_told():
    assert insurance_of(ground(RARER, insurance=None)) is None
    names = {way.name for r in responses(ground(RARER, insurance=None)) for way in r.ways}
    assert "insure" not in names


def test_the_policy_is_held_against_the_tail_and_other_terms():
    there = replace(ground(RARER, insurance=Insurance(1e5, 4e5, 6e5, 0.8)), unmet=(CLAUSE,))
    found = insurance_of(there)
    assert (found.retention, found.limit, found.aggregate, found.share) == (1e5, 4e5, 6e5, 0.8)
    assert (found.more_limit.limit, found.less_retention.retention) == (5e5, 5e4)
    assert found.more_limit.recovers_more_per_year.middle > 0
    assert found.less_retention.recovers_more_per_year.middle > 0
    assert 0 < found.event_above.middle < 1
    assert found.unmet == (CLAUSE,)


def test_a_policy_without_an_aggregate_cannot_be_used_up():
    found = insurance_of(ground(RARER, insurance=Insurance(1e5, 4e5)))
    assert (found.aggregate, found.used_up) == (None, None)


def test_what_is_worth_finding_out_is_asked_between_plans_where_there_are_two():
    there = ground(RARER, one("other", takes={"outage": 0.5}, once=40e3))
    alone = planned(there, Ask(100e3, "year", 1)).information
    assert alone.decided in ("today", "rarer", "other")
    between = planned(there, Ask(100e3, "year", 1, points=4)).information
    assert between.decided == "today" or float(between.decided) > 0
    for found in (alone, between):
        assert all(0 < u.worth_money <= found.everything_money * 1.001 for u in found.unknowns)
        assert {u.key for u in found.unknowns} <= {s.key for s in SCENARIOS} | {"rarer", "other"}
    assert worth_finding_out(there, {}) == alone


def test_prices_of_what_is_done_are_scored_by_what_was_spent():
    def record(key, state="done", **said):
        given = {"key": key, "name": key, "state": state, "cost_once": {"low": 40e3, "high": 60e3}}
        return InitiativeRecord.model_validate(given | said)

    def spent(key, initiative, sum_):
        return SpendingRecord(
            key=key, period="2026", says="x", planned=50e3, spent=sum_, initiative=initiative
        )

    records = [record("good"), record("dear"), record("open", state="approved"),
               record("free", cost_once=None), record("untold")]  # fmt: skip
    rows = [spent("a", "good", 20e3), spent("b", "good", 30e3), spent("c", "dear", 90e3),
            spent("d", "open", 9e3), spent("e", "free", 1.0), spent("f", None, 5.0)]  # fmt: skip
    found = outcomes(records, rows)
    assert [(o.what, o.actual) for o in found] == [("good", 50e3), ("dear", 90e3)]
    scored = score_forecasts(found)
    assert (scored.number, scored.inside, scored.above) == (2, 1, 1)
