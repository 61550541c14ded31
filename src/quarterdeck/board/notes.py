"""Where figures open to: inputs, source and proof; in management's copy down to the finding."""

from collections.abc import Iterable
from dataclasses import replace

from quarterdeck.board.answers import Answer
from quarterdeck.board.briefing import Briefing, listed, sentence, upper_first
from quarterdeck.board.limits import in_words
from quarterdeck.business.folder import RequirementRecord
from quarterdeck.business.states import ObligationState, obligation_states
from quarterdeck.engine import wording
from quarterdeck.engine.verdicts import Confidence
from quarterdeck.papers.blocks import Inline, Ladder, Rung
from quarterdeck.papers.pages import Note
from quarterdeck.risks.results import RiskResult

NOT_HERE = "Stands in management’s copy."
MOST_RISKS = 4
MOST_BASES = 4
MOST_FINDINGS = 3


def notes(brief: Briefing, found: tuple[Answer, ...], copy: str) -> tuple[Note, ...]:
    """A note for every figure that a page may open."""
    made = [_protected(brief, found[0], copy)]
    if brief.found.risks:
        made.append(_significant(brief, found[1], copy))
    states = obligation_states(brief.obligations, brief.requirements, brief.inputs.as_of)
    made += [_obligation(state) for state in states]
    if brief.found.material:
        made.append(_material(brief, found[3], copy))
    return tuple(made)


def _protected(brief: Briefing, answer: Answer, copy: str) -> Note:
    limits = brief.found.limits
    asked = "; ".join(in_words(brief, p) for p in limits) or "no limit is set"
    point = brief.point
    risks = [
        f"{wording.lower_first(r.name.rstrip('.'))} ({max(1, round(r.beyond * 100))} in 100)"
        for r in brief.found.risks[:MOST_RISKS]
    ]
    title = f"In {brief.of_years(point.odds.chance)} the loss is above the limit"
    return _note("protected", title, [
        Rung("Your words", upper_first(asked) + ".", "A limit that the board sets."),
        Rung("Made of", upper_first("; ".join(risks)) + "." if risks else ""),
        _simulated(brief),
        _proof(answer.confidence),
        _finding(brief, None, copy),
    ])  # fmt: skip


def _significant(brief: Briefing, answer: Answer, copy: str) -> Note:
    risk = brief.found.risks[0]
    names = [
        wording.lower_first(brief.services[k].name) for k in risk.services if k in brief.services
    ]
    moved = _moved(risk)
    title = f"In {brief.of_years(risk.odds.chance)} it happens"
    return _note("significant", title, [
        Rung("Services", upper_first(listed(names)) + "." if names else "",
             "The business map names none."),
        Rung("What an event costs",
             f"{upper_first(brief.span(risk.event_cost))} in 90 of 100 events."),
        Rung("What weaknesses do", moved),
        Rung("Rests on", upper_first("; ".join(risk.rests_on[:MOST_BASES])) + "."
             if risk.rests_on else "", "Somebody who knows the service estimates it."),
        _proof(answer.confidence),
        _finding(brief, risk, copy),
    ])  # fmt: skip


def _obligation(state: ObligationState) -> Note:
    record = state.record
    rows = [(r, "Met and proven") for r in state.proven]
    rows += [(r, "Met, not proven") for r in state.not_proven]
    rows += [(r, "Not met") for r in state.not_met]
    rungs = [
        Rung("Who asks", sentence(record.authority), "Nobody has said who asks."),
        Rung("What follows", sentence(record.consequence), "Nobody has said what follows."),
    ]
    rungs += [Rung(says, f"{sentence(r.says)} {_shown(r)}".strip()) for r, says in rows]
    return _note(f"obligation-{record.key}", record.name, rungs)


def _shown(requirement: RequirementRecord) -> str:
    if not requirement.proven_by:
        return ""
    when = f", {wording.date_long(requirement.proven_on)}" if requirement.proven_on else ""
    return f"Shown by {requirement.proven_by}{when}."


def _material(brief: Briefing, answer: Answer, copy: str) -> Note:
    point = brief.found.material
    assert point is not None
    given = brief.appetite.materiality
    why = given.why if given else ""
    title = f"In {brief.of_years(point.odds.chance)} one event is above the sum"
    return _note("material", title, [
        Rung("The sum", f"{brief.set_money(point.loss)}: {why}." if why else ""),
        Rung("Before or after insurance", "Before: what one event costs in all."),
        _simulated(brief),
        _proof(answer.confidence),
        _finding(brief, None, copy),
    ])  # fmt: skip


def _note(key: str, title: str, rungs: list[Rung]) -> Note:
    """What would fill a gap is said only where there is one."""
    shown = (replace(rung, filled_by="") if rung.text else rung for rung in rungs)
    return Note(key, title, (Ladder(tuple(shown)),))


def _simulated(brief: Briefing) -> Rung:
    return Rung(
        "Worked out from",
        f"{upper_first(wording.count_things(len(brief.found.risks), 'cause'))} of loss over "
        f"{brief.found.simulated_years:,} possible years, as of "
        f"{wording.date_long(brief.inputs.as_of)}.",
    )


def _proof(sure: Confidence) -> Rung:
    weakest: Iterable[str] = dict.fromkeys(b.says for b in sure.rests_on[:MOST_BASES])
    text: Inline = f"{upper_first(sure.kind.value)}. Weakest first: {'; '.join(weakest)}."
    return Rung("Proof", text)


def _moved(risk: RiskResult) -> str:
    if abs(risk.exposure_factor - 1) < 0.005:
        return "They leave its rate where it usually is for us."
    change = round((risk.exposure_factor - 1) * 100)
    word = "raise" if change > 0 else "lower"
    return f"Weaknesses and safeguards together {word} its rate by {abs(change)} in 100."


def _finding(brief: Briefing, risk: RiskResult | None, copy: str) -> Rung:
    """The last rung: findings by name, in management's copy only."""
    if copy != "management":
        return Rung("Finding", "", NOT_HERE)
    rows = [
        r for r in brief.found.ranking
        if r.what == "finding" and (risk is None or r.scenario == risk.key)
    ][:MOST_FINDINGS]  # fmt: skip
    said = [
        f"{r.title} on {r.system_name}: {brief.money(r.cost_per_year.middle)} a year" for r in rows
    ]
    return Rung("Finding", "; ".join(said) + "." if said else "", "No finding opens this way.")
