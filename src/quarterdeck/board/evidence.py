"""Where a brief rests on word alone: it may go out, and a director may ask."""

from collections.abc import Iterator

from quarterdeck.board.briefing import Briefing
from quarterdeck.business.states import obligation_states
from quarterdeck.engine import wording
from quarterdeck.engine.verdicts import Proof

FIRST = 3


def weak(brief: Briefing) -> Iterator[str]:
    """What nobody has shown, in sentences."""
    states = obligation_states(brief.obligations, brief.requirements, brief.inputs.as_of)
    for state in states:
        if state.not_proven:
            count = wording.count_things(len(state.not_proven), "requirement")
            yield f"{state.record.name}: {count} met by our word alone. Add a proof and its day."
    for risk in brief.found.risks[:FIRST]:
        if risk.proof == Proof.SELF_REPORTED:
            yield f"{risk.name}: nobody has tested what its figures say."
    for record in brief.obligations:
        if not any(r.obligation == record.key for r in brief.requirements):
            yield f"{record.name}: no requirement is written down, so nothing can be met."
