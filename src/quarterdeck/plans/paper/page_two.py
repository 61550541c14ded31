"""Page two of the business case: step by step, more or less money, what was spent, what it is."""

from collections.abc import Iterator

from quarterdeck.engine import wording
from quarterdeck.engine.case.worth import DISCOUNT, YEARS
from quarterdeck.papers.blocks import Block, Bullets, Column, Paragraph, Table
from quarterdeck.papers.pages import Section
from quarterdeck.plans.paper.matter import Matter
from quarterdeck.plans.planned import Case, Chosen, Point

MOST_STEPS, MOST_BUDGETS, MOST_SPENT = 7, 4, 2
WAYS = {
    "bear": "Bear it", "prevent": "Make it rarer", "prepare": "Make it smaller",
    "insure": "Insure it, as today",
}  # fmt: skip


def sections(matter: Matter, without: int = 0) -> tuple[Section, ...]:
    """In their order; `without` so many of those that may be left out for room."""
    spare = (_spent, _ways, _budgets)[:without]
    made = (_steps, _budgets, _ways, _spent, _rests)
    found = (section(matter) for section in made if section not in spare)
    return tuple(section for section in found if section.blocks)


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
        f"{wording.count_words(round(YEARS))} years, by the loss that it avoids and nothing else."
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
    others = (other.point for other in (found.more, found.less) if other)
    asked = (*found.frontier, *others, found.chosen)
    points = {matter.money(point.budget): point for point in asked}
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


def _ways(matter: Matter) -> Section:
    """What the dearest event costs a year, by what is done about it."""
    found = matter.found.responses[:1]
    if not found or len(found[0].ways) < 3:
        return Section("", ())
    columns = (
        Column("Way", share=0), Column("Costs a year", kind="figure", share=0),
        Column("Leaves a year", kind="figure", share=0), Column("In all", kind="figure", share=0),
        Column("By", share=1),
    )  # fmt: skip
    rows = tuple(
        (
            WAYS[way.name],
            matter.money(way.cost.middle) if way.cost else "not known",
            matter.money(way.left.middle),
            matter.money(way.in_all.middle) if way.in_all else "not known",
            "; ".join(matter.found.names[key] for key in way.initiatives) or "–",
        )
        for way in found[0].ways
    )
    title = f"The dearest event, before or after it: {wording.lower_first(found[0].name)}"
    return Section(title, (Table("", columns, rows),))


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
        f"{DISCOUNT:.0%} a year less. Totals are of all steps together: two that guard the same "
        "door do not add up."
    )
    least = matter.found.ceiling_per_year
    yearly = matter.money_in_all / (len(matter.plan.money) / 4)
    side = "more" if yearly > least else "less"
    yield (
        f"A rule of thumb: more than {matter.money(least)} a year hardly ever pays by avoided loss "
        f"alone. This plan takes {side}, {matter.money(yearly)}; the rule knows no obligations."
    )


def _waits(matter: Matter, case: Case) -> Iterator[str]:
    for deal in case.unblocks:
        worth = deal.worth_per_year
        yield f"{wording.lower_first(deal.says)}" + (
            f" ({matter.money(worth.middle)} a year in sales)" if worth else ""
        )
