"""What initiatives mend: controls that are there, fixes by key, gaps."""

import pytest

from quarterdeck.plans.folder import InitiativeRecord
from quarterdeck.risks.assessing import look
from quarterdeck.risks.controls import strength
from quarterdeck.risks.mending import mended
from tests.risks.firms import firm

WALL = {
    "key": "wall", "name": "Wall", "works_on": "rate", "kinds": ["extortion"], "coverage": 0.5,
    "reliability": {"low": 0.5, "high": 0.5}, "effect": {"low": 0.4, "high": 0.4},
}  # fmt: skip
VAULT = WALL | {"key": "vault", "works_on": "loss"}
DOOR = WALL | {"key": "door", "works_on": "other ways in"}


@pytest.fixture(scope="module")
def today():
    return look(firm(records={"controls.yaml": [WALL, VAULT, DOOR]}))


def initiative(**said):
    return (InitiativeRecord.model_validate({"key": "one", "name": "One"} | said),)


def test_a_control_that_covers_more_takes_off_by_what_it_gains(today):
    left = mended(today, initiative(improves=[{"control": "wall", "coverage": 1.0}]))
    before = strength(today.exposed.controls.records[0])
    assert before == pytest.approx(0.1)
    assert {key.partition(":")[0] for key in left} == {"extortion"}
    for change in left.values():
        assert (change.kept, change.scale) == (pytest.approx((1 - 2 * before) / (1 - before)), 1)


def test_a_control_that_works_more_reliably_shrinks_the_loss(today):
    better = {"control": "vault", "reliability": {"low": 0.9, "high": 0.9}}
    left = mended(today, initiative(improves=[better]))
    assert left
    for change in left.values():
        assert (change.kept, change.scale) == (1, pytest.approx((1 - 0.18) / (1 - 0.1)))


def test_a_control_on_other_ways_in_leaves_what_begins_with_a_weakness(today):
    left = mended(today, initiative(improves=[{"control": "door", "coverage": 1.0}]))
    whole = (1 - 0.2) / (1 - 0.1)
    assert left
    assert all(whole < change.kept < 1 for change in left.values())


def test_a_fix_closes_its_findings_and_a_gap_by_its_key(today):
    by_fix = mended(today, initiative(fixes=["fix:a", "fix:b"]))
    by_system = mended(today, initiative(mends_systems=["web"]))
    assert by_fix
    assert by_fix == by_system
    assert mended(today, initiative(fixes=["gap:pages"])) == mended(
        today, initiative(closes=["pages"])
    )


def test_what_mends_nothing_leaves_all(today):
    assert mended(today, initiative()) == {}
    assert mended(today, initiative(improves=[{"control": "wall"}])) == {}
