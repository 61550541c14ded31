"""The decisions that are asked: options with their price, the odds, owner, date, the minutes."""

from dataclasses import dataclass
from datetime import date

from quarterdeck.board.briefing import Briefing, listed, sentence, the, upper_first
from quarterdeck.engine import wording
from quarterdeck.engine.verdicts import Standing
from quarterdeck.papers.blocks import DecisionCard, Option
from quarterdeck.plans.folder import Alternative, InitiativeRecord
from quarterdeck.risks.folder import DecisionRecord
from quarterdeck.risks.results import InitiativeResult, LimitResult, Odds

MOST = 3


@dataclass(frozen=True)
class Card:
    """A decision as page one names it in short, and as its page lays it out.

    `renews` is the key of an acceptance that would go on until `again`.
    """

    short: str
    price_line: str
    block: DecisionCard
    initiative: str = ""
    renews: str = ""
    again: date | None = None


@dataclass(frozen=True)
class Asked:
    """The cards, and what the proposed initiatives would do together."""

    cards: tuple[Card, ...]
    together_line: str
    together: InitiativeResult | None

    def would_bring(self, brief: Briefing) -> str:
        """The headline's second sentence: what the steps do, or that a decision is asked."""
        steps = sum(bool(card.initiative) for card in self.cards)
        words = "One step" if steps == 1 else f"{wording.count_words(steps).capitalize()} steps"
        now = brief.found.limits[0] if brief.found.limits else None
        if steps and now and self.together and now.standing is not Standing.WITHIN:
            if self.together.standing is Standing.WITHIN:
                return f"{words} would bring us inside."
            if brief.count(self.together.odds.chance) != brief.count(now.odds.chance):
                return f"{words} would bring us nearer."
        if not self.cards:
            return ""
        count = len(self.cards)
        noun = "decision" if count == 1 else "decisions"
        return f"We ask you for {wording.count_words(count)} {noun}."


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
    if both and len(results) == 2 and brief.found.limits and _differ(brief, both.odds):
        first, second = (_number(cards, result.key) for result in results)
        line = (
            f"Decisions {first} and {second} together: {_moves(brief, both.odds)}, "
            f"{_place(both.standing)}."
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


def _moves(brief: Briefing, then: Odds) -> str:
    """ "7 becomes 5 (3 to 8)", or "stays at 1 (0 to 3)"."""
    now = brief.count(brief.point.odds.chance)
    after = brief.counted(then)
    return f"{now} becomes {after}" if _differ(brief, then) else f"stays at {after}"


def _differ(brief: Briefing, then: Odds) -> bool:
    return brief.count(then.chance) != brief.count(brief.point.odds.chance)


def _price(brief: Briefing, result: InitiativeResult) -> str:
    once, yearly = result.cost.middle, result.cost_per_year.middle
    if once and yearly:
        return f"{brief.money(once)} and {brief.money(yearly)} a year"
    return f"{brief.money(yearly)} a year" if yearly else brief.money(once)


def _initiative_card(brief: Briefing, result: InitiativeResult) -> Card:
    record = brief.initiatives[result.key]
    due = record.due or brief.profile.board.next_meeting
    price, moves = _price(brief, result), _moves(brief, result.odds)
    minutes = record.minutes or (
        f"The board approved {price} to {wording.lower_first(record.name)} by "
        f"{wording.date_long(due)}, leaving {brief.of_years(result.odds.chance)} "
        f"above {brief.set_money(brief.point.loss)}."
    )
    block = DecisionCard(
        title=record.name,
        why=sentence(record.why or record.says) or "Nobody has written down why.",
        options=_options(brief, record, result, price, moves),
        owner=upper_first(record.owner or brief.profile.board.owner),
        due=due,
        minutes=minutes,
    )
    line = f"{price} by {wording.date_long(due)}; {_effect(brief, result, moves)}."
    return Card(f"{record.name}.", line, block, result.key)


def _effect(brief: Briefing, result: InitiativeResult, moves: str) -> str:
    """What page one says of it: the odds or, where they do not move, the money."""
    if _differ(brief, result.odds):
        return moves
    less = brief.money(result.avoids_per_year.middle)
    return f"the odds stay at {brief.count(result.odds.chance)}; {less} a year less"


def _options(
    brief: Briefing, record: InitiativeRecord, result: InitiativeResult, price: str, moves: str
) -> tuple[Option, ...]:
    now = brief.point.odds
    avoid = f"{brief.span(result.avoids_per_year)} a year less"
    wrong = sentence(record.if_wrong) or "Nobody has said."
    found = [Option("Do it", price, f"{moves}; {avoid}", wrong, proposed=True)]
    for other in record.alternatives:
        part = now.chance - other.part_of_effect * (now.chance - result.odds.chance)
        found.append(
            Option(
                other.name,
                brief.money(other.cost) if other.cost else "nothing now",
                f"{_about(brief, part)}; {_part(brief, result, other)}",
                sentence(other.if_wrong) or "Nobody has said.",
            )
        )
    stays = _moves(brief, now)
    found.append(Option("Do nothing", "nothing now", stays, _nothing(brief, record)))
    return tuple(found)


def _about(brief: Briefing, chance: float) -> str:
    count = brief.count(chance)
    return f"about {count}" if count[0].isdigit() else count


def _part(brief: Briefing, result: InitiativeResult, other: Alternative) -> str:
    """The loss that another way would avoid, as its part of the first way's."""
    avoided = result.avoids_per_year
    low, high = (other.part_of_effect * end for end in (avoided.low, avoided.high))
    return f"{wording.money_range(low, high, brief.found.currency)} a year less"


def _nothing(brief: Briefing, record: InitiativeRecord) -> str:
    keys = {r.obligation for r in brief.requirements if r.key in record.closes}
    open_ = [wording.lower_first(o.name) for o in brief.obligations if o.key in keys]
    if open_:
        return f"Left open: {listed(open_)}."
    return "The loss that it would avoid stays with us."


def _acceptance_card(brief: Briefing, record: DecisionRecord) -> Card:
    until = record.until or brief.profile.board.next_meeting
    next_end = _half_year_after(brief.profile.board.next_meeting)
    again = wording.date_long(next_end)
    size = _size(brief, record)
    title = f"Keep accepting: {wording.lower_first(record.says)}"
    block = DecisionCard(
        title=title,
        why=f"{upper_first(the(record.by))} accepted it until {wording.date_long(until)}.",
        options=(
            Option(
                f"Accept until {again}",
                "nothing now",
                "as signed",
                "It happens before then, and you had signed for it.",
                proposed=True,
            ),
            Option(
                "Let it end",
                "the work to close it",
                "it could no longer happen",
                "The people who close it are missing elsewhere.",
            ),
        ),
        owner=upper_first(record.by),
        due=until,
        minutes=f"The board accepted until {again}: {wording.lower_first(record.says)}, {size}.",
    )
    return Card(f"{title}.", f"{upper_first(size)}.", block, renews=record.key, again=next_end)


def _size(brief: Briefing, record: DecisionRecord) -> str:
    if not (record.chance and record.loss):
        return "of unknown size"
    odds = brief.of_range(record.chance.low, record.chance.high)
    money = wording.money_range(record.loss.low, record.loss.high, brief.found.currency)
    return f"at {odds} and {money}"


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
        options.append(
            Option(
                f"At most {brief.of_years(point.limit)} above {brief.money(point.loss)}",
                _limit_price(brief, point),
                f"today {brief.counted(point.odds)}",
                ("We spend on safety what growth could use.", "", "A bad year costs more than we "
                 "can carry.")[number] or "It is too tight or too wide.",
                proposed=number == 1,
            )
        )  # fmt: skip
    options.append(
        Option("Set none", "nothing now", "no answer to the first question",
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
