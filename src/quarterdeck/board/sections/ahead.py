"""What the business plans next, and the conditions of each yes."""

from quarterdeck.board.briefing import Briefing, upper_first
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Column, Table
from quarterdeck.papers.pages import Section


def section(brief: Briefing) -> Section:
    plans = sorted(brief.plans_ahead, key=lambda p: str(p.when))
    if not plans:
        return Section("No plan of the business waits for us")
    rows = tuple(
        (
            p.name,
            wording.date_long(p.when) if p.when else "",
            f"{brief.money(p.worth_per_year)} a year" if p.worth_per_year else "not said",
            "; ".join(upper_first(c) for c in p.conditions) or "none",
        )
        for p in plans
    )
    count = wording.count_words(len(plans)).capitalize()
    title = f"{count} plan{'' if len(plans) == 1 else 's'} ahead can go on, on these conditions"
    columns = (
        Column("Plan", share=1.3),
        Column("When", share=1),
        Column("Worth", share=1),
        Column("Yes, if", share=3),
    )
    return Section(title, (Table("Plans ahead, and the conditions of each yes", columns, rows),))
