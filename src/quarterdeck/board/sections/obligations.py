"""What we owe: met and proven, met and not proven, not met; by when, and what follows."""

from quarterdeck.board.answers import Answer
from quarterdeck.board.briefing import Briefing, lower_first, upper_first
from quarterdeck.board.states import ObligationState, obligation_states
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
        f"{o.record.name}: {o.record.directors_duty}." for o in states if o.record.directors_duty
    ]
    personal = (Bullets(tuple(duties)),) if duties else ()
    return Section(_title(states), (_table(brief, states), *personal), side)


def _title(states: list[ObligationState]) -> str:
    whole = len(states)
    unmet = sum(o.standing is Standing.BEYOND for o in states)
    unproven = sum(o.standing is Standing.UNPROVEN for o in states)
    if unmet:
        verb = "has" if unmet == 1 else "have"
        return f"{upper_first(wording.count_of(unmet, whole))} obligations {verb} something not met"
    if unproven:
        return f"{upper_first(wording.count_of(unproven, whole))} obligations are not wholly proven"
    return f"All {wording.count_words(whole)} obligations are met and proven"


def _table(brief: Briefing, states: list[ObligationState]) -> Table:
    rows = tuple(
        (
            o.record.name,
            Mark(o.standing.value, WORDS[o.standing]),
            f"{len(o.proven)} of {len(o.proven) + len(o.not_proven) + len(o.not_met)}",
            _open(o),
            wording.date_long(o.due) if o.due else "",
            o.record.consequence or _sum(brief, o),
        )
        for o in states
    )
    return Table(
        "What we owe, and where we stand",
        (
            Column("Obligation", share=1.4),
            Column("State", kind="mark", share=1.1),
            Column("Proven", "", "figure", share=0.6),
            Column("What is open", share=1.7),
            Column("Due", share=0.9),
            Column("What follows", share=1.9),
        ),
        rows,
    )


def _open(o: ObligationState) -> str:
    """What is not met, then what is not proven."""
    open_ = (*o.not_met, *o.not_proven)
    return "; ".join(r.says if n == 0 else lower_first(r.says) for n, r in enumerate(open_))


def _sum(brief: Briefing, o: ObligationState) -> str:
    given = o.record.penalty
    if given is None:
        return ""
    return wording.money_range(given.low, given.high, brief.found.currency)
