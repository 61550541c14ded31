"""What falls due at a client, from every room that knows a date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quarterdeck.business.models import Requirement
from quarterdeck.clients.models import Client
from quarterdeck.risks.models import Decision, Policy

MOST = 6


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A day and what happens on it."""

    on: date
    says: str


def next_dates(client: Client, today: date, most: int = MOST) -> list[Due]:
    """The dates ahead, the nearest first."""
    return sorted(due for due in _all(client, today) if due.on >= today)[:most]


def _all(client: Client, today: date) -> Iterator[Due]:
    meeting = client.board.get("next_meeting")
    if meeting:
        yield Due(date.fromisoformat(meeting), "The board meets")
    accepted = Decision.objects.of(client).filter(kind="accept", until__gte=today)
    for says, until in accepted.values_list("says", "until"):
        yield Due(until, f"Acceptance ends: {says}")
    unmet = Requirement.objects.of(client).exclude(state="met").filter(due__gte=today)
    for says, due in unmet.values_list("says", "due"):
        yield Due(due, says)
    for name, ends in Policy.objects.of(client).filter(ends__gte=today).values_list("name", "ends"):
        yield Due(ends, f"Insurance ends: {name}")
