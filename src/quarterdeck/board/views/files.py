"""Papers as downloads."""

from django.http import Http404, HttpResponse

from quarterdeck.board.models import Paper

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(paper: Paper | None) -> HttpResponse:
    """The paper to keep; Http404 where there is none, and for the part of a page."""
    if paper is None or paper.kind not in TYPES:
        raise Http404
    return download(bytes(paper.content), paper.kind, paper.name)


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that the browser stores and does not open in our name."""
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
