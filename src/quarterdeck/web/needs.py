"""What needs the security leader before the board meets: decisions, endings, open duties."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from quarterdeck.board.models import Answer, Proposal
from quarterdeck.board.standing import Standing
from quarterdeck.business.models import Requirement
from quarterdeck.clients.models import Client
from quarterdeck.engine.wording import lower_first
from quarterdeck.risks.deciding import acceptances, reopened

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
    asked = list(Proposal.objects.of(client).filter(state="open"))
    found = [
        *_to_prepare(client, standing, asked),
        *_questions(client, asked),
        *_acceptances(client, asked, today),
        *_duties(client, today),
    ]
    return sorted(found, key=lambda need: (need.on is None, need.on or today))[:MOST]


def _to_prepare(client: Client, standing: Standing | None, asked: list[Proposal]) -> Iterator[Need]:
    """Decisions that are due and that the board was not asked yet."""
    if standing is None:
        return
    known = {row.initiative for row in asked}
    renewed = {f"Keep accepting: {lower_first(row.title)}." for row in asked if row.renews}
    for ask in standing.told.asks:
        if (ask.initiative and ask.initiative in known) or ask.short in renewed:
            continue
        yield Need(standing.told.meeting, f"Decide: {ask.short}", ask.price,
                   _place("board:room", client), "Prepare")  # fmt: skip


def _questions(client: Client, asked: list[Proposal]) -> Iterator[Need]:
    """What a director asked and nobody has answered."""
    said = Answer.objects.of(client).filter(proposal__in=asked) if asked else ()
    last = {answer.proposal_id: answer for answer in said}
    for row in asked:
        answer = last.get(row.pk)
        if answer is not None and answer.kind == "question":
            yield Need(row.answer_by, f"{answer.by} asks: {answer.words}",
                       f"Before deciding on: {row.title}",
                       _place("board:decide", client, key=row.key), "Reply")  # fmt: skip


def _acceptances(client: Client, asked: list[Proposal], today: date) -> Iterator[Need]:
    """Those that no longer cover their risk, and those that end within a month, unless the board
    is asked about them again."""
    waiting, url = {row.renews for row in asked}, _place("board:room", client)
    back = {one.decision.key: one.why for one in reopened(client, today)}
    for decision in acceptances(client):
        if decision.key in waiting:
            continue
        if decision.key in back:
            yield Need(decision.until, f"An acceptance came back: {decision.says}",
                       f"{back[decision.key]}.", url, "Look")  # fmt: skip
        elif decision.until and decision.until <= today + SOON:
            yield Need(decision.until, f"An acceptance ends: {decision.says}",
                       "Renew it, or act on what it allowed.", url, "Look")  # fmt: skip


def _duties(client: Client, today: date) -> Iterator[Need]:
    unmet = Requirement.objects.of(client).filter(state="not met", due__lte=today + SOON)
    for says, due in unmet.values_list("says", "due"):
        yield Need(due, f"Not met: {says}", "The day is near and it is not met.",
                   _place("business:obligations", client), "Look")  # fmt: skip


def _place(name: str, client: Client, **found: str) -> str:
    return reverse(name, kwargs={"address": client.address} | found)
