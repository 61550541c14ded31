"""What needs the security leader before the board meets: decisions, endings, open duties."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from quarterdeck.board.standing import Standing
from quarterdeck.business.models import Requirement
from quarterdeck.clients.models import Client
from quarterdeck.risks.models import Decision

SOON = timedelta(days=30)
MOST = 5


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do: by when (None: as soon as may be), what, why, and where it is done."""

    on: date | None
    says: str
    why: str
    url: str
    button: str


def needs(client: Client, standing: Standing | None, today: date) -> list[Need]:
    """The nearest first; those without a day after those that have one."""
    found = [*_asked(client, standing), *_acceptances(client, today), *_duties(client, today)]
    return sorted(found, key=lambda need: (need.on is None, need.on or today))[:MOST]


def _asked(client: Client, standing: Standing | None) -> Iterator[Need]:
    if standing is None:
        return
    for ask in standing.told.asks:
        yield Need(standing.told.meeting, f"Decide: {ask.short}", ask.price,
                   _place("board:room", client), "Prepare")  # fmt: skip


def _acceptances(client: Client, today: date) -> Iterator[Need]:
    """Those that end within a month, and those that have ended and nobody closed."""
    rows = Decision.objects.of(client).filter(kind="accept", came="open", until__lte=today + SOON)
    for says, until in rows.values_list("says", "until"):
        word = "ended" if until < today else "ends"
        yield Need(until, f"An acceptance {word}: {says}", "Renew it, or act on what it allowed.",
                   _place("risks:decisions", client), "Look")  # fmt: skip


def _duties(client: Client, today: date) -> Iterator[Need]:
    unmet = Requirement.objects.of(client).filter(state="not met", due__lte=today + SOON)
    for says, due in unmet.values_list("says", "due"):
        yield Need(due, f"Not met: {says}", "The day is near and it is not met.",
                   _place("business:obligations", client), "Look")  # fmt: skip


def _place(name: str, client: Client) -> str:
    return reverse(name, kwargs={"address": client.address})
