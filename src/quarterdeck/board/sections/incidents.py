"""Incidents and near misses since the last paper, with their cost against the estimate."""

from quarterdeck.board.briefing import Briefing, listed, sentence, upper_first
from quarterdeck.engine import wording
from quarterdeck.incidents.folder import IncidentRecord
from quarterdeck.papers.blocks import Column, Table
from quarterdeck.papers.pages import Section


def section(brief: Briefing) -> Section:
    """One line where nothing happened."""
    since = brief.since
    rows = [i for i in brief.incidents if since is None or i.on >= since]
    rows.sort(key=lambda i: i.on, reverse=True)
    real = sum(i.kind == "incident" for i in rows)
    happened = wording.count_things(real, "incident")
    nearly = wording.count_things(len(rows) - real, "near miss", "near misses")
    after = f" since {wording.date_long(since)}" if since else ""
    title = f"{upper_first(happened)} and {nearly}{after}"
    return Section(title, (_table(brief, rows),) if rows else ())


def _table(brief: Briefing, rows: list[IncidentRecord]) -> Table:
    columns = (
        Column("When", share=0),
        Column("What happened", share=2),
        Column("Cost (expected)", share=0),
        Column("What we learned, who was told", share=2.4),
    )
    return Table("", columns, tuple(
        (
            wording.date_long(row.on),
            sentence(row.says or row.name),
            _cost(brief, row),
            f"{sentence(row.learned)} {_told(row)}".strip() or "Nothing yet.",
        )
        for row in rows
    ))  # fmt: skip


def _cost(brief: Briefing, row: IncidentRecord) -> str:
    cost = brief.money(row.cost) if row.cost else "nothing"
    given = row.cost_expected
    if given is None:
        return cost
    expected = wording.money_range(given.low, given.high, brief.found.currency)
    return f"{cost} ({expected})"


def _told(row: IncidentRecord) -> str:
    return f"Told: {listed(list(row.told))}." if row.told else ""
