"""A table of records, and the form of one: shown, changed, added, taken away, put back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from quarterdeck.business.forms import RecordForm, title_of
from quarterdeck.business.listing import page
from quarterdeck.business.places import Place, filled_in, place_of
from quarterdeck.clients import ledger
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.folder.drafting import filled, removed
from quarterdeck.clients.folder.editing import Edit, store, take_back
from quarterdeck.clients.folder.part import Values
from quarterdeck.clients.folder.problems import FolderError, Problem
from quarterdeck.clients.models import Client
from quarterdeck.clients.rights import Act

UNDO = "business_undo"


@door("business")
def table(request: Visited, stem: str) -> HttpResponse:
    """A page of the records; those that hold a text, or that lack something."""
    place, client = open_place(request, stem), request.visit.client
    asked = {name: request.GET.get(name, "") for name in ("after", "find", "lacks")}
    return render(request, "business/table.html", {
        "place": place, "asked": asked, "filled": filled_in(client, place),
        "page": page(client, place, **asked), "may": _may_change(request, place),
        "gap": next((gap for gap in place.gaps if gap.name == asked["lacks"]), None),
        "undo": request.session.pop(UNDO, None),
    })  # fmt: skip


@door("business")
def record(request: Visited, stem: str, key: str) -> HttpResponse:
    """A record as its form; closed to those who may only read."""
    place = open_place(request, stem)
    stored = _stored(request.visit.client, place, key)
    form = RecordForm(None, place, stored, request.visit.client)
    return _form(request, place, form, stored)


@door("business", "change")
@require_POST
def keep(request: Visited, stem: str, key: str) -> HttpResponse:
    """Stores what the form says."""
    place = open_place(request, stem, "change")
    return _kept(request, place, _stored(request.visit.client, place, key))


@door("business", "change")
def add(request: Visited, stem: str) -> HttpResponse:
    """A new record; of a table that holds one only, the one."""
    place, client = open_place(request, stem, "change"), request.visit.client
    if request.method == "POST":
        return _kept(request, place, None)
    return _form(request, place, RecordForm(None, place, None, client), None)


@door("business", "change")
@require_POST
def remove(request: Visited, stem: str, key: str) -> HttpResponse:
    """Takes a record away; the next page offers to put it back."""
    place, client = open_place(request, stem, "change"), request.visit.client
    stored = _stored(client, place, key)
    try:
        edit = store(client, removed(place.table, [key]), request.visit.actor)
    except FolderError as error:
        form = RecordForm(None, place, stored, client)
        return _form(request, place, form, stored, refused=error.report.errors)
    offer_undo(request, edit, f"“{title_of(place, stored)}” was taken away.")
    return redirect("business:table", address=client.address, stem=stem)


@door("business", "change")
@require_POST
def put_back(request: Visited) -> HttpResponse:
    """Takes an edit back, if nothing that it touched was changed since."""
    client, row = request.visit.client, request.POST.get("row", "")
    try:
        edit = take_back(client, int(row) if row.isdigit() else 0, request.visit.actor)
    except LookupError:
        messages.error(request, "There is nothing to put back.")
        return redirect("business:index", address=client.address)
    except FolderError as error:
        messages.error(request, f"It could not be put back: {told(error)}")
        return redirect("business:index", address=client.address)
    messages.success(request, "Put back as it was.")
    stem = edit.subject.partition(":")[0]
    return redirect("business:table", address=client.address, stem=stem)


def open_place(request: Visited, stem: str, act: Act = "read") -> Place:
    """The table; 404 for none, PermissionDenied where its own room is closed to the visitor."""
    place = place_of(stem)
    if place is None:
        raise Http404
    if not request.visit.may(place.room, act):
        raise PermissionDenied(f"{place.name} belong to a room that is not open to you.")
    return place


def offer_undo(request: Visited, edit: Edit, says: str) -> None:
    """Keeps which row of the ledger the next page offers to take back."""
    if edit.row:
        request.session[UNDO] = {"row": edit.row, "says": says}


def told(error: FolderError) -> str:
    return "; ".join(problem.expected for problem in error.report.errors)


def _kept(request: Visited, place: Place, stored: Values | None) -> HttpResponse:
    client = request.visit.client
    form = RecordForm(request.POST, place, stored, client)
    if not form.is_valid():
        return _form(request, place, form, stored)
    if stored and request.POST.get("seen", "") != _mark(stored):
        form.add_error(None, "Somebody changed this record while you had it open. Nothing was "
                       "stored; look again, then keep it.")  # fmt: skip
        return _form(request, place, form, stored)
    try:
        edit = store(client, filled(place.table, stored, _texts(form, place), form.rows),
                     request.visit.actor)  # fmt: skip
    except FolderError as error:
        form.tell(error.report.errors)
        return _form(request, place, form, stored)
    after = next((values for values in edit.after.values() if values), stored)
    name = title_of(place, after) if after else place.name
    offer_undo(request, edit, f"“{name}” was {'changed' if stored else 'added'}.")
    return redirect("business:table", address=client.address, stem=place.stem)


def _texts(form: RecordForm, place: Place) -> Mapping[str, str]:
    """The form's texts; a new record whose key was left blank gets one from its name."""
    texts = form.texts
    if "key" in texts and not texts["key"]:
        base = slugify(texts.get("name") or texts.get("says", ""))[:60].strip("-") or place.stem
        texts["key"] = base
    return texts


def _form(
    request: Visited, place: Place, form: RecordForm, stored: Values | None,
    refused: list[Problem] | None = None,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "place": place, "form": form, "may": _may_change(request, place), "refused": refused,
        "key": stored["key"] if stored else "", "seen": _mark(stored) if stored else "",
        "title": title_of(place, stored) if stored else "",
    }  # fmt: skip
    status = 422 if form.errors or refused else 200
    return render(request, "business/record.html", context, status=status)


def _stored(client: Client, place: Place, key: str) -> Values:
    row = place.table.model.objects.of(client).filter(key=key).first()
    if row is None:
        raise Http404
    return place.table.as_values(row)


def _mark(values: Values) -> str:
    return ledger.digest(values)[:16]


def _may_change(request: Visited, place: Place) -> bool:
    return request.visit.may("business", "change") and request.visit.may(place.room, "change")
