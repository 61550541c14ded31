"""Promises kept: decisions, forecasts and spending against what came."""

from quarterdeck.board.briefing import Briefing, sentence
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Block, Cell, Column, Mark, Paragraph, Table
from quarterdeck.papers.pages import Section
from quarterdeck.plans.folder import SpendingRecord
from quarterdeck.risks.folder import DecisionRecord, ForecastRecord

MOST_SPENDING = 5
CAME = {
    "kept": Mark("within", "Kept"),
    "late": Mark("near", "Late"),
    "broken": Mark("beyond", "Broken"),
    "open": Mark("unproven", "Open"),
}
UNTOLD = {
    "kept": "Nobody has said what it brought.",
    "late": "Nobody has said why.",
    "broken": "Nobody has said why.",
    "open": "Nothing is known yet.",
}


def section(brief: Briefing) -> Section:
    promised = sorted(
        (d for d in brief.decisions if d.kind == "approve" and d.promised_by),
        key=lambda d: (list(CAME).index(d.came), d.on),
    )
    blocks: list[Block] = [_promises(brief, promised)] if promised else []
    told = {d.initiative for d in promised}
    rest = [s for s in brief.spending if not s.initiative or s.initiative not in told]
    said = " ".join(part for part in (_spent(brief, rest), _forecasts(brief.forecasts)) if part)
    if said:
        blocks.append(Paragraph(said))
    return Section(_title(promised, bool(blocks)), tuple(blocks))


def _title(promised: list[DecisionRecord], more: bool) -> str:
    """Promises that are not due yet are neither kept nor broken."""
    due = [d for d in promised if d.came != "open"]
    kept = sum(d.came == "kept" for d in due)
    if due:
        one = "We kept our one promise" if kept else "We did not keep our one promise"
        return one if len(due) == 1 else f"We kept {wording.count_of(kept, len(due))} promises"
    if promised:
        return "No promise is due yet"
    return (
        "What we forecast and spent, against what came"
        if more
        else ("No earlier promise is on record")
    )


def _promises(brief: Briefing, promised: list[DecisionRecord]) -> Table:
    spending = {s.initiative: s for s in brief.spending if s.initiative}
    unit = brief.unit("thousand")
    columns = (
        Column("What you approved", share=1.4),
        Column("Promised for", share=0),
        Column("State", kind="mark", share=0),
        Column("Planned", "", "figure", share=0),
        Column("Spent", "", "figure", share=0),
        Column("What came of it", share=2),
    )
    rows = tuple(_promise(d, spending.get(d.initiative)) for d in promised)
    return Table("", columns, rows, f"Planned and spent in {unit}.")


def _promise(d: DecisionRecord, money: SpendingRecord | None) -> tuple[Cell, ...]:
    bought = money.bought if money and d.came == "kept" else ""
    return (
        d.says,
        wording.date_long(d.promised_by) if d.promised_by else "",
        CAME[d.came],
        f"{money.planned / 1000:,.0f}" if money else "",
        f"{money.spent / 1000:,.0f}" if money else "",
        sentence(bought or d.came_says) or UNTOLD[d.came],
    )


def _forecasts(forecasts: list[ForecastRecord]) -> str:
    """Our forecasts against what came."""
    resolved = [f for f in forecasts if f.came_true is not None]
    if not resolved:
        return ""
    if len(resolved) == 1:
        did = "It came true" if resolved[0].came_true else "It did not come true"
        tenths = wording.count_words(round(resolved[0].chance * 10))
        return f"We gave our one forecast a chance of {tenths} in ten. {did}."
    came = sum(bool(f.came_true) for f in resolved)
    expected = sum(f.chance for f in resolved)
    gap = expected - came
    lean = "about right"
    if abs(gap) > 0.1 * len(resolved):
        lean = "too hopeful" if gap > 0 else "too careful"
    return (
        f"We expected {wording.count_words(round(expected))} of "
        f"{wording.count_words(len(resolved))} forecasts to come true and "
        f"{wording.count_words(came)} did, so they were {lean}."
    )


def _spent(brief: Briefing, rest: list[SpendingRecord]) -> str:
    """Money that no promise of the table stands for."""
    parts = [
        f"{wording.lower_first(s.says)}, {brief.set_money(s.spent)} of {brief.set_money(s.planned)}"
        for s in rest[:MOST_SPENDING]
    ]
    return f"Of what was planned for other things, we spent: {'; '.join(parts)}." if parts else ""
