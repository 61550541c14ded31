"""Asking the board, and what it answers."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from quarterdeck.board import proposing, signing
from quarterdeck.board.forms import AskForm, SignForm, WordsForm
from quarterdeck.board.models import Proposal
from quarterdeck.board.sheet import sheet_of
from quarterdeck.board.squares import squares
from quarterdeck.clients.doors import Visited, door
from quarterdeck.risks.kept import kept
from quarterdeck.risks.models import Decision


@door("board", "change")
def ask_board(request: Visited) -> HttpResponse:
    """Puts a decision about a risk to the board; `renews` and `scenario` fill in what is known."""
    client = request.visit.client
    found = kept(client)
    if found is None:
        return render(request, "board/ask.html", {"form": None})
    renewed = Decision.objects.of(client).filter(key=request.GET.get("renews", "")).first()
    given = request.POST if request.method == "POST" else None
    form = AskForm(given, risks=found.found.risks, initial=_known(request, renewed))
    if given is not None and form.is_valid():
        asking = form.asking(date.fromisoformat(client.board["next_meeting"]), renewed)
        row = proposing.propose(client, asking, request.visit.actor)
        messages.success(request, "The board is asked. Its answer appears here.")
        return redirect("board:decide", address=client.address, key=row.key)
    status = 422 if given is not None else 200
    return render(request, "board/ask.html", {"form": form, "renewed": renewed}, status=status)


@door("board")
def decide(request: Visited, key: str) -> HttpResponse:
    return _page(request, _found(request, key))


@door("board", "sign")
@require_POST
def sign(request: Visited, key: str) -> HttpResponse:
    row, visit = _found(request, key), request.visit
    form = SignForm(request.POST, ends=row.kind == "accept")
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    given = form.cleaned_data
    try:
        signing.sign(visit, row, given["words"], given["seen"], timezone.localdate())
    except ValueError as error:
        form.add_error(None, str(error))
        return _page(request, row, form=form, status=422)
    messages.success(request, "Signed. It is in the minutes as you wrote it.")
    return redirect("board:decide", address=visit.client.address, key=key)


@door("board", "sign")
@require_POST
def question(request: Visited, key: str) -> HttpResponse:
    return _said(request, key, "question", signing.ask, "Your question is with management.")


@door("board", "sign")
@require_POST
def decline(request: Visited, key: str) -> HttpResponse:
    return _said(
        request, key, "decline", signing.decline, "Declined. Your reason is on the record."
    )


@door("board", "change")
@require_POST
def reply(request: Visited, key: str) -> HttpResponse:
    return _said(request, key, "reply", signing.reply, "Your reply stands below the question.")


@door("board", "change")
@require_POST
def withdraw(request: Visited, key: str) -> HttpResponse:
    row, visit = _found(request, key), request.visit
    try:
        proposing.withdraw(visit.client, row, visit.actor)
        messages.success(request, "Withdrawn. The board no longer sees it.")
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("board:room", address=visit.client.address)


def _said(
    request: Visited, key: str, what: str, act: Callable[..., None], done: str
) -> HttpResponse:
    row, form = _found(request, key), WordsForm(request.POST)
    try:
        act(request.visit, row, form.data.get("words", ""))
    except ValueError as error:
        form.is_valid()
        form.add_error(None, str(error))
        return _page(request, row, **{what: form}, status=422)
    messages.success(request, done)
    return redirect("board:decide", address=request.visit.client.address, key=key)


def _page(request: Visited, row: Proposal, status: int = 200, **forms: Any) -> HttpResponse:
    """The signing page; a form that was refused stands open with what was typed."""
    visit = request.visit
    sheet = sheet_of(visit.client, row, timezone.localdate())
    form = forms.get("form") or SignForm(ends=row.kind == "accept", initial={"seen": sheet.seen})
    return render(request, "board/decide.html", {
        "row": row, "sheet": sheet, "squares": squares(sheet), "form": form,
        "question": forms.get("question") or WordsForm(auto_id="question_%s"),
        "decline": forms.get("decline") or WordsForm(auto_id="decline_%s"),
        "reply": forms.get("reply") or WordsForm(auto_id="reply_%s"),
        "open_form": next(iter(forms), ""),
        "answers": signing.answers_to(visit.client, row),
        "refusal": signing.refusal(visit, row),
        "may_answer": row.state == "open" and visit.may("board", "sign"),
        "may_reply": row.state == "open" and visit.may("board", "change"),
    }, status=status)  # fmt: skip


def _known(request: Visited, renewed: Decision | None) -> dict[str, Any]:
    board = request.visit.client.board
    known = {"answer_by": board["next_meeting"], "kind": request.GET.get("kind", "accept"),
             "scenario": request.GET.get("scenario", "")}  # fmt: skip
    if renewed is None:
        return known
    return known | {"title": renewed.says, "why": renewed.knowing, "scenario": renewed.scenario,
                    "conditions": "\n".join(renewed.conditions)}  # fmt: skip


def _found(request: Visited, key: str) -> Proposal:
    row: Proposal | None = Proposal.objects.of(request.visit.client).filter(key=key).first()
    if row is None:
        raise Http404
    return row
