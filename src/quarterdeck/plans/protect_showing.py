"""Ways against the dearest events, the insurance, and what to find out, as plain text."""

from collections.abc import Callable, Iterator, Mapping

from rich.table import Table as Grid

from quarterdeck.engine.case import Information
from quarterdeck.plans.protecting import Cover, OtherTerms, Response
from quarterdeck.risks.results import Span

BASE = 1_000
MOST_UNKNOWNS = 3
WAYS = {"bear": "bear it", "prevent": "prevent", "prepare": "prepare", "insure": "insure (today)"}
Money = Callable[[float], str]


def ways_grid(responses: tuple[Response, ...], names: Mapping[str, str], money: Money) -> Grid:
    """Each scenario with its ways, money a year."""
    grid = Grid(box=None, header_style="", pad_edge=False)
    for head in ("what may happen", "way", "costs a year", "leaves a year", "in all", "by"):
        grid.add_column(head, overflow="fold")
    for response in responses:
        for number, way in enumerate(response.ways):
            cost, in_all = (money(x.middle) if x else "not known" for x in (way.cost, way.in_all))
            grid.add_row(
                response.name if number == 0 else "", WAYS[way.name], cost,
                money(way.left.middle), in_all, "; ".join(names[key] for key in way.initiatives),
            )  # fmt: skip
    return grid


def cover_lines(cover: Cover, money: Money) -> Iterator[str]:
    """Is the policy enough, what would other terms do, what does it ask for that is not so."""
    top = cover.retention + cover.limit
    yield (
        f"The insurance recovers {money(cover.recovered_per_year.middle)} a year on average. "
        f"In {_years(cover.event_above)} one event passes {money(top)}, above which it pays "
        f"nothing" + (f"; in {_years(cover.used_up)} it is used up." if cover.used_up else ".")
    )
    if cover.more_limit:
        more = cover.more_limit.limit - cover.limit
        yield f"Another {money(more)} of limit would recover {_more(cover.more_limit, money)}."
    if cover.less_retention:
        half = money(cover.less_retention.retention)
        yield f"A retention of {half} would recover {_more(cover.less_retention, money)}."
    for condition in cover.unmet:
        due = f" (due {condition.due})" if condition.due else ""
        yield f"Not met today: {condition.says}{due}."


def unknown_lines(found: Information, names: Mapping[str, str], money: Money) -> Iterator[str]:
    """What would be worth finding out before choosing."""
    if not found.unknowns:
        yield "Nothing that could be found out would change the choice by much."
        return
    yield (
        f"Knowing everything before choosing would be worth {money(found.everything_money)}; "
        "knowing one thing, at most:"
    )
    for unknown in found.unknowns[:MOST_UNKNOWNS]:
        yield f"  {money(unknown.worth_money)}: {unknown.what} of {names[unknown.key]}"


def _years(chance: Span) -> str:
    low, middle, high = (round(x * BASE) for x in (chance.low, chance.middle, chance.high))
    return f"{middle or 'fewer than 1'} of {BASE:,} years ({low} to {high})"


def _more(terms: OtherTerms, money: Money) -> str:
    return f"{money(max(terms.recovers_more_per_year.middle, 0))} a year more"
