"""What more money would buy and less would lose, and a frontier of budgets, as plain text."""

from collections.abc import Iterator, Mapping

from rich.table import Table as Grid

from quarterdeck.engine import wording
from quarterdeck.plans.plan_words import Words, odds, said
from quarterdeck.plans.planned import Chosen, Difference, Other, Planned, Short


def other_lines(found: Planned, words: Words) -> Iterator[str]:
    """Beside the plan, where more or less was asked about."""
    ask = found.ask
    if found.more and ask.more:
        head = f"Another {words.money(ask.more)} a {ask.per}"
        yield from _other(found, found.more, head, words)
    if found.less and ask.less:
        yield from _other(found, found.less, f"{words.money(ask.less)} less a {ask.per}", words)


def frontier_grid(found: Planned, words: Words) -> Grid:
    """A row for each budget, the one that is recommended marked."""
    grid = Grid(box=None, header_style="", pad_edge=False)
    for head in ("budget", "funded", "loss a year", "odds of the first limit", "worth", ""):
        grid.add_column(head)
    for place, point in enumerate(found.frontier):
        budget, best = words.money(point.budget), found.recommended
        if isinstance(point, Short):
            grid.add_row(budget, "–", "what must be funded does not fit", "")
            continue
        limits = point.scored.limits
        grid.add_row(
            budget, f"{len(point.starts)}", words.span(point.scored.loss_per_year),
            odds(limits[0]) if limits else "", words.signed(point.worth.middle),
            f"recommended: {best.because}" if best and best.place == place else "",
        )  # fmt: skip
    return grid


def _other(found: Planned, other: Other, head: str, words: Words) -> Iterator[str]:
    if isinstance(other.point, Short):
        lacks = words.money(other.point.money)
        yield f"\n{head}: what must be funded no longer fits; {lacks} is missing."
    elif other.difference:
        today = found.chosen.scored if isinstance(found.chosen, Chosen) else found.today
        says = _moved(other.difference, found.names)
        yield f"\n{head} {says}, {_apart(other.difference, words)}:"
        yield words.against(today, other.point.scored)


def _apart(difference: Difference, words: Words) -> str:
    span = difference.avoids_per_year
    more = "less" if span.middle >= 0 else "more"
    low, high = sorted((abs(span.low), abs(span.high)))
    band = said(wording.money_range(low, high, words.currency))
    return (
        f"{words.money(abs(span.middle))} ({band}) a year {more} to lose; chance that it is worth "
        f"the change: {round(difference.pays * 100)} in 100"
    )


def _moved(difference: Difference, names: Mapping[str, str]) -> str:
    parts = [
        f"{verb} {'; '.join(names[key] for key in keys)}"
        for verb, keys in (("adds", difference.adds), ("gives up", difference.drops),
                           ("moves", difference.moves))
        if keys
    ]  # fmt: skip
    return " and ".join(parts) or "funds the same"
