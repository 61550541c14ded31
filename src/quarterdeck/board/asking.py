"""The decisions that are asked: options with their price, the odds, owner, date, the minutes."""

from dataclasses import dataclass
from datetime import date

from quarterdeck.board.briefing import Briefing, listed, lower_first
from quarterdeck.engine import wording
from quarterdeck.engine.verdicts import Standing
from quarterdeck.papers.blocks import DecisionCard, Option
from quarterdeck.plans.folder import InitiativeRecord
from quarterdeck.risks.folder import DecisionRecord
from quarterdeck.risks.results import InitiativeResult, LimitResult

MOST = 3


@dataclass(frozen=True)
class Card:
    """A decision as page one names it in short, and as its page lays it out."""

    short: str
    price_line: str
    block: DecisionCard
    initiative: str = ""


@dataclass(frozen=True)
class Asked:
    """The cards, and what the proposed initiatives would do together."""

    cards: tuple[Card, ...]
    together_line: str
    together: InitiativeResult | None

    def would_bring(self, brief: Briefing) -> str:
        """The headline's second sentence."""
        steps = sum(bool(card.initiative) for card in self.cards)
        if not steps or self.together is None:
            return ""
        words = "One step" if steps == 1 else f"{wording.count_words(steps).capitalize()} steps"
        now = brief.found.limits[0].standing if brief.found.limits else None
        after = self.together.standing
        if now is Standing.WITHIN:
            return f"{words} would keep us there."
        if after is Standing.WITHIN:
            return f"{words} would bring us inside." if now else ""
        return f"{words} would bring us nearer."


def asked(brief: Briefing) -> Asked:
    """A limit if none is set, the proposed initiatives that do most, acceptances that run out."""
    cards: list[Card] = []
    if not brief.found.limits:
        cards.append(_limit_card(brief))
    room = MOST - len(cards)
    lapsing = lapsing_acceptances(brief)
    results = proposed(brief)[: room - (1 if lapsing and room > 1 else 0)]
    cards += [_initiative_card(brief, result) for result in results]
    cards += [_acceptance_card(brief, record) for record in lapsing[: MOST - len(cards)]]
    both = _together(brief, results)
    line = ""
    if both and len(results) == 2 and brief.found.limits:
        first, second = (_number(cards, result.key) for result in results)
        line = (
            f"{first} and {second} together: {brief.count(both.odds.chance)} "
            f"({brief.odds_span(both.odds)}), {_place(both.standing)}."
        )
    return Asked(tuple(cards), line, both)


def proposed(brief: Briefing) -> list[InitiativeResult]:
    """Initiatives that nobody has decided yet: those that a duty demands, then by effect."""
    open_ = [r for r in brief.found.initiatives if brief.initiatives[r.key].state == "proposed"]

    def order(result: InitiativeResult) -> tuple[bool, float]:
        return not brief.initiatives[result.key].closes, -_worth(result)

    return sorted(open_, key=order)


def lapsing_acceptances(brief: Briefing, days: int = 30) -> list[DecisionRecord]:
    """Acceptances that run out before, or soon after, the meeting."""
    meeting = brief.profile.board.next_meeting
    return [
        d
        for d in brief.decisions
        if d.kind == "accept" and d.until and (meeting - d.until).days + days > 0
    ]


def _worth(result: InitiativeResult) -> float:
    """Loss avoided a year for each unit of money that the first three years cost."""
    cost = result.cost.middle + 3 * result.cost_per_year.middle
    return result.avoids_per_year.middle / max(cost, 1.0)


def _number(cards: list[Card], key: str) -> int:
    return next(n for n, card in enumerate(cards, start=1) if card.initiative == key)


def _together(brief: Briefing, results: list[InitiativeResult]) -> InitiativeResult | None:
    if len(results) == 1:
        return results[0]
    key = "+".join(sorted(result.key for result in results))
    return dict(brief.found.together).get(key)


def _place(state: Standing) -> str:
    return {
        Standing.WITHIN: "inside your limit",
        Standing.NEAR: "still close to your limit",
        Standing.BEYOND: "still outside your limit",
    }[state]


def _becomes(brief: Briefing, result: InitiativeResult) -> str:
    now = _today(brief)
    return (
        f"{brief.count(now.odds.chance)} becomes {brief.count(result.odds.chance)} "
        f"({brief.odds_span(result.odds)})"
    )


def _today(brief: Briefing) -> LimitResult:
    return brief.found.limits[0] if brief.found.limits else brief.found.offered_limits[1][0]


def _price(brief: Briefing, result: InitiativeResult) -> str:
    once, yearly = result.cost.middle, result.cost_per_year.middle
    if once and yearly:
        return f"{brief.money(once)} and {brief.money(yearly)} a year"
    return f"{brief.money(yearly)} a year" if yearly else brief.money(once)


