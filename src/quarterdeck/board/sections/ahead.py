"""What the business plans next, and the conditions of each yes."""

from quarterdeck.board.briefing import Briefing, clauses
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
            wording.date_long(p.when) if p.when else "not set",
            f"{brief.money(p.worth_per_year)} a year" if p.worth_per_year else "not said",
            clauses(p.conditions) or "none",
        )
        for p in plans
    )
    columns = (
        Column("Plan", share=1.2),
        Column("When", share=0),
        Column("Worth", share=0),
        Column("Yes, if", share=3),
    )
    return Section(_title(len(plans), sum(bool(p.conditions) for p in plans)), (
        Table("", columns, rows),
    ))  # fmt: skip


def _title(count: int, bound: int) -> str:
    many = wording.count_words(count).capitalize()
    plans = "plan of the business" if count == 1 else "plans of the business"
    if not bound:
        return f"{many} {plans} can go on as {'it is' if count == 1 else 'they are'}"
    return f"{many} {plans} can go on, on {'its' if count == 1 else 'these'} conditions"
