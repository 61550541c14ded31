from datetime import date

import pytest

from quarterdeck.business.folder import ObligationRecord, RequirementRecord
from quarterdeck.business.states import State, obligation_states, state_of
from quarterdeck.engine.verdicts import Standing

DAY = date(2026, 11, 20)


def requirement(key="r", **changed):
    given = {"key": key, "obligation": "o", "says": "Something holds", "state": "met"}
    return RequirementRecord.model_validate(given | changed)


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"state": "not met", "proof": "tested"}, State.NOT_MET),
        ({}, State.NOT_PROVEN),
        ({"proof": "self-reported"}, State.PROVEN),
        ({"proof": "tested", "proof_valid_until": "2026-11-20"}, State.PROVEN),
        ({"proof": "tested", "proof_valid_until": "2026-11-19"}, State.NOT_PROVEN),
    ],
)
def test_the_state_of_a_requirement(changed, state):
    assert state_of(requirement(**changed), DAY) is state


def test_obligations_come_worst_first_with_the_nearest_date():
    kept, owed = (ObligationRecord(key=k, name=k.upper(), kind="law") for k in ("a", "o"))
    rows = [
        requirement("x", proof="tested"),
        requirement("y", state="not met", due="2027-03-01"),
        requirement("z", due="2027-01-31"),
    ]
    first, second = obligation_states([kept, owed], rows, DAY)
    assert (first.record.key, first.standing) == ("o", Standing.BEYOND)
    assert first.due == date(2027, 1, 31)
    assert [len(p) for p in (first.proven, first.not_proven, first.not_met)] == [1, 1, 1]
    assert second.standing is Standing.WITHIN
