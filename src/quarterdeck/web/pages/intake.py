"""Bringing files in: chosen or dropped, looked at, then taken in or dropped again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from quarterdeck.clients.doors import Visited, door
from quarterdeck.readers import registry
from quarterdeck.web.models import Upload
from quarterdeck.web.taking_in import look, take
from quarterdeck.web.uploads import forget, receive, step_of

SHOWN = 30
BUSY = (Upload.State.CHECKING, Upload.State.TAKING)
FOLDER_ENDS = (".zip", ".xlsx")


@door("findings", "draft")
def index(request: Visited) -> HttpResponse:
    """The form, and what was brought lately."""
    return render(request, "intake/index.html", _context(request) | {"formats": len(registry())})


@door("findings", "draft")
def rows(request: Visited) -> HttpResponse:
    """The list alone: what htmx asks while the worker is busy; the whole page when it is done."""
    context = _context(request)
    answer = render(request, "intake/rows.html", context)
    if not context["busy"]:
        answer["HX-Refresh"] = "true"
    return answer


@door("findings", "change")
@require_POST
def bring(request: Visited) -> HttpResponse:
    """Receives scan files; each is looked at in the background."""
    return _receive(request, Upload.Kind.SCAN, request.FILES.getlist("file"))


@door("business", "change")
@require_POST
def bring_folder(request: Visited) -> HttpResponse:
    """Receives a client folder as ZIP, or a workbook."""
    files = request.FILES.getlist("file")
    wrong = [file.name for file in files if not str(file.name).lower().endswith(FOLDER_ENDS)]
    if wrong:
        messages.error(request, f"{wrong[0]} is neither a ZIP of a client folder nor its workbook.")
        return redirect("intake", address=request.visit.client.address)
    return _receive(request, Upload.Kind.FOLDER, files)


@door("findings", "change")
@require_POST
def take_in(request: Visited) -> HttpResponse:
    """Takes in what is ready: one upload, or all of them. A folder needs the right to change it."""
    client, chosen = request.visit.client, request.POST.get("upload", "")
    ready = Upload.objects.of(client).filter(state=Upload.State.READY)
    ready = ready.filter(pk=int(chosen)) if chosen.isdigit() else ready
    for upload in ready.order_by("at", "pk"):
        if upload.kind == Upload.Kind.SCAN or request.visit.may("business", "change"):
            Upload.objects.of(client).filter(pk=upload.pk).update(state=Upload.State.TAKING)
            take.enqueue(client.pk, upload.pk)
    return redirect("intake", address=client.address)


@door("findings", "change")
@require_POST
def drop(request: Visited, upload: int) -> HttpResponse:
    """Drops what was brought and not taken in; or forgets the line of what is done."""
    found = (
        Upload.objects.of(request.visit.client).filter(pk=upload).exclude(state__in=BUSY).first()
    )
    if found is None:
        raise Http404
    forget(found)
    return redirect("intake", address=request.visit.client.address)


def _receive(request: Visited, kind: str, files: list[Any]) -> HttpResponse:
    client = request.visit.client
    if not files:
        messages.error(request, "Choose at least one file first.")
    for file in files:
        try:
            upload = receive(client, kind, file.name, file.chunks(), request.visit.actor)
        except OSError as error:
            messages.error(request, f"{file.name} could not be kept: {error.strerror or error}.")
            continue
        look.enqueue(client.pk, upload.pk)
    return redirect("intake", address=client.address)


def _context(request: Visited) -> dict[str, Any]:
    uploads = list(Upload.objects.of(request.visit.client)[:SHOWN])
    for upload in uploads:
        upload.step = step_of(upload) if upload.state in BUSY else ""
    states = [upload.state for upload in uploads]
    return {
        "uploads": uploads,
        "busy": any(state in BUSY for state in states),
        "ready": states.count(Upload.State.READY),
    }
