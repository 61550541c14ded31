"""What we owe: met and proven, met and not proven, not met; by when, and what follows."""

from quarterdeck.board.answers import Answer
from quarterdeck.board.briefing import Briefing, clauses, upper_first
from quarterdeck.business.states import ObligationState, obligation_states
from quarterdeck.engine import wording
from quarterdeck.engine.verdicts import Standing
from quarterdeck.papers.blocks import Bullets, Column, Mark, Side, Table
from quarterdeck.papers.pages import Section

WORDS = {
    Standing.WITHIN: "Met and proven",
    Standing.UNPROVEN: "Not proven",
    Standing.BEYOND: "Not met",
}


def section(brief: Briefing, answer: Answer) -> Section:
    states = obligation_states(brief.obligations, brief.requirements, brief.inputs.as_of)
    if not states:
        return Section("No obligations are listed yet")
    side = Side(
        answer.verdict.side.mark,
        (f"Confidence {answer.confidence.word}.", f"{upper_first(answer.confidence.kind.value)}."),
    )
    duties = [
        f"{o.record.name}: {wording.lower_first(o.record.directors_duty).rstrip('.')}."
        for o in states
        if o.record.directors_duty
    ]
    personal = (Bullets(tuple(duties)),) if duties else ()
    return Section(_title(states), (_table(brief, states), *personal), side)


def _title(states: list[ObligationState]) -> str:
    whole = len(states)
    unmet = sum(o.standing is Standing.BEYOND for o in states)
    unproven = sum(o.standing is Standing.UNPROVEN for o in states)
    if unmet:
        verb = "has" if unmet == 1 else "have"
        return f"{_part(unmet, whole)} {verb} something not met"
    if unproven:
        verb = "is" if unproven == 1 else "are"
        return f"{_part(unproven, whole)} {verb} not wholly proven"
    if whole == 1:
        return "Our one obligation is met and proven"
    return f"All {wording.count_words(whole)} obligations are met and proven"


def _part(part: int, whole: int) -> str:
    if whole == 1:
        return "Our one obligation"
    return f"{upper_first(wording.count_of(part, whole))} obligations"


def _table(brief: Briefing, states: list[ObligationState]) -> Table:
    rows = tuple(
        (
            o.record.name,
            Mark(o.standing.value, WORDS[o.standing]),
            f"{len(o.proven)} of {len(o.proven) + len(o.not_proven) + len(o.not_met)}",
            _open(o),
            wording.date_long(o.due) if o.due and o.standing is not Standing.WITHIN else "",
            o.record.consequence or _sum(brief, o) or "not said",
        )
        for o in states
    )
    return Table(
        "",
        (
            Column("Obligation", share=1.3),
            Column("State", kind="mark", share=0),
            Column("Proven", share=0),
            Column("What is open", share=1.6),
            Column("Due", share=0),
            Column("What follows", share=1.8),
        ),
        rows,
    )


def _open(o: ObligationState) -> str:
    """What is not met, then what is not proven."""
    return clauses(r.says for r in (*o.not_met, *o.not_proven)) or "nothing"


def _sum(brief: Briefing, o: ObligationState) -> str:
    given = o.record.penalty
    if given is None:
        return ""
    return wording.money_range(given.low, given.high, brief.found.currency)
