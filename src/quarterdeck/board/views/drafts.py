"""Composing a brief, checking it, and giving it to the board."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from quarterdeck.board import drafting, publishing
from quarterdeck.board.comparing import side_by_side
from quarterdeck.board.mending import mends
from quarterdeck.board.models import Draft, Pack, Paper
from quarterdeck.board.views.files import as_file
from quarterdeck.board.views.room import draft_of, packs_of
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.ledger import length
from quarterdeck.risks.kept import kept


class PublishForm(forms.Form):
    """Why words that a director cannot use should stand; asked only where there are such."""

    why_anyway = forms.CharField(
        label="Why the words should stand", max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept on the ledger with your name and each sentence that is meant.",
    )  # fmt: skip


@door("board", "draft")
@require_POST
def begin(request: Visited) -> HttpResponse:
    made = drafting.begin(request.visit.client, request.visit.actor)
    return redirect("board:draft", address=request.visit.client.address, pk=made.pk)


@door("board", "draft")
def draft(request: Visited, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk), PublishForm())


@door("board", "draft")
def state(request: Visited, pk: int) -> HttpResponse:
    """What htmx asks while the worker is at it: loads the page again when it is done."""
    row = _found(request, pk)
    answer = render(request, "board/progress.html", {"draft": row})
    if row.state not in drafting.AT_WORK or drafting.is_stuck(row):
        answer["HX-Refresh"] = "true"
    return answer


@door("board", "draft")
def page(request: Visited, pk: int) -> HttpResponse:
    """The board's copy of a draft as directors would read it."""
    row = _found(request, pk)
    paper = Paper.objects.of(row.client).filter(draft=row, kind="page").first()
    if paper is None:
        raise Http404
    return render(
        request, "board/paper.html", {"page": bytes(paper.content).decode(), "draft": row}
    )


@door("board", "draft")
def file(request: Visited, pk: int, name: str) -> HttpResponse:
    row = _found(request, pk)
    return as_file(Paper.objects.of(row.client).filter(draft=row, name=name).first())


@door("board", "change")
@require_POST
def publish(request: Visited, pk: int) -> HttpResponse:
    """Hands it to the worker; what stands in the way is said on the page."""
    row, form = _found(request, pk), PublishForm(request.POST)
    form.is_valid()
    try:
        publishing.begin(row, request.visit.actor, form.cleaned_data.get("why_anyway", ""))
    except ValueError as error:
        form.add_error(None, str(error))
        return _page(request, row, form, status=422)
    return redirect("board:draft", address=request.visit.client.address, pk=pk)


def _page(request: Visited, row: Draft, form: PublishForm, status: int = 200) -> HttpResponse:
    found: dict[str, Any] = {
        "draft": row, "form": form, "may_publish": request.visit.may("board", "change"),
    }  # fmt: skip
    if drafting.is_stuck(row):
        row.state = "ready" if row.says else "failed"
        row.step = "The worker was stopped before it was done. Nothing was stored."
    if row.state == "published":
        messages.success(request, "The brief is published. Directors can read it now.")
        return redirect("board:pack", address=row.client.address, key=row.step)
    if row.state != "failed" and row.says:
        found |= _told(request, row)
    return render(request, "board/draft.html", found, status=status)


def _told(request: Visited, row: Draft) -> dict[str, Any]:
    client, says = request.visit.client, drafting.says_of(row)
    packs = packs_of(client)
    return {
        "says": says,
        "obstacles": mends(client, says.obstacles, row.pk),
        "only_words": all(o.kind in publishing.MAY_BE_OVERRULED for o in says.obstacles),
        "papers": Paper.objects.of(client).filter(draft=row).exclude(kind="page").defer("content"),
        "moved_on": length(client) != says.at_row,
        "before": packs[0] if packs else None,
        "rows": _compared(request, packs[0], says.figures) if packs else [],
    }


def _compared(request: Visited, pack: Pack, figures: dict[str, Any]) -> list[Any]:
    client = request.visit.client
    found = kept(client)
    names = {risk.key: risk.name for risk in found.found.risks} if found else {}
    return side_by_side(pack.figures, figures, client.currency, names)


def _found(request: Visited, pk: int) -> Draft:
    row = draft_of(request.visit.client, pk)
    if row is None:
        raise Http404
    return row
