"""The figures of an assessment as sheets: ranking, fixes, risks, curve, limits, assumptions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quarterdeck.engine import wording
from quarterdeck.papers.xlsx import As, Head, Kind, Value, Workbook
from quarterdeck.papers.xlsx_charts import Cells, Least, exceedance
from quarterdeck.risks.results import (
    Assessment,
    Assumption,
    Fix,
    LimitResult,
    Odds,
    Ranked,
    RiskResult,
    Span,
)

FIRST_ROW = 2
LEAST = 1e-4  # a chance that a chart still shows
CARE = "Management's copy: it names systems and open weaknesses. Not for the board's papers."
RANGE = (
    "Low and high are the ends of the range that holds in 90 of 100 cases; between them lies the "
    "middle of all that we simulated."
)
BOOK = {
    "ranking": "Findings and gaps by what leaving them costs the business, beside their severity",
    "fixes": "The same as work to do: what each action closes and saves",
    "risks": "What may happen, how often, and what it costs",
    "loss curve": "The chance that a year costs more than a sum, with its range and the limits",
    "limits": "What the board can bear, and where we stand",
    "assumptions": "What we are unsure of, and how much of the doubt each bears",
}
OF: dict[str, tuple[Kind, str]] = {
    "years": ("share", "chance in a year"),
    "events": ("share", "chance if it happens"),
    "money": ("money", "sum"),
}


def write_ranking(found: Assessment, client: str, path: Path) -> None:
    """The workbook of `rank --xlsx`."""
    with Workbook(path, found.currency, title=f"{client}: ranking") as book:
        add_front(book, found, client, BOOK)
        add_sheets(book, found)


def add_front(
    book: Workbook, found: Assessment, client: str, sheets: dict[str, str], *more: str
) -> None:
    """The first sheet: whose it is, how it came about, what the others hold."""
    shown, whole = len(found.ranking), found.ranked_in_all
    cut = (
        f" Of {whole:,} rows of the ranking, the first {shown:,} are here." if shown < whole else ""
    )
    lines = [
        CARE, *more, "",
        f"Worked out for {wording.date_long(found.as_of)} from {found.simulated_years:,} possible "
        f"years (seed {found.seed}). Sums are in {wording.currency_name(found.currency, 2)}, a "
        f"year's unless it says otherwise.{cut}",
        RANGE, "", *(f"{name}: {says}." for name, says in sheets.items()),
    ]  # fmt: skip
    book.page("Read first", client, lines)


def add_sheets(book: Workbook, found: Assessment) -> None:
    """Every sheet that an assessment has figures for."""
    book.table("ranking", RANKING, map(_ranked, found.ranking), BOOK["ranking"] + ".")
    book.table("fixes", FIXES, map(_fix, found.fixes), BOOK["fixes"] + ".")
    book.table("risks", RISKS, map(_risk, found.risks), BOOK["risks"] + ".")
    _curve(book, found)
    book.table("limits", LIMITS, _limits(found), _sides(found))
    book.table("assumptions", ASSUMPTIONS, map(_assumption, found.assumptions), RANGE)


def spanned(title: str, kind: Kind = "money", note: str = "") -> tuple[Head, Head, Head]:
    """The three columns of a figure with its range."""
    return Head(title, kind, note), Head(f"{title}: low", kind), Head(f"{title}: high", kind)


def span(given: Span | None) -> tuple[Value, ...]:
    return (given.middle, given.low, given.high) if given else (None, None, None)


def odds(given: Odds) -> tuple[Value, ...]:
    return given.chance, given.low, given.high


RANKING = (
    Head("Rank", "whole", "By what leaving it costs the business."),
    Head("Rank by severity", "whole", "By the scanner's severity; blank where it gave none."),
    Head("Rank by tolerance", "whole", "By what it adds beyond the board's first limit."),
    Head("What"),
    Head("Title", width=60),
    Head("System", width=26),
    Head("System's key", width=20),
    Head("In the inventory"),
    Head("Severity"),
    Head("Score", "number"),
    *spanned("Cost of leaving it", note="What leaving it costs in an average year."),
    Head("Beyond the limit", "money", "Its part of the mean loss beyond the board's first limit."),
    Head("Saved by this alone", "money", "What mending it and nothing else saves a year."),
    Head("Reason", width=70),
    Head("Way to the harm", width=60),
    Head("Scenario", width=28),
    Head("Fix", width=24),
    Head("Tool"),
    Head("Key", width=28),
)
FIXES = (
    Head("Rank", "whole"),
    Head("Rank by severity", "whole"),
    Head("What to do", width=60),
    *spanned("Saves", note="What it saves in an average year."),
    *spanned("Cost of leaving it"),
    Head("Closes", "whole", "How many findings and gaps it closes."),
    Head("Highest severity"),
    Head("Systems", width=50),
    Head("Why", width=70),
    Head("Key", width=24),
)
RISKS = (
    Head("What may happen", width=50),
    Head("Kind"),
    *spanned("Chance in a year", "share"),
    *spanned("Cost of one event"),
    *spanned("Cost in an average year"),
    Head("Share of the average", "share"),
    Head("Share beyond the limit", "share"),
    *spanned("Days out", "number"),
    *spanned("People affected", "whole"),
    Head("Harm", width=40),
    Head("Services", width=30),
    Head("Systems", width=30),
    Head("Proof"),
    Head("Key", width=28),
)
CURVE = (Head("Loss", "money"), *spanned("Chance of more", "share"))
LIMITS = (
    Head("Loss", "money"),
    Head("At most", "share", "The chance that was allowed."),
    Head("Meant for", width=30),
    Head("Insurance"),
    *spanned("Chance", "share"),
    Head("Kept in", "share", "Of all that may be true, the part in which it is kept."),
    Head("Where we stand"),
)
ASSUMPTIONS = (
    Head("What we are unsure of", width=60),
    Head("Said as"),
    Head("Low"),
    Head("High"),
    Head("Odd most likely value", note="A value that somebody gave outside of low and high."),
    Head("Share of the doubt", "share"),
    Head("Source", width=40),
    Head("Proof"),
    Head("Key", width=30),
)


def _ranked(row: Ranked) -> Sequence[Value]:
    return (
        row.rank, row.rank_by_severity, row.rank_by_tolerance, row.what, row.title,
        row.system_name, row.system, "yes" if row.in_inventory else "no", row.severity, row.score,
        *span(row.cost_per_year), row.beyond_per_year, row.saving_alone, row.reason,
        "\n".join(row.path), row.scenario, row.fix_key, row.tool, row.key,
    )  # fmt: skip


def _fix(fix: Fix) -> Sequence[Value]:
    return (
        fix.rank, fix.rank_by_severity, fix.says, *span(fix.saving), *span(fix.cost_per_year),
        len(fix.closes), fix.highest_severity, "; ".join(fix.systems), fix.why, fix.key,
    )  # fmt: skip


def _risk(risk: RiskResult) -> Sequence[Value]:
    return (
        risk.name, risk.kind, *odds(risk.odds), *span(risk.event_cost), *span(risk.mean_per_year),
        risk.share_of_mean, risk.beyond, *span(risk.days_out), *span(risk.people_affected),
        risk.harm, "; ".join(risk.services), "; ".join(risk.targets), risk.proof, risk.key,
    )  # fmt: skip


def _curve(book: Workbook, found: Assessment) -> None:
    """The points of the curve, and a chart beside them that is drawn from them."""
    rows = [(at.loss, *odds(at.odds)) for at in found.curve]
    says = f"{BOOK['loss curve']}. Losses are those {found.insurance} insurance."
    sheet = book.table("loss curve", CURVE, rows, says)
    drawn = [n for n, at in enumerate(found.curve) if at.loss > 0 and at.odds.low > LEAST]
    if drawn:
        sheet.insert_chart(1, len(CURVE) + 1, _chart(book, found, drawn[0], drawn[-1]))


def _chart(book: Workbook, found: Assessment, first: int, last: int) -> Any:
    """The curve from its point `first` to its point `last`, with the limits that it can show."""
    on_it = [point for point in found.limits if _on_curve(point, found)]
    losses = [found.curve[first].loss, *(point.loss for point in on_it)]
    chances = [found.curve[last].odds.low, *(point.limit for point in on_it)]
    return exceedance(
        book,
        Cells("loss curve", FIRST_ROW + first, FIRST_ROW + last, 0, 1),
        Cells("limits", FIRST_ROW, FIRST_ROW + len(on_it) - 1, 0, 1) if on_it else None,
        "Chance that a year costs more than a sum",
        wording.currency_name(found.currency, 2),
        Least(min(losses), min(chances)),
    )


def _limits(found: Assessment) -> list[Sequence[Value]]:
    """Those that can be seen on the curve come first."""
    ordered = sorted(found.limits, key=lambda point: not _on_curve(point, found))
    rows = [_limit(point, point.basis == "year") for point in ordered]
    return rows + ([_limit(found.material, None)] if found.material else [])


def _on_curve(point: LimitResult, found: Assessment) -> bool:
    same = point.insurance == found.insurance or not found.insurance_pays_per_year
    return point.basis == "year" and same and point.loss > 0 and point.limit > 0


def _limit(point: LimitResult, yearly: bool | None) -> Sequence[Value]:
    meant = {True: "all losses of a year", False: "one event", None: "what matters to owners"}
    return (
        point.loss, point.limit, meant[yearly], point.insurance, *odds(point.odds), point.within,
        point.standing.value,
    )  # fmt: skip


def _sides(found: Assessment) -> str:
    return BOOK["limits"] + "." if found.limits else "The board has set no limit yet."


def _assumption(given: Assumption) -> Sequence[Value]:
    kind, of = OF[given.of]
    odd = None if given.odd is None else As(given.odd, kind)
    return (
        given.says, of, As(given.low, kind), As(given.high, kind), odd, given.share, given.source,
        given.proof, given.key,
    )  # fmt: skip
