"""Page two of the business case: step by step, more or less money, what was spent, what it is."""

from collections.abc import Iterator

from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Block, Bullets, Column, Paragraph, Table
from quarterdeck.papers.pages import Section
from quarterdeck.plans.economics import DISCOUNT, YEARS, ceiling
from quarterdeck.plans.paper.matter import Matter
from quarterdeck.plans.planned import Case, Chosen, Point

MOST_STEPS, MOST_BUDGETS, MOST_SPENT = 9, 5, 3


def sections(matter: Matter) -> tuple[Section, ...]:
    made = (_steps(matter), _budgets(matter), _spent(matter), _rests(matter))
    return tuple(section for section in made if section.blocks)


def _steps(matter: Matter) -> Section:
    shown = matter.funded[:MOST_STEPS]
    columns = (
        Column("Step", share=2.4),
        Column("Begins", share=0),
        Column("Once", kind="figure", share=0),
        Column("A year", kind="figure", share=0),
        Column("Avoids a year by itself", kind="range", share=1.3),
        Column("Pays", "in 100", kind="figure", share=0),
        Column("Why", share=0),
    )
    rows = tuple(
        (
            case.name,
            matter.month(case.start or 0),
            matter.money(case.cost_once.middle) if case.cost_once.high else "–",
            matter.money(case.cost_per_year.middle) if case.cost_per_year.high else "–",
            matter.span(case.avoids_alone_per_year),
            f"{round(case.economics.pays * 100)}",
            _why(case),
        )
        for case in shown
    )
    note = (
        f"Pays: the chance that the step by itself is worth more than its price within "
        f"{wording.count_words(YEARS)} years, by the loss that it avoids and nothing else."
    )
    more = len(matter.funded) - len(shown)
    if more:
        note += f" {wording.count_things(more, 'smaller step').capitalize()} left out here."
    musts = tuple(number for number, case in enumerate(shown) if case.mandate)
    table = Table("", columns, rows, note, meant=musts)
    return Section("What each step costs and does", (table,), new_page=True)


def _why(case: Case) -> str:
    if case.demanded_by:
        return "demanded, late" if case.late else "demanded"
    if case.mandate:
        return "approved"
    return "business waits" if case.unblocks else "best of the rest"


def _budgets(matter: Matter) -> Section:
    found = matter.found
    asked = (*found.frontier, found.more, found.less, found.chosen)
    points = {matter.money(point.budget): point for point in asked if point}
    if len(points) < 2:
        return Section("", ())
    shown = sorted(points.values(), key=lambda point: abs(point.budget - matter.plan.budget))
    shown = sorted(shown[:MOST_BUDGETS], key=lambda point: point.budget)
    columns = (
        Column(f"Money a {found.ask.per}", share=0),
        Column("Steps", kind="figure", share=0),
        Column("Lost in an average year", kind="range"),
        Column(f"Years above the limit’s sum, in {matter.base:,}", kind="range"),
    )
    rows = tuple(_budget(matter, point) for point in shown)
    meant = (shown.index(matter.plan),)
    return Section("What more money buys and less would lose", (
        Table("", columns, rows, "The row that is marked is what we ask for.", meant=meant),
    ))  # fmt: skip


def _budget(matter: Matter, point: Point) -> tuple[str, str, str, str]:
    money = matter.money(point.budget)
    if not isinstance(point, Chosen):
        return money, "–", f"what must be done lacks {matter.money(point.money)}", "–"
    scored = point.scored
    odds = scored.limits[matter.place].odds
    return money, f"{len(point.starts)}", matter.span(scored.loss_per_year), matter.counted(odds)


def _spent(matter: Matter) -> Section:
    """Planned against spent, the widest apart first."""
    rows = sorted(matter.spending, key=lambda row: -abs(row.spent - row.planned))[:MOST_SPENT]
    if not rows:
        return Section("", ())
    columns = (
        Column("Earlier money", share=1.6), Column("Planned", kind="figure", share=0),
        Column("Spent", kind="figure", share=0), Column("What it bought", share=2.4),
    )  # fmt: skip
    cells = tuple(
        (row.says, matter.money(row.planned), matter.money(row.spent), row.bought or "not said")
        for row in rows
    )
    planned, spent = (sum(getattr(row, name) for row in matter.spending)
                      for name in ("planned", "spent"))  # fmt: skip
    title = f"Of {matter.money(planned)} planned before, {matter.money(spent)} is spent"
    return Section(title, (Table("", columns, cells),))


def _rests(matter: Matter) -> Section:
    blocks: tuple[Block, ...] = (Bullets(tuple(_points(matter))),)
    waiting = [text for case in matter.funded for text in _waits(matter, case)]
    if waiting:
        says = "Business that waits for these steps and is not counted: "
        blocks += (Paragraph(says + "; ".join(dict.fromkeys(waiting)) + "."),)
    return Section("What this rests on", blocks)


def _points(matter: Matter) -> Iterator[str]:
    yield (
        "Ranges hold in 90 of 100 cases; prices are averages; money later is worth "
        f"{DISCOUNT:.0%} a year less. What a step does is mostly judgement; its range says how "
        "unsure we are."
    )
    yield (
        "Two steps that guard the same door do not add up: totals are of all steps together, read "
        "from the same possible years as today’s."
    )
    least = ceiling(matter.found.today.loss_per_year.middle)
    yearly = matter.money_in_all / (len(matter.plan.money) / 4)
    side = "more" if yearly > least else "less"
    yield (
        f"A rule of thumb for a single risk: more than {matter.money(least)} a year hardly ever "
        f"pays by avoided loss alone. This plan takes {side}, {matter.money(yearly)}. The rule "
        "knows neither obligations nor dislike of a bad year."
    )


def _waits(matter: Matter, case: Case) -> Iterator[str]:
    for deal in case.unblocks:
        worth = deal.worth_per_year
        yield f"{wording.lower_first(deal.says)}" + (
            f" ({matter.money(worth.middle)} a year in sales)" if worth else ""
        )
