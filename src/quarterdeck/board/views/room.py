"""The room's first page: management's view of the coming meeting, or a director's own."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quarterdeck.board import drafting
from quarterdeck.board.models import Answer, Draft, Pack, Paper, Proposal, Reading
from quarterdeck.board.reading import mark_read
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.models import Client
from quarterdeck.risks.deciding import reopened


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal with the last word that was said to it."""

    row: Proposal
    last: Answer | None


@door("board")
def room(request: Visited) -> HttpResponse:
    return _team(request) if request.visit.may("board", "draft") else _reader(request)


def _team(request: Visited) -> HttpResponse:
    client, today = request.visit.client, timezone.localdate()
    packs = packs_of(client)
    drafts = drafting.drafts(client)
    given = bool(packs) and packs[0].meeting.isoformat() == client.board["next_meeting"]
    ready = bool(drafts) and drafts[0].state in ("ready", "publishing")
    return render(request, "board/room.html", {
        "board": client.board, "packs": packs, "drafts": drafts,
        "given": given, "needs_draft": not (given or ready),
        "draft": drafts[0] if drafts else None, "working": drafting.working(client),
        "readings": _readings(client, packs[0]) if packs else [],
        "asked": asked(client), "minuted": minuted(client), "reopened": reopened(client, today),
        "obstacle_count": drafting.obstacle_count(drafts[0]) if drafts else None, "today": today,
        "may_publish": request.visit.may("board", "change"),
    })  # fmt: skip


def _reader(request: Visited) -> HttpResponse:
    """The last published brief to read, and what is asked of her."""
    client, packs = request.visit.client, packs_of(request.visit.client)
    first = packs[0] if packs else None
    read = mark_read(request.visit, first) if first else None
    page = Paper.objects.of(client).filter(pack=first, kind="page").first() if first else None
    return render(request, "board/reader.html", {
        "packs": packs, "pack": first, "read": read, "asked": asked(client),
        "minuted": minuted(client),
        "page": bytes(page.content).decode() if page else "",
        "board": client.board, "may_sign": request.visit.may("board", "sign"),
    })  # fmt: skip


def packs_of(client: Client) -> list[Pack]:
    """The packs, the newest first, without what they were worked out from."""
    rows = Pack.objects.of(client).defer("inputs", "figures")
    return list(rows.order_by("-meeting", "-version"))


def minuted(client: Client) -> set[date]:
    """The meetings that were asked something, which therefore have minutes."""
    rows = Proposal.objects.of(client).exclude(state="withdrawn")
    return set(rows.values_list("meeting", flat=True))


def asked(client: Client) -> list[Asked]:
    """What the board is asked or was asked, what is open first."""
    rows = list(Proposal.objects.of(client).exclude(state="withdrawn").order_by("answer_by", "pk"))
    last = {a.proposal_id: a for a in Answer.objects.of(client).filter(proposal__in=rows)}
    return sorted(
        (Asked(row, last.get(row.pk)) for row in rows), key=lambda one: one.row.state != "open"
    )


def _readings(client: Client, pack: Pack) -> list[Reading]:
    rows = Reading.objects.of(client).filter(pack=pack)
    return list(rows.select_related("person").order_by("at"))


def draft_of(client: Client, pk: int) -> Draft | None:
    """A draft of this client."""
    found: Draft | None = Draft.objects.of(client).filter(pk=pk).defer("briefing").first()
    return found
