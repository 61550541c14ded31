"""What a material event looks like, and whether the firm survives it."""

from quarterdeck.board.answers import Answer, weeks_of_cash
from quarterdeck.board.briefing import Briefing, upper_first
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import (
    Block,
    Chart,
    Column,
    FactList,
    Inline,
    Paragraph,
    Side,
    Table,
)
from quarterdeck.papers.drawings import Recovery, RecoveryRow
from quarterdeck.papers.pages import Section

MOST_SERVICES = 5
TEST_COUNTS_DAYS = 365
HOURS_A_DAY = 24


def section(brief: Briefing, answer: Answer) -> Section:
    side = Side(
        answer.verdict.side.mark,
        (
            *_range(brief),
            f"Confidence {answer.confidence.word}.",
            f"{upper_first(answer.confidence.kind.value)}.",
        ),
    )
    blocks: list[Block] = []
    facts = _facts(brief)
    if facts:
        blocks.append(FactList(tuple(facts)))
    tail = brief.found.tail_mean.middle
    if tail > 0:
        blocks.append(Paragraph(_worst(brief, tail)))
    chart = recovery(brief)
    if chart:
        blocks.append(chart)
    return Section(_title(brief), tuple(blocks), side)


def _title(brief: Briefing) -> str:
    """Whether cash and insurance outlast what 1 in 100 years brings."""
    weeks = weeks_of_cash(brief, brief.found.tail_mean.middle)
    if weeks is None:
        return "Nobody has said how long our cash would last"
    if weeks <= 0:
        return "A year such as the worst 1 in 100 would use up our cash and credit"
    left = wording.duration(weeks * 168)
    return f"We would survive a year such as the worst 1 in 100, with {left} of cash left"


def _range(brief: Briefing) -> tuple[str, ...]:
    point = brief.found.material
    if point is None:
        return ("No sum has been set.",)
    three = brief.found.material_in_three_years
    said = [f"Range {brief.odds_range(point.odds)}."]
    if three:
        said.append(f"Within three years: {brief.count(three.chance)} in {brief.base}.")
    return tuple(said)


def _worst(brief: Briefing, tail: float) -> Inline:
    pays = brief.found.insurance_pays_per_year
    paid = f" Insurance pays {brief.money(pays)} in a mean year." if pays > 0 else ""
    return f"The worst 1 in 100 years cost {brief.money(tail)} on average after insurance.{paid}"


def _facts(brief: Briefing) -> list[tuple[str, Inline]]:
    facts: list[tuple[str, Inline]] = []
    cash = brief.cash
    if cash:
        weeks = weeks_of_cash(brief)
        lasts = f", {wording.duration(weeks * 168)} without income" if weeks is not None else ""
        facts.append(("Cash and credit", f"{brief.money(cash.cash + cash.credit_lines)}{lasts}"))
    material = brief.appetite.materiality
    if material and material.decided_by:
        hours = (
            f", within {wording.duration(material.within_hours)}" if material.within_hours else ""
        )
        facts.append(("Who says that it is material", f"{upper_first(material.decided_by)}{hours}"))
    for policy in brief.policies[:1]:
        ends = f" It ends on {wording.date_long(policy.ends)}." if policy.ends else ""
        not_paid = f" It does not pay {policy.excludes}." if policy.excludes else ""
        pays = (
            f"Up to {brief.set_money(policy.limit)} of one event after the first "
            f"{brief.set_money(policy.retention)}."
        )
        facts.append(("Insurance pays", f"{pays}{ends}{not_paid}"))
        unmet = [c for c in policy.conditions if not c.met]
        for condition in unmet:
            due = f", due {wording.date_long(condition.due)}" if condition.due else ""
            facts.append(("Condition not met", f"{condition.says}{due}"))
    return facts


def recovery(brief: Briefing) -> Chart | None:
    """Recovery promised against recovery proven, in days."""
    services = [s for s in brief.services.values() if s.rto_hours is not None]
    services.sort(key=lambda s: -s.revenue_share)
    rows, cells, kept = [], [], 0
    for service in services[:MOST_SERVICES]:
        tests = [
            t
            for t in brief.recovery_tests
            if t.service == service.key and (brief.inputs.as_of - t.on).days <= TEST_COUNTS_DAYS
        ]
        last = max(tests, key=lambda t: t.on, default=None)
        promised = (service.rto_hours or 0) / HOURS_A_DAY
        proven = last.hours / HOURS_A_DAY if last else None
        kept += proven is not None and proven <= promised
        rows.append(RecoveryRow(service.name, promised, proven))
        cells.append(
            (
                service.name,
                _days(promised),
                _days(proven) if proven is not None else "not tested",
                (f"{wording.date_short(last.on)}, {last.watched_by or 'nobody outside'}")
                if last
                else "",
            )
        )
    if not rows:
        return None
    title = (
        f"{upper_first(wording.count_of(kept, len(rows)))} services came back as fast as promised"
    )
    return Chart(
        title=title,
        subtitle="Days until the service runs again, promised and proven in the last twelve months",
        source="Source: our recovery tests; dates and watchers stand in the table behind.",
        alternative=" ".join(
            f"{name}: promised {promised} days, proven {proven}."
            for name, promised, proven, _ in cells
        ),
        drawing=Recovery(tuple(rows)),
        behind=Table(
            "Recovery promised and proven",
            (
                Column("Service", share=1.5),
                Column("Promised", "days", "figure"),
                Column("Proven", "days", "figure"),
                Column("Tested, watched by", share=1.5),
            ),
            tuple(cells),
        ),
    )


def _days(days: float) -> str:
    return f"{days:.1f}".rstrip("0").rstrip(".")
