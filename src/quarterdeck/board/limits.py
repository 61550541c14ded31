"""A limit in words: on a year or on one event, before or after insurance."""

from quarterdeck.board.briefing import Briefing
from quarterdeck.risks.results import LimitResult


def would_lose(brief: Briefing, limit: LimitResult) -> str:
    """ "we would lose more than $5 million"; a limit before insurance says so."""
    who = "one event would cost" if limit.basis == "event" else "we would lose"
    return f"{who} more than {sum_(brief, limit)}{_side(limit)}"


def would_not(limit: LimitResult) -> str:
    return "none would" if limit.basis == "event" else "we would not"


def costs_more(brief: Briefing, limit: LimitResult, many: bool) -> str:
    """ "cost more than $5 million", of years."""
    if limit.basis == "event":
        return f"{'bring' if many else 'brings'} an event of more than {sum_(brief, limit)}"
    return f"{'cost' if many else 'costs'} more than {sum_(brief, limit)}"


def in_words(brief: Briefing, limit: LimitResult) -> str:
    """ "no more than 5 of 100 years above $5 million", as the board set it."""
    return f"no more than {brief.of_years(limit.limit)} {above(brief, limit)}{_side(limit)}"


def above(brief: Briefing, limit: LimitResult) -> str:
    """ "above $5 million", of years."""
    return f"{'with one event ' if limit.basis == 'event' else ''}above {sum_(brief, limit)}"


def sum_(brief: Briefing, limit: LimitResult) -> str:
    """A sum that was set keeps its digits; one that is offered is rounded."""
    return (brief.set_money if brief.found.limits else brief.money)(limit.loss)


def _side(limit: LimitResult) -> str:
    return " before insurance" if limit.insurance == "before" else ""
