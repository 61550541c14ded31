"""The four answers: each could be wrong, names its limit, and says how sure we are."""

from dataclasses import dataclass

from quarterdeck.board.briefing import Briefing, listed, sentence, upper_first
from quarterdeck.board.limits import would_lose, would_not
from quarterdeck.business.states import ObligationState, obligation_states
from quarterdeck.engine import wording
from quarterdeck.engine.verdicts import (
    Band,
    Basis,
    Confidence,
    Proof,
    Standing,
    confidence,
    worst,
)
from quarterdeck.papers.blocks import Inline, Mark, Opens, Side, Verdict
from quarterdeck.risks.register_rows import limit_of_risk, standing_of_risk
from quarterdeck.risks.results import LimitResult, Odds, RiskResult

MARKS = {
    Standing.WITHIN: "Within your limit",
    Standing.NEAR: "Near your limit",
    Standing.BEYOND: "Beyond your limit",
    Standing.UNPROVEN: "Not proven",
}


@dataclass(frozen=True)
class Answer:
    """A verdict as page one prints it, with what the rest of the paper needs to know of it."""

    verdict: Verdict
    standing: Standing | None
    confidence: Confidence


def answers(brief: Briefing) -> tuple[Answer, Answer, Answer, Answer]:
    """Protected, most significant risk, obligations, material."""
    return protected(brief), significant(brief), obligations(brief), material(brief)


def protected(brief: Briefing) -> Answer:
    """Measured against the board's yearly point that decides; conditional where none is set."""
    question = "Are we adequately protected?"
    limit = brief.found.limits[0] if brief.found.limits else None
    if limit is None:
        return _without_tolerance(brief, question)
    sure = confidence(bases(brief), _band(limit.odds), least=brief.least)
    answer = (
        f"{_yes_or_no(limit)} In ",
        Opens(brief.of_years(limit.odds.chance), "protected", strong=True),
        f" {would_lose(brief, limit)};",
    )
    rest = (
        f"you asked for no more than {brief.count(limit.limit)}. "
        f"In {brief.against(limit.odds.chance)} {would_not(limit)}."
    )
    side = Side(
        Mark(limit.standing.value, MARKS[limit.standing]),
        (f"Range {brief.odds_span(limit.odds)}. {_sure(sure)}", _rests(sure)),
    )
    return Answer(Verdict(question, answer, rest, side, _would_change(brief)), limit.standing, sure)


def _without_tolerance(brief: Briefing, question: str) -> Answer:
    offered = brief.point
    sure = confidence(bases(brief), _band(offered.odds), least=brief.least)
    answer = (
        "We cannot say until you set a limit. In ",
        Opens(brief.of_years(offered.odds.chance), "protected", strong=True),
        f" {would_lose(brief, offered)};",
    )
    rest = f"in {brief.against(offered.odds.chance)} we would not. Decision 1 asks you to choose."
    side = Side(
        Mark("unproven", "No limit set"),
        (f"Range {brief.odds_span(offered.odds)}. {_sure(sure)}", _rests(sure)),
    )
    return Answer(Verdict(question, answer, rest, side, _would_change(brief)), None, sure)


def significant(brief: Briefing) -> Answer:
    """The scenario with most of the mean loss beyond the limit."""
    question = "What is our most significant risk?"
    if not brief.found.risks:
        return _no_risk(question)
    risk = brief.found.risks[0]
    sure = confidence(_risk_bases(risk), _band(risk.odds), least=brief.least)
    state = risk_standing(brief, risk)
    harm = f" {sentence(risk.harm)}" if risk.harm else ""
    answer = (f"{_that(risk.name)}.",)
    rest = (
        "It would happen in ",
        Opens(brief.of_years(risk.odds.chance), "significant"),
        f"; in {brief.against(risk.odds.chance)} it would not. "
        f"It would cost {brief.span(risk.event_cost)}.{harm}",
    )
    mark = Mark(state.value, MARKS[state]) if state else Mark("unproven", "No limit set")
    limit = _limit_words(brief, risk)
    side = Side(mark, (f"Range {brief.odds_span(risk.odds)}. {limit}{_sure(sure)}", _rests(sure)))
    return Answer(Verdict(question, answer, rest, side), state, sure)


