"""`brief-management.xlsx`: the figures behind the brief, for those who do the work."""

from collections.abc import Sequence
from pathlib import Path

from quarterdeck.board.briefing import Briefing
from quarterdeck.business.folder import RequirementRecord
from quarterdeck.business.states import ObligationState, obligation_states, state_of
from quarterdeck.papers.xlsx import Head, Value, Workbook
from quarterdeck.risks.results import InitiativeResult
from quarterdeck.risks.workbook import BOOK, add_front, add_sheets, odds, span, spanned

OBLIGATIONS, REQUIREMENTS, INITIATIVES = "obligations", "requirements", "initiatives"
SHEETS = BOOK | {
    OBLIGATIONS: "What is owed, whether it is met and proven, and what follows if it is not",
    REQUIREMENTS: "What each obligation asks for, one by one, and who has shown it",
    INITIATIVES: "What one could fund, what it costs and what it would change",
}
OWED = (
    Head("Obligation", width=40),
    Head("Kind"),
    Head("Authority", width=26),
    Head("State", width=16),
    Head("Asked for", "whole"),
    Head("Met and proven", "whole"),
    Head("Not met", width=50),
    Head("Not proven", width=50),
    Head("What follows", width=50),
    Head("Penalty: low", "money"),
    Head("Penalty: high", "money"),
    Head("Due", "date"),
    Head("Directors' own duty", width=50),
    Head("Key", width=22),
)
ASKED = (
    Head("Obligation", width=28),
    Head("What is asked for", width=60),
    Head("State", width=16),
    Head("Weight", "number"),
    Head("Proof", width=24),
    Head("Shown by", width=24),
    Head("Shown on", "date"),
    Head("Counts until", "date"),
    Head("Evidence", width=40),
    Head("Due", "date"),
    Head("Owner", width=24),
    Head("Key", width=24),
)
FUNDED = (
    Head("Initiative", width=40),
    *spanned("Costs once"),
    *spanned("Costs a year"),
    *spanned("Avoids a year"),
    *spanned("Chance with it", "share", "The first answer's chance once it is done."),
    Head("Then"),
    Head("Due", "date"),
    Head("Key", width=24),
)


def write_figures(brief: Briefing, path: Path, *more: str) -> None:
    """Writes the workbook; `more` are lines for its first sheet."""
    found, profile = brief.found, brief.profile
    owed = obligation_states(brief.obligations, brief.requirements, brief.inputs.as_of)
    with Workbook(path, found.currency, title=f"{profile.name}: figures") as book:
        add_front(book, found, profile.name, SHEETS, *more)
        add_sheets(book, found)
        book.table(OBLIGATIONS, OWED, map(_owed, owed), SHEETS[OBLIGATIONS] + ".")
        asked = [_asked(brief, requirement) for requirement in brief.requirements]
        book.table(REQUIREMENTS, ASKED, asked, SHEETS[REQUIREMENTS] + ".")
        funded = map(_funded, found.initiatives)
        book.table(INITIATIVES, FUNDED, funded, SHEETS[INITIATIVES] + ".")


def _owed(state: ObligationState) -> Sequence[Value]:
    record, penalty = state.record, state.record.penalty
    asked = len(state.proven) + len(state.not_proven) + len(state.not_met)
    return (
        record.name, record.kind, record.authority, state.standing.value, asked,
        len(state.proven), _listed(state.not_met), _listed(state.not_proven), record.consequence,
        penalty.low if penalty else None, penalty.high if penalty else None, state.due,
        record.directors_duty, record.key,
    )  # fmt: skip


def _listed(requirements: Sequence[RequirementRecord]) -> str:
    return "\n".join(requirement.says for requirement in requirements)


def _asked(brief: Briefing, given: RequirementRecord) -> Sequence[Value]:
    return (
        given.obligation, given.says, state_of(given, brief.inputs.as_of).value, given.weight,
        given.proof, given.proven_by, given.proven_on, given.proof_valid_until, given.evidence,
        given.due, given.owner, given.key,
    )  # fmt: skip


def _funded(result: InitiativeResult) -> Sequence[Value]:
    return (
        result.name, *span(result.cost), *span(result.cost_per_year),
        *span(result.avoids_per_year), *odds(result.odds), result.standing.value, result.due,
        result.key,
    )  # fmt: skip