def _initiative_card(brief: Briefing, result: InitiativeResult) -> Card:
    record = brief.initiatives[result.key]
    due = record.due or brief.profile.board.next_meeting
    price, becomes = _price(brief, result), _becomes(brief, result)
    minutes = record.minutes or (
        f"The board approved {price} to {lower_first(record.name)} by "
        f"{wording.date_long(due)}, knowing that {brief.of_years(result.odds.chance)} "
        f"({brief.odds_span(result.odds)}) would still cost more than "
        f"{brief.set_money(_today(brief).loss)}."
    )
    block = DecisionCard(
        title=record.name,
        why=record.why or record.says or "It takes more loss away than it costs.",
        options=_options(brief, record, result, price, becomes),
        owner=record.owner or brief.profile.board.owner,
        due=due,
        minutes=minutes,
    )
    line = f"{price} by {wording.date_long(due)}; {becomes}."
    return Card(f"{record.name}.", line, block, result.key)


def _options(
    brief: Briefing, record: InitiativeRecord, result: InitiativeResult, price: str, becomes: str
) -> tuple[Option, ...]:
    now = _today(brief).odds
    avoid = f"{brief.span(result.avoids_per_year)} a year less"
    found = [Option(record.name, price, f"{becomes}; {avoid}", record.if_wrong, proposed=True)]
    for other in record.alternatives:
        part = now.chance - other.part_of_effect * (now.chance - result.odds.chance)
        odds = f"{brief.count(now.chance)} becomes about {brief.count(part)}"
        found.append(Option(other.name, brief.money(other.cost), odds, other.if_wrong))
    stays = f"{brief.count(now.chance)} stays {brief.count(now.chance)} ({brief.odds_span(now)})"
    found.append(Option("Do nothing", "no money now", stays, _nothing(brief, record)))
    return tuple(found)


def _nothing(brief: Briefing, record: InitiativeRecord) -> str:
    keys = {r.obligation for r in brief.requirements if r.key in record.closes}
    open_ = [lower_first(o.name) for o in brief.obligations if o.key in keys]
    if open_:
        return f"We stay short of {listed(open_)}."
    return "The loss that it would avoid stays with us."


def _acceptance_card(brief: Briefing, record: DecisionRecord) -> Card:
    until = record.until or brief.profile.board.next_meeting
    again = _half_year_after(brief.profile.board.next_meeting)
    size = _size(brief, record)
    title = f"Accept for another half year: {lower_first(record.says)}"
    block = DecisionCard(
        title=title,
        why=f"{record.by} accepted it until {wording.date_long(until)}. {size}",
        options=(
            Option(
                f"Accept until {wording.date_long(again)}",
                "no money now",
                "no change to the odds above",
                "It comes before then, and you had signed for it.",
                proposed=True,
            ),
            Option(
                "Let it end",
                "the work to close it",
                "the odds fall by what it bears",
                "People are drawn from the steps above.",
            ),
        ),
        owner=record.by,
        due=until,
        minutes=(
            f"The board accepted until {wording.date_long(again)}: {lower_first(record.says)}. "
            f"It knew: {lower_first(size)}"
        ),
    )
    return Card(f"{title}.", size, block)


def _size(brief: Briefing, record: DecisionRecord) -> str:
    if not (record.chance and record.loss):
        return "Nobody has said how large it is."
    odds = wording.odds_range(record.chance.low, record.chance.high, brief.base)
    money = wording.money_range(record.loss.low, record.loss.high, brief.found.currency)
    return f"It would come in {odds} and cost {money}."


def _half_year_after(day: date) -> date:
    month = day.month + 6
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    return replace_day(date(year, month, 1), day.day)


def replace_day(first: date, day: int) -> date:
    """That day of the month, or its last one."""
    for last in (day, 30, 29, 28):
        try:
            return first.replace(day=last)
        except ValueError:
            continue
    return first


def _limit_card(brief: Briefing) -> Card:
    """Three priced limits to choose from: what each would take to keep."""
    options = []
    for number, points in enumerate(brief.found.offered_limits):
        point = points[0]
        holds = brief.count(point.odds.chance)
        options.append(
            Option(
                f"At most {brief.of_years(point.limit)} above {brief.money(point.loss)}",
                _limit_price(brief, point),
                f"today {holds} ({brief.odds_span(point.odds)})",
                ("We spend on safety what growth could use.", "", "A bad year costs more than we "
                 "can carry.")[number] or "It fits neither of the two.",
                proposed=number == 1,
            )
        )  # fmt: skip
    options.append(
        Option("Set none", "no money now", "no answer to the first question",
               "Nobody can say whether we are protected.")
    )  # fmt: skip
    due = brief.profile.board.next_meeting
    middle = brief.found.offered_limits[1][0]
    block = DecisionCard(
        title="Say how much loss we may bear",
        why="Without a limit nobody can say whether we are adequately protected.",
        options=tuple(options),
        owner="Board",
        due=due,
        minutes=(
            f"The board set its limit: in at most {brief.of_years(middle.limit)} may we lose more "
            f"than {brief.money(middle.loss)} after insurance."
        ),
    )
    return Card(
        "Say how much loss we may bear.", "Three priced choices stand on a later page.", block
    )


def _limit_price(brief: Briefing, point: LimitResult) -> str:
    if point.standing is Standing.WITHIN:
        return "nothing more than today"
    best = min(brief.found.initiatives, key=lambda r: r.odds.chance, default=None)
    if best is None:
        return "more than today; no step is priced yet"
    return f"about {brief.money(best.cost.middle)} for the first step"