def risk_standing(brief: Briefing, risk: RiskResult) -> Standing | None:
    """The chance that it alone breaks the limit, against its share of what the board allows."""
    return standing_of_risk(brief.found, risk)


def risk_limit(brief: Briefing, risk: RiskResult) -> float | None:
    """Its share of the deciding point's chance; None where no point is set."""
    return limit_of_risk(brief.found, risk)


def obligations(brief: Briefing) -> Answer:
    """Not met is beyond, not proven is unproven."""
    question = "Do we meet our obligations?"
    states = obligation_states(brief.obligations, brief.requirements, brief.inputs.as_of)
    if not states:
        side = Side(Mark("unproven", "None listed"), ("Confidence low. Self-reported.",))
        says = "We have not listed what we are obliged to do."
        sure = confidence([Basis("no list of obligations", Proof.SELF_REPORTED)])
        return Answer(Verdict(question, says, "We cannot answer until we have.", side), None, sure)
    sure = confidence(_requirement_bases(states))
    state = worst([o.standing for o in states])
    proven, unproven, unmet = (
        sum(len(getattr(o, name)) for o in states) for name in ("proven", "not_proven", "not_met")
    )
    whole = proven + unproven + unmet
    answer = _obligation_answer(proven, unproven, unmet, whole)
    rest: Inline = _first_trouble(states) or f"The next proof runs out on {_next_expiry(states)}."
    mark = Mark(state.value, _obligation_mark(unproven, unmet))
    side = Side(mark, ("Your limit: none open.", f"{_sure(sure)} {_rests(sure)}"))
    return Answer(Verdict(question, answer, rest, side), state, sure)


def material(brief: Briefing) -> Answer:
    """Materiality as a point on one event."""
    question = "Could one event be material?"
    point = brief.found.material
    if point is None:
        side = Side(Mark("unproven", "No sum set"), ("Confidence low. Self-reported.",))
        sure = confidence([Basis("no material sum is set", Proof.SELF_REPORTED)])
        says = "We cannot say: no sum has been set that would be material."
        return Answer(Verdict(question, says, "We ask you to set one.", side), None, sure)
    sure = confidence(bases(brief), _band(point.odds), least=brief.least)
    why = brief.appetite.materiality.why if brief.appetite.materiality else ""
    answer = (
        "Yes. In ",
        Opens(brief.of_years(point.odds.chance), "material", strong=True),
        f" one event would cost more than {brief.set_money(point.loss)}"
        + (f", {wording.lower_first(why)};" if why else ";"),
    )
    survival = _survival(brief)
    rest = f"in {brief.against(point.odds.chance)} none would.{survival}"
    asked = f" Your limit is {brief.count(point.limit)}." if point.limit < 1 else ""
    shown = point.standing if point.limit < 1 else Standing.UNPROVEN
    side = Side(
        Mark(shown.value, MARKS[shown]),
        (f"Range {brief.odds_span(point.odds)}.{asked} {_sure(sure)}", _rests(sure)),
    )
    return Answer(Verdict(question, answer, rest, side), shown, sure)


def bases(brief: Briefing) -> list[Basis]:
    """What the money answers rest on: the assumptions, by their share of the spread."""
    found = [Basis(a.says, Proof(a.proof), a.share) for a in brief.found.assumptions if a.share > 0]
    return found or [Basis("starting estimates", Proof.SELF_REPORTED)]


def weeks_of_cash(brief: Briefing, loss: float = 0) -> float | None:
    """Weeks that cash and credit last without income, after paying `loss`."""
    cash = brief.cash
    if cash is None or cash.outgoings_per_week <= 0:
        return None
    return max(0.0, cash.cash + cash.credit_lines - loss) / cash.outgoings_per_week


def _yes_or_no(limit: LimitResult) -> str:
    if limit.standing is Standing.WITHIN:
        return "Yes."
    if limit.standing is Standing.BEYOND:
        return "No."
    return "Nearly." if limit.odds.chance > limit.limit else "Yes, but narrowly."


