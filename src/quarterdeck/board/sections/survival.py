"""What a material event looks like, and whether the firm survives it."""

from collections.abc import Iterator

from quarterdeck.board.answers import Answer, weeks_of_cash
from quarterdeck.board.briefing import Briefing, listed, the, upper_first
from quarterdeck.board.sections.recovery import recovery
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Block, FactList, Inline, Side
from quarterdeck.papers.pages import Section
from quarterdeck.risks.folder import PolicyRecord

MOST_CAUSES = 2
LEAST_SHARE = 0.05
HOURS_A_WEEK = 168
Fact = tuple[str, Inline]


def section(brief: Briefing, answer: Answer) -> Section:
    facts = tuple((label, text) for label, text in _facts(brief) if text)
    chart = recovery(brief)
    blocks: list[Block] = [FactList(facts)] if facts else []
    if chart:
        blocks.append(chart)
    return Section(_title(brief), tuple(blocks), _side(brief, answer) if blocks else None)


def _side(brief: Briefing, answer: Answer) -> Side:
    three, sure = brief.found.material_in_three_years, answer.confidence
    known = three if brief.found.material else None
    ahead = (f"{upper_first(brief.in_base(known.chance))} within three years.",) if known else ()
    lines = (*ahead, f"Confidence {sure.word}.", f"{upper_first(sure.kind.value)}.")
    return Side(answer.verdict.side.mark, lines)


def _title(brief: Briefing) -> str:
    """What a material event, paid by ourselves alone, would leave of cash and credit.

    Where no sum is material, what the dearest hundredth of years costs.
    """
    point, tail = brief.found.material, brief.found.tail_mean.middle
    weeks = weeks_of_cash(brief, point.loss if point else tail)
    if weeks is None:
        return "Nobody has said how long our cash would last"
    what = (
        f"an event of {brief.set_money(point.loss)}" if point else f"a year of {brief.money(tail)}"
    )
    if weeks <= 0:
        return f"Uninsured, {what} would use up our cash and credit"
    left = wording.duration(weeks * HOURS_A_WEEK)
    return f"Uninsured, {what} would leave cash and credit for {left}"


def _facts(brief: Briefing) -> Iterator[Fact]:
    yield "What it would be", _causes(brief)
    yield "Who calls it material", _decider(brief)
    yield "Cash and credit", _cash(brief)
    for policy in brief.policies:
        yield "Insurance", _insurance(brief, policy)


def _causes(brief: Briefing) -> str:
    """What the dearest hundredth of years costs, and what brings it about."""
    ordered = sorted(brief.found.risks, key=lambda r: -r.share_of_tail)[:MOST_CAUSES]
    causes = [
        f"{wording.lower_first(r.name.rstrip('.'))} ({round(r.share_of_tail * 100)} in 100)"
        for r in ordered
        if r.share_of_tail >= LEAST_SHARE
    ]
    if not causes or brief.found.tail_mean.middle <= 0:
        return ""
    dear, many = brief.money(brief.found.tail_mean.middle), brief.base // 100
    worst = (
        "worst of 100 years costs"
        if many == 1
        else (f"worst {wording.count_words(many)} of {brief.base:,} years cost")
    )
    return (
        f"The {worst} {dear} on average {brief.found.insurance} insurance, "
        f"mostly because {listed(causes)}."
    )


def _decider(brief: Briefing) -> str:
    material = brief.appetite.materiality
    if not material or not material.decided_by:
        return "Nobody is named who would say so." if material else ""
    within = f", within {wording.duration(material.within_hours)}" if material.within_hours else ""
    return f"{upper_first(the(material.decided_by))}{within}."


def _cash(brief: Briefing) -> str:
    cash, weeks = brief.cash, weeks_of_cash(brief)
    if cash is None:
        return ""
    held = f"{brief.money(cash.cash + cash.credit_lines)} on {wording.date_long(cash.as_of)}"
    if weeks is None:
        return f"{held}."
    return f"{held}, enough for {wording.duration(weeks * HOURS_A_WEEK)} without income."


def _insurance(brief: Briefing, policy: PolicyRecord) -> str:
    part = "up to" if policy.share == 1 else f"{round(policy.share * 100)} in 100 of up to"
    ends = f" It ends on {wording.date_long(policy.ends)}." if policy.ends else ""
    excludes = policy.excludes.rstrip(".")
    return (
        f"It pays {part} {brief.set_money(policy.limit)} of one event, after the first "
        f"{brief.set_money(policy.retention)}."
        + (f" It does not pay {excludes}." if excludes else "")
        + ends
        + _open_conditions(policy)
    )


def _open_conditions(policy: PolicyRecord) -> str:
    whole, unmet = len(policy.conditions), sum(not c.met for c in policy.conditions)
    if not unmet:
        return ""
    part = (
        "Its one condition"
        if whole == 1
        else (f"{upper_first(wording.count_of(unmet, whole))} conditions")
    )
    return f" {part} {'is' if unmet == 1 else 'are'} not met."
