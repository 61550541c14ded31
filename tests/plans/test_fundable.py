"""What of a client's initiatives may be funded, and what is still to be paid."""

import pytest

from quarterdeck.engine.loss.expectation import mean
from quarterdeck.plans.folder import InitiativeRecord
from quarterdeck.plans.fundable import NOTHING, of_client
from quarterdeck.risks.assessing import look
from tests.risks.firms import firm

EFFECT = {"on": "rate", "kinds": ["extortion"], "strength": {"low": 0.2, "high": 0.5}}


def record(key, **said):
    given = {"key": key, "name": key, "cost_once": {"low": 50e3, "high": 80e3}, "effects": [EFFECT]}
    return InitiativeRecord.model_validate(given | said)


def offered(*records, **changed):
    return of_client(look(firm(**changed)), records)


def test_what_is_done_is_there_for_others_and_what_is_dropped_is_not():
    found = offered(
        record("old", state="done"), record("gone", state="dropped"),
        record("after-old", needs=["old"]), record("after-gone", needs=["gone"]),
        record("last", needs=["after-gone"]), record("beside", excludes=["gone", "after-old"]),
    )  # fmt: skip
    assert [f.key for f in found.fundable] == ["after-old", "beside"]
    assert found.fundable[0].needs == ()
    assert found.fundable[1].excludes == ("after-old",)
    assert found.left_out == {
        "old": "is done", "gone": "is dropped", "after-gone": "needs gone",
        "last": "needs after-gone",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "mandate"),
    [
        ({"state": "considered"}, ""),
        ({"state": "approved"}, "approved"),
        ({"demanded_by": ["card-rules"]}, "demanded by card-rules"),
    ],
)
def test_what_was_approved_or_is_demanded_must_be_funded(said, mandate):
    (found,) = offered(record("one", **said)).fundable
    assert found.mandate == mandate


def test_a_day_is_told_in_months_and_missing_amounts_are_nothing():
    (found,) = offered(record("one", due="2027-05-20", cost_once=None)).fundable
    assert found.by_months == pytest.approx(6, abs=0.1)
    assert (found.cost_once, found.people_days, found.months) == (NOTHING, NOTHING, NOTHING)


@pytest.mark.parametrize(("paid", "left"), [(0.25, 0.75), (1.5, 0.0)])
def test_what_was_spent_is_not_planned_again(paid, left):
    (whole,) = offered(record("one")).fundable
    rows = [{"key": "s", "period": "2026", "says": "x", "planned": 9e4, "initiative": "one",
             "spent": paid * mean(whole.cost_once)}]  # fmt: skip
    (found,) = offered(record("one"), records={"spending.csv": rows}).fundable
    assert mean(found.cost_once) == pytest.approx(left * mean(whole.cost_once))


def test_effects_and_what_is_mended_multiply():
    (alone,) = offered(record("one")).fundable
    (both,) = offered(record("one", mends_systems=["web"])).fundable
    left = {key: change.kept for key, change in alone.effects.middle.items()}
    assert left
    assert all(both.effects.middle[key].kept <= kept for key, kept in left.items())
    assert any(both.effects.middle[key].kept < kept for key, kept in left.items())
