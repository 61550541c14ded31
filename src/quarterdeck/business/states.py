"""The state of requirements on a day, and of the obligations they stand under."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quarterdeck.business.folder import ObligationRecord, RequirementRecord
from quarterdeck.engine.verdicts import Standing, obligation_standing


class State(StrEnum):
    PROVEN = "met and proven"
    NOT_PROVEN = "met, not proven"
    NOT_MET = "not met"


@dataclass(frozen=True)
class ObligationState:
    """An obligation with its requirements by state."""

    record: ObligationRecord
    proven: tuple[RequirementRecord, ...]
    not_proven: tuple[RequirementRecord, ...]
    not_met: tuple[RequirementRecord, ...]

    @property
    def standing(self) -> Standing:
        return obligation_standing(not_met=len(self.not_met), not_proven=len(self.not_proven))

    @property
    def due(self) -> date | None:
        """The first date by which something that is not met must be."""
        open_ = [r.due for r in (*self.not_met, *self.not_proven) if r.due]
        return min(open_) if open_ else self.record.due


def is_proven(requirement: RequirementRecord, on: date) -> bool:
    """Shown by somebody, and the proof still counts."""
    until = requirement.proof_valid_until
    return bool(requirement.proof) and (until is None or until >= on)


def state_of(requirement: RequirementRecord, on: date) -> State:
    """Proven only by a test or an outsider's or our own look whose proof is still fresh."""
    if requirement.state == "not met":
        return State.NOT_MET
    return State.PROVEN if is_proven(requirement, on) else State.NOT_PROVEN


def obligation_states(
    obligations: list[ObligationRecord], requirements: list[RequirementRecord], on: date
) -> list[ObligationState]:
    """Every obligation, the worst first."""
    found = []
    for record in obligations:
        by_state: dict[State, list[RequirementRecord]] = {state: [] for state in State}
        for requirement in requirements:
            if requirement.obligation == record.key:
                by_state[state_of(requirement, on)].append(requirement)
        found.append(ObligationState(record, *(tuple(by_state[state]) for state in State)))
    order = list(Standing)
    return sorted(found, key=lambda o: (-order.index(o.standing), o.due or date.max))
