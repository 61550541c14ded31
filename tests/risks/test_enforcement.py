"""What is called to account follows what is open."""

import pytest

from quarterdeck.risks.assessing import assess, look
from tests.risks.firms import RECORDS, firm, referenced

KEY = "enforcement:card-rules"
START = referenced(firm())


def rate(states, proof="tested"):
    """The enforcement's rate as a part of the reference day's, by its requirements' states."""
    rows = [
        {"key": f"r{n}", "obligation": "card-rules", "says": "Something holds", "state": state,
         "proof": proof, "proof_valid_until": "2027-01-01"}
        for n, state in enumerate(states)
    ]  # fmt: skip
    return look(START.with_records({"requirements.csv": rows})).exposed.factor[KEY]


def test_the_reference_day_stands_at_the_starting_rate():
    assert look(START).exposed.factor[KEY] == pytest.approx(1)
    assert RECORDS["requirements.csv"][0]["state"] == "not met"


def test_the_rate_falls_with_each_requirement_that_is_met_and_proven():
    three, two, one = (rate(["not met"] * n + ["met"] * (3 - n)) for n in (3, 2, 1))
    assert three > two > one > 0
    assert one == pytest.approx(1)
    assert rate(["met"] * 3) == 0


def test_what_is_met_and_not_proven_lies_between():
    assert rate(["met"]) < rate(["met"], proof="") < rate(["not met"])


def test_a_gap_that_nobody_enforces_takes_no_other_ones_place():
    law = {"key": "a-law", "name": "A law", "kind": "law"}
    gap = {"key": "a", "obligation": "a-law", "says": "A register is kept", "state": "not met"}
    told_otherwise = {"key": "fined", "name": "We are fined", "kind": "fraud",
                      "starter": "enforcement:a-law"}  # fmt: skip
    rows = assess(firm(records={
        "obligations.yaml": [law, *RECORDS["obligations.yaml"]],
        "requirements.csv": [gap, *RECORDS["requirements.csv"]],
        "scenarios.yaml": [told_otherwise],
    })).ranking  # fmt: skip
    assert [row.key for row in rows if row.what == "gap"] == ["pages"]
