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
    rows = [(f"On {when}", str(change.before), "as it was published")]
    rows += [
        (NAMES[cause], _signed(change.parts[cause]), before.words[cause])
        for cause in (*CAUSES, "method")
    ]
    rows.append(("Today", str(change.now), "the sum of the above"))
    table = Table(
        f"Years in {brief.base} that break the limit, then and now",
        (
            Column("Part", share=1),
            Column("Years", f"in {brief.base}", "figure", share=0.6),
            Column("What it is", share=3),
        ),
        tuple(rows),
        total=True,
    )
    return Section(_title(brief), (table,))


def _title(brief: Briefing) -> str:
    assert brief.before is not None
    change = brief.before.change
    safer = change.parts["actions"] < 0
    if change.now < change.before:
        return "Fewer years break the limit than last time" + (
            ", and our own steps are part of it" if safer else ", though not by our own steps"
        )
    if change.now > change.before:
        return "More years break the limit than last time"
    return "As many years break the limit as last time"


def _signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}" if number else "0"
