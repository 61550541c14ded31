"""Page one stands alone: four verdicts, a hundred years, the decisions, what changed."""

from quarterdeck.board import limits
from quarterdeck.board.answers import Answer
from quarterdeck.board.asking import Asked
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.sections.changed import day_and_month, part_words, signed
from quarterdeck.engine import wording
from quarterdeck.engine.change import CAUSES
from quarterdeck.engine.verdicts import Standing
from quarterdeck.papers.blocks import ChangeSum, Strong
from quarterdeck.papers.pages import Ask, Asks, PageOne, YearsGrid

MOST_ASKS = 3
HEADLINES = {
    Standing.WITHIN: "We are inside your limit.",
    Standing.NEAR: "We are close to your limit.",
    Standing.BEYOND: "We are outside your limit.",
}


def page_one(brief: Briefing, found: tuple[Answer, ...], asked: Asked) -> PageOne:
    return PageOne(
        headline=headline(brief, found[0], asked),
        verdicts=tuple(answer.verdict for answer in found),
        years=years_grid(brief),
        asks=asks(asked),
        change=change_sum(brief),
    )


def headline(brief: Briefing, first: Answer, asked: Asked) -> str:
    """Where we stand, and what the decisions would do about it."""
    if first.standing is None:
        return "You have set no limit yet. We ask you to choose one."
    limit = brief.found.limits[0]
    says = HEADLINES[first.standing]
    if first.standing is Standing.NEAR:
        says = (
            "We are just outside your limit."
            if limit.odds.chance > limit.limit
            else "We are inside your limit, but only just."
        )
    return f"{says} {asked.would_bring(brief)}".strip()


def years_grid(brief: Briefing) -> YearsGrid:
    """A hundred squares of possible years, by what they cost on the side of the limit."""
    point, set_ = brief.point, bool(brief.found.limits)
    beyond, some, none = _years(brief, brief.base)
    red, soft, _ = _years(brief, 100)
    sum_ = limits.sum_(brief, point)
    count = wording.count_words(beyond) if beyond else "fewer than one"
    above = f"{beyond:,}" if beyond else "fewer than 1"
    limit = f"{brief.count(point.limit)}" if set_ else ""
    each = "a possible year" if brief.base == 100 else f"{brief.base // 100} possible years"
    return YearsGrid(
        title=f"Of {brief.base:,} possible years, {count} "
        + limits.costs_more(brief, point, many=beyond > 1),
        subtitle=f"Each square is {each}, {point.insurance} insurance",
        beyond=red,
        some=soft,
        beyond_label=f"{above} above {sum_}",
        some_label=f"{some:,} with a smaller loss",
        none_label=f"{none:,} with no loss",
        limit=wording.years_in(point.limit) if set_ else None,
        limit_label=f"your limit: {limit}" if set_ else "",
        alternative=(
            f"One hundred squares. More than {sum_}: {above}"
            + (f", against a limit of {limit}" if set_ else "")
            + f". Some loss up to that sum: {some:,}. No loss: {none:,}."
        ),
    )


def _years(brief: Briefing, base: int) -> tuple[int, int, int]:
    """Of so many years: beyond the limit, with a smaller loss, with none."""
    beyond = wording.years_in(brief.point.odds.chance, base)
    none = min(wording.years_in(brief.found.no_loss, base), base - beyond)
    return beyond, base - beyond - none, none


def asks(asked: Asked) -> Asks:
    """At most three decisions, each with its price and what the odds become."""
    if not asked.cards:
        return Asks("We ask you for no decision", (Ask("Please note this paper.", ""),))
    shown = tuple(Ask(card.short, card.price_line) for card in asked.cards[:MOST_ASKS])
    together = (Strong(asked.together_line),) if asked.together_line else ()
    return Asks("Please decide", shown, together)


def change_sum(brief: Briefing) -> ChangeSum:
    """What moved the figure since the last paper, in whole years that add up."""
    before = brief.before
    if before is None:
        return ChangeSum("What changed: this is the first paper", (), "The next one will compare.")
    change = before.change
    when = day_and_month(before.meeting)
    same = all(part == 0 for part in change.parts.values())
    if same:
        title = f"What changed: still {change.now} in {brief.base:,}"
    elif change.before == change.now:
        title = f"What changed: the parts cancel out at {change.now} in {brief.base:,}"
    else:
        title = f"What changed: {change.before} in {brief.base:,} became {change.now}"
    steps = [(str(change.before), f"on {when}")]
    steps += [
        (signed(change.parts[cause]), part_words(before, cause))
        for cause in (*CAUSES, "method")
        if change.parts[cause] or cause in ("world", "actions")
    ]
    return ChangeSum(title, (*steps, (str(change.now), "today")))
