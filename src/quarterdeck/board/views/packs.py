"""Packs that were given to the board: to read, to keep, to compare with the one before."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from quarterdeck.board.comparing import side_by_side
from quarterdeck.board.models import Pack, Paper
from quarterdeck.board.reading import mark_read
from quarterdeck.board.views.files import as_file
from quarterdeck.board.views.room import packs_of
from quarterdeck.clients.doors import Visited, door
from quarterdeck.papers import html
from quarterdeck.risks.kept import kept


@door("board")
def pack(request: Visited, key: str) -> HttpResponse:
    """The board's copy as a page; management sees its own files beside it."""
    row, visit = _found(request, key), request.visit
    page = Paper.objects.of(visit.client).filter(pack=row, kind="page").first()
    return render(request, "board/paper.html", {
        "pack": row, "page": bytes(page.content).decode() if page else "",
        "papers": _papers(request, row), "read": mark_read(visit, row),
    })  # fmt: skip


@door("board")
def changes(request: Visited, key: str) -> HttpResponse:
    """Its figures beside those of the pack before."""
    client = request.visit.client
    row = _found(request, key)
    keys = [one.key for one in packs_of(client)]
    earlier = keys[keys.index(key) + 1 :][:1]
    before = Pack.objects.of(client).defer("inputs").filter(key__in=earlier).first()
    found = kept(client)
    names = {risk.key: risk.name for risk in found.found.risks} if found else {}
    rows = side_by_side(before.figures, row.figures, client.currency, names) if before else []
    return render(request, "board/changes.html", {
        "pack": row, "before": before, "rows": rows, "moved": sum(one.moved for one in rows),
    })  # fmt: skip


@door("board")
def file(request: Visited, key: str, name: str) -> HttpResponse:
    """A file of a copy that the visitor may read."""
    row = _found(request, key)
    return as_file(_papers(request, row).filter(name=name).first())


@door("board")
def styles(_request: Visited) -> HttpResponse:
    """The styles of papers, which hold inside of a paper alone."""
    answer = HttpResponse(html.nested_css(), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _papers(request: Visited, row: Pack) -> QuerySet[Paper]:
    """The files that the visitor may have: management's copy is for those who write it."""
    visit = request.visit
    rows = Paper.objects.of(visit.client).filter(pack=row).exclude(kind="page")
    return rows if visit.may("board", "draft") else rows.filter(copy="board")


def _found(request: Visited, key: str) -> Pack:
    row: Pack | None = Pack.objects.of(request.visit.client).defer("inputs").filter(key=key).first()
    if row is None:
        raise Http404
    return row
