"""What changed since the last paper, in parts that add up."""

from quarterdeck.board.briefing import Briefing
from quarterdeck.engine import wording
from quarterdeck.engine.change import CAUSES
from quarterdeck.papers.blocks import Column, Table
from quarterdeck.papers.pages import Section

NAMES = {
    "world": "The world",
    "business": "Our business",
    "actions": "What we did",
    "data": "Better data",
    "method": "A better method",
}


def section(brief: Briefing) -> Section:
    before = brief.before
    if before is None:
        return Section("Nothing can be compared yet: this is the first paper")
    change = before.change
    when = wording.date_long(before.meeting)
    rows = [(f"On {when}", str(change.before), "as published")]
    rows += [
        (NAMES[cause], signed(change.parts[cause]), _without_name(before.words[cause]))
        for cause in (*CAUSES, "method")
    ]
    rows.append(("Today", str(change.now), "the sum"))
    table = Table(
        "",
        (
            Column(f"Years of {brief.base:,} {_above(brief)}", share=2.2),
            Column("Years", "", "figure", share=0),
            Column("What it is", share=4),
        ),
        tuple(rows),
        total=True,
    )
    return Section(_title(brief), (table,))


def _above(brief: Briefing) -> str:
    if not brief.found.limits:
        return f"above {brief.money(brief.found.offered_limits[1][0].loss)}"
    return f"above {brief.set_money(brief.found.limits[0].loss)}"


def _without_name(words: str) -> str:
    """The first column names the part already."""
    return words.partition(": ")[2] or words


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
