"""What is accepted, until when, and how much it comes to; what is out of its range first."""

from quarterdeck.board.briefing import Briefing
from quarterdeck.engine import wording
from quarterdeck.engine.verdicts import Band, Standing, standing
from quarterdeck.papers.blocks import Column, Mark, Table
from quarterdeck.papers.pages import Section
from quarterdeck.risks.folder import DecisionRecord
from quarterdeck.risks.results import Odds

WORDS = {
    Standing.WITHIN: "Within its range",
    Standing.NEAR: "Near its range",
    Standing.BEYOND: "Outside its range",
}
ORDER = ("beyond", "unproven", "near", "within")


def section(brief: Briefing) -> Section:
    rows = [d for d in brief.decisions if d.kind == "accept"]
    if not rows:
        return Section("No risk is accepted")
    found = [(d, _mark(brief, d)) for d in rows]
    found.sort(key=lambda pair: (ORDER.index(pair[1].shape), pair[0].until or brief.inputs.as_of))
    columns = (
        Column("What is accepted", share=1.6),
        Column("State", kind="mark", share=0),
        Column("Signed at", f"years of {brief.base:,}, and loss", share=1.5),
        Column("By, and until", share=1.5),
    )
    table = Table("", columns, tuple(
        (d.says, mark, _size(brief, d), _until(d)) for d, mark in found
    ))  # fmt: skip
    running = [d for d in rows if not _has_run_out(brief, d)]
    return Section(f"{_title(len(running), len(rows))}{_total(brief, running)}", (table,))


def _title(running: int, whole: int) -> str:
    verb = "acceptance is" if running == 1 else "acceptances are"
    says = f"{wording.count_words(running).capitalize()} {verb} in force"
    if running == whole:
        return says
    out = whole - running
    if not running:
        return (
            f"All {wording.count_words(out)} acceptances have run out"
            if out > 1
            else ("The one acceptance has run out")
        )
    return f"{says}, and {wording.count_words(out)} {'has' if out == 1 else 'have'} run out"


def _total(brief: Briefing, running: list[DecisionRecord]) -> str:
    """What they bear in a mean year, by what was signed."""
    measured = [(d.chance, d.loss) for d in running if d.chance and d.loss]
    if not measured:
        return ""
    low = sum(chance.low * loss.low for chance, loss in measured)
    high = sum(chance.high * loss.high for chance, loss in measured)
    sum_ = wording.money_range(low, high, brief.found.currency)
    some = "" if len(measured) == len(running) else ", as far as they were measured"
    return f", at {sum_} in a mean year{some}"


def _mark(brief: Briefing, d: DecisionRecord) -> Mark:
    """Against the range that was signed: run out, outside, or within."""
    if _has_run_out(brief, d):
        return Mark("beyond", "Run out")
    today = next((r for r in brief.found.risks if r.key == d.scenario), None)
    if today is None or d.chance is None:
        return Mark("unproven", "Not measured")
    state = standing(Band(today.odds.low, today.odds.high), d.chance.high)
    return Mark(state.value, WORDS[state])


def _has_run_out(brief: Briefing, d: DecisionRecord) -> bool:
    return d.until is not None and d.until < brief.inputs.as_of


def _size(brief: Briefing, d: DecisionRecord) -> str:
    if not (d.chance and d.loss):
        return "no size was given"
    odds = brief.odds_span(Odds(d.chance.low, d.chance.low, d.chance.high))
    return f"{odds}; {wording.money_range(d.loss.low, d.loss.high, brief.found.currency)}"


def _until(d: DecisionRecord) -> str:
    until = f"until {wording.date_long(d.until)}" if d.until else "without an end"
    return f"{d.by}, {until}"