def _that(name: str) -> str:
    """A scenario's sentence as an answer: "That criminals lock …"."""
    return f"That {wording.lower_first(name.rstrip('.'))}"


def _limit_words(brief: Briefing, risk: RiskResult) -> str:
    share = risk_limit(brief, risk)
    if share is None:
        return ""
    return (
        f"Alone it breaks your limit in {brief.of_years(risk.over.chance)}; "
        f"its share is {brief.count(share)}. "
    )


def _no_risk(question: str) -> Answer:
    side = Side(Mark("unproven", "Nothing listed"), ("Confidence low. Self-reported.",))
    sure = confidence([Basis("no scenario", Proof.SELF_REPORTED)])
    says = "We cannot say: nothing that could happen has been listed."
    return Answer(Verdict(question, says, "List your services and data first.", side), None, sure)


def _risk_bases(risk: RiskResult) -> list[Basis]:
    return [
        Basis(
            f"how often {wording.lower_first(risk.name.rstrip('.'))}, and at what cost",
            Proof(risk.proof),
        )
    ]


def _requirement_bases(states: list[ObligationState]) -> list[Basis]:
    rows = [r for o in states for r in (*o.proven, *o.not_proven, *o.not_met)]
    return [
        Basis(r.says, Proof(r.proof) if r.proof else Proof.SELF_REPORTED, r.weight) for r in rows
    ] or [Basis("no requirement is listed", Proof.SELF_REPORTED)]


def _obligation_answer(proven: int, unproven: int, unmet: int, whole: int) -> str:
    first = "No" if unmet else "Not proven" if unproven else "Yes"
    if whole == 1:
        says = "not met" if unmet else "met, but not proven" if unproven else "met and proven"
        return f"{first}. Our one duty is {says}."
    if whole in (proven, unproven, unmet):
        says = "not met" if unmet else "met, but not proven" if unproven else "met and proven"
        return f"{first}. All {wording.count_words(whole)} duties are {says}."
    open_ = [
        f"{wording.count_words(count)} {'is' if count == 1 else 'are'} {says}"
        for count, says in ((unproven, "not proven"), (unmet, "not met"))
        if count
    ]
    verb = "is" if proven < 2 else "are"
    part = upper_first(wording.count_of(proven, whole))
    return f"{first}. {part} duties {verb} met and proven; {listed(open_)}."


def _first_trouble(states: list[ObligationState]) -> Inline:
    worst_one = states[0]
    if worst_one.standing is Standing.WITHIN:
        return ""
    due = f", due {wording.date_long(worst_one.due)}" if worst_one.due else ""
    return (
        "First: ",
        Opens(
            f"{wording.lower_first(worst_one.record.name)}{due}",
            f"obligation-{worst_one.record.key}",
        ),
        f". {sentence(worst_one.record.consequence)}".rstrip(),
    )


def _next_expiry(states: list[ObligationState]) -> str:
    ends = [r.proof_valid_until for o in states for r in o.proven if r.proof_valid_until]
    return wording.date_long(min(ends)) if ends else "no date that we know"


def _obligation_mark(unproven: int, unmet: int) -> str:
    if unmet:
        return f"{upper_first(wording.count_words(unmet))} not met"
    return f"{upper_first(wording.count_words(unproven))} not proven" if unproven else "All proven"


def _survival(brief: Briefing) -> str:
    weeks = weeks_of_cash(brief)
    if weeks is None:
        return ""
    return f" Cash and credit last {wording.duration(weeks * 168)} without income."


def _would_change(brief: Briefing) -> Inline:
    if not brief.found.assumptions:
        return ""
    first = brief.found.assumptions[0]
    return f"A firmer figure for {wording.lower_first(first.says)}."


def _sure(sure: Confidence) -> str:
    return f"Confidence {sure.word}."


def _rests(sure: Confidence) -> str:
    return f"{upper_first(sure.kind.value)}."


def _band(odds: Odds) -> Band:
    return Band(min(odds.low, odds.chance), max(odds.high, odds.chance))
