"""Puts the sheets together, with the sheet that holds formulas and engine against each other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from quarterdeck.engine import wording
from quarterdeck.papers.xlsx import As, Formula, Head, Value, Workbook
from quarterdeck.plans.book.funding import Funding
from quarterdeck.plans.book.losses import Losses
from quarterdeck.plans.book.sample import MOST_YEARS, Sample
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.planned import Planned
from quarterdeck.risks.results import LimitResult

CHECK = "check"
HEADS = (
    Head("What", width=64), Head("This workbook", "money"), Head("Our engine", "money"),
    Head("Apart", "number"), Head("Standard error", "number", "Of the workbook's own sample.", 16),
)  # fmt: skip


def write(
    ground: Ground, found: Planned, path: Path, source: str, currency: str, as_of: date
) -> None:
    """A new workbook. OSError where it cannot be written."""
    losses = Losses(ground.table)
    funding, sample = Funding(ground, found, losses, as_of), Sample(losses, ground.insurance)
    with Workbook(path, currency, title=f"{source}: plan") as book:
        book.page("read me", f"{source}: a plan that can be checked", _lines(as_of))
        says = "This workbook's formulas and its own sample beside our engine's figures."
        book.table(CHECK, HEADS, _checks(ground, found, losses, funding, sample), says)
        losses.write(book)
        funding.write(book)
        sample.write(book)


def _lines(as_of: date) -> tuple[str, ...]:
    return (
        f"Worked out on {wording.date_long(as_of)}.",
        "",
        "Numbers are inputs, all else is a formula: change an input, and expected losses, the "
        "plan's totals and the time until each initiative has repaid its cost follow.",
        "The sheet “sample” draws events of its own: it shares nothing with our engine but the "
        "inputs. What it comes to stands on the sheet “check”.",
        "A range is one that holds in 90 of 100 cases; amounts follow the lognormal law that it "
        "sets, chances the logit-normal.",
        "In LibreOffice press Ctrl+Shift+F9 once: it does not work files out by itself.",
        "The workbook names scenarios and open weaknesses: it is management's copy.",
    )


def _checks(
    ground: Ground, found: Planned, losses: Losses, funding: Funding, sample: Sample
) -> Iterator[tuple[Value, ...]]:
    expected = losses.scenarios.column("H")
    engine = sum(each.mean for each in ground.table.samples)
    yield _row("Loss a year, before insurance", f"SUM({expected})", engine)
    drawn, years = sample.sample.column(sample.loss), sample.drawn_years
    yield _row(
        "The same by the workbook's own sample", f"SUM({drawn})/{years}", engine,
        f"SQRT(SUMSQ({drawn}))/{years}",
    )  # fmt: skip
    plan = funding.plan
    chosen = funding.chosen
    spent, before, after = (f"SUM({plan.column(column)})" for column in "CGH")
    figures = (sum(chosen.money), chosen.loss_before, chosen.loss_after) if chosen else [None] * 3
    says = ("Money that the plan takes", "Loss in that time if nothing is funded", "Loss left")
    for what, text, figure in zip(says, (spent, before, after), figures, strict=True):
        yield _row(what, text, figure)
    for limit in found.today.limits:
        if limit.basis == "year":
            yield _limit(limit, sample)


def _row(what: str, text: str, engine: float | None, error: str = "") -> tuple[Value, ...]:
    apart = Formula(f"={text}-{engine}") if engine is not None else None
    found = "" if engine is None or error else engine
    return (
        what,
        Formula(f"={text}", found),
        engine,
        apart,
        Formula(f"={error}") if error else None,
    )


def _limit(limit: LimitResult, sample: Sample) -> tuple[Value, ...]:
    """The share of the sample's whole years above it."""
    column = sample.years.column("C" if limit.insurance == "after" else "B")
    number, loss = sample.years.column("A"), limit.loss
    whole = f"MIN(INT({sample.drawn_years}),{MOST_YEARS})"
    share = f"SUMPRODUCT(({number}<={whole})*({column}>{loss}))/{whole}"
    odds = limit.odds
    error = f"SQRT(MAX({odds.chance}*(1-{odds.chance}),1E-12)/{whole})"
    what = f"Chance of a year above {loss:,.0f}, {limit.insurance} insurance"
    cells = (Formula(f"={share}"), odds.chance, Formula(f"={share}-{odds.chance}"),
             Formula(f"={error}"))  # fmt: skip
    return (what, *(_share(cell) for cell in cells))


def _share(value: Formula | float) -> Value:
    return As(value, "share")
