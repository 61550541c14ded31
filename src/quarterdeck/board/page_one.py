"""Page one stands alone: four verdicts, a hundred years, the decisions, what changed."""

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
    """A hundred possible years, by what they cost after insurance."""
    found = brief.found
    point = found.limits[0] if found.limits else found.offered_limits[1][0]
    beyond, some, none = wording.largest_remainder_shares(
        [point.odds.chance, max(0.0, 1 - found.no_loss - point.odds.chance), found.no_loss]
    )
    sum_ = brief.set_money(point.loss) if found.limits else brief.money(point.loss)
    limit = wording.years_in(point.limit) if found.limits else None
    plural = "costs" if beyond == 1 else "cost"
    title = (
        f"Of 100 possible years, {wording.count_words(beyond)} {plural} more than {sum_}"
        if beyond
        else f"Of 100 possible years, fewer than one costs more than {sum_}"
    )
    return YearsGrid(
        title=title,
        subtitle="Each square is a possible year, after insurance",
        beyond=beyond,
        some=some,
        beyond_label=f"{beyond or 'fewer than 1'} above {sum_}",
        some_label=f"{some} with a smaller loss",
        none_label=f"{none} with no loss",
        limit=limit,
        limit_label=f"your limit: {limit}" if limit is not None else "",
        alternative=(
            f"One hundred squares. More than {sum_}: {beyond or 'fewer than 1'}"
            + (f", against a limit of {limit}" if limit is not None else "")
            + f". Some loss up to that sum: {some}. No loss: {none}."
        ),
    )


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
