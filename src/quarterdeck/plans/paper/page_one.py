"""Page one of the business case: verdicts, possible years, what to decide, what it changes."""

from quarterdeck.engine import wording
from quarterdeck.engine.wording.figures import round_significant
from quarterdeck.papers.blocks import ChangeSum
from quarterdeck.papers.pages import Ask, Asks, PageOne, YearsGrid
from quarterdeck.plans.paper.matter import Matter
from quarterdeck.plans.paper.verdicts import steps, verdicts


def page_one(matter: Matter) -> PageOne:
    return PageOne(
        headline=_headline(matter),
        verdicts=verdicts(matter),
        years=_years(matter),
        asks=_asks(matter),
        change=_change(matter),
    )


def _headline(matter: Matter) -> str:
    what = steps(len(matter.funded))
    now, then = matter.count(matter.now.odds.chance), matter.count(matter.then.odds.chance)
    years = "bad year" if now in ("1", "fewer than 1") else "bad years"
    s = "s" if len(matter.funded) == 1 else ""
    moves = (
        f"keep{s} bad years at {now} in {matter.base:,}"
        if now == then
        else f"make{s} {now} {years} in {matter.base:,} into {then}"
    )
    return f"{what} for {matter.money(matter.money_in_all)} {moves}."


def _years(matter: Matter) -> YearsGrid:
    """A hundred squares of possible years with the plan in force."""
    now, then = matter.now, matter.then
    none = matter.plan.scored.no_loss
    red = wording.years_in(then.odds.chance)
    clear = min(wording.years_in(none), 100 - red)
    above, was = matter.count(then.odds.chance), matter.count(now.odds.chance)
    of = f"of {matter.base:,}"
    each = "a possible year" if matter.base == 100 else f"{matter.base // 100} possible years"
    return YearsGrid(
        title=f"With the plan {above} {of} possible years are {matter.above}",
        subtitle=f"Each square is {each}, with all of it in force",
        beyond=red,
        some=100 - red - clear,
        beyond_label=f"{above} {of} {matter.above}; today {was}",
        some_label=f"{100 - red - clear} in 100 with a smaller loss",
        none_label=f"{clear} in 100 with no loss",
        limit=wording.years_in(now.limit),
        limit_label=f"your limit: {matter.count(now.limit)} {of}",
        alternative=(
            f"One hundred squares. {matter.above.capitalize()}: {above} {of}, against a limit of "
            f"{matter.count(now.limit)}; today {was}. No loss: {clear} in 100."
        ),
    )


def _asks(matter: Matter) -> Asks:
    first = matter.money(matter.by_year[0])
    now, then = matter.count(matter.now.odds.chance), matter.count(matter.then.odds.chance)
    moves = f"it stays at {now}" if now == then else f"{now} becomes {then}"
    end = wording.date_long(matter.day(min(4, len(matter.plan.money))))
    asks = [Ask(f"Release {first} for the first year.", f"Until {end}; in time {moves}.")]
    if len(matter.by_year) > 1:
        rest = matter.money(sum(matter.by_year[1:]))
        asks.append(Ask(f"Note {rest} for the time after.", "Asked again when its year comes."))
    return Asks("Please decide", tuple(asks))


def _change(matter: Matter) -> ChangeSum:
    today, scored = matter.found.today.loss_per_year, matter.plan.scored
    unit, size = ("million", 1e6) if today.middle >= 1e7 else ("thousand", 1e3)
    sums = (today.middle, scored.avoids_per_year.middle, scored.loss_per_year.middle)
    before, less, after = (_short(sum_ / size) for sum_ in sums)
    name = wording.currency_name(matter.profile.currency, 2)
    return ChangeSum(
        f"What it changes in an average year, in {unit} {name}",
        ((before, "lost today"), (less, "of it avoided by the plan"), (after, "lost with it")),
    )


def _short(sum_: float) -> str:
    """Two digits; what is too small for one behind the point is said to be."""
    return f"{float(round_significant(sum_)):,g}" if sum_ >= 0.1 else "under 0.1"
