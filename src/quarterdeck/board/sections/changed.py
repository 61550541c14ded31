"""What changed since the last paper, in parts that add up."""

from datetime import date

from quarterdeck.board.briefing import Before, Briefing
from quarterdeck.board.limits import above
from quarterdeck.engine import wording
from quarterdeck.engine.change import CAUSES
from quarterdeck.papers.blocks import ChangeSum
from quarterdeck.papers.pages import Section


def section(brief: Briefing) -> Section:
    before = brief.before
    if before is None:
        return Section("Nothing can be compared yet: this is the first paper")
    change = before.change
    then, now = f"{change.before:,}", f"{change.now:,}"
    parts = ((signed(change.parts[cause]), before.words[cause]) for cause in (*CAUSES, "method"))
    steps = ((then, f"on {day_and_month(before.meeting)}"), *parts, (now, "today"))
    measured = (
        f"Years of {brief.base:,} {above(brief, brief.point)}, {brief.point.insurance} insurance"
    )
    return Section(_title(brief), (ChangeSum(measured, steps),))


def part_words(before: Before, cause: str) -> str:
    """What the part is; of one that moves no whole year, only that."""
    words = before.words[cause]
    return words if before.change.parts[cause] else f"{words.partition(':')[0]}: less than one"


def day_and_month(day: date) -> str:
    """Where the year is known: "10 September"."""
    return wording.date_long(day).rsplit("\N{NO-BREAK SPACE}", 1)[0]


def _title(brief: Briefing) -> str:
    assert brief.before is not None
    change = brief.before.change
    ours = change.parts["actions"] < 0
    if change.now < change.before:
        how = "and our own steps are part of it" if ours else "though not by our own steps"
        return f"Fewer years break the limit than last time, {how}"
    if change.now > change.before:
        return "More years break the limit than last time"
    return "As many years break the limit as last time"


def signed(number: int) -> str:
    """With its sign; a true minus."""
    return f"+{number:,}" if number > 0 else f"−{-number:,}" if number else "0"
