"""Rows of a spreadsheet pasted into a table: looked at first, then stored."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render

from quarterdeck.business.forms import title_of
from quarterdeck.business.places import Place
from quarterdeck.business.views_tables import offer_undo, open_place
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.folder.drafting import pasted
from quarterdeck.clients.folder.editing import Edit, look, store
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.folder.sheets.parts import names_of
from quarterdeck.engine import wording

MOST_LETTERS = 2_000_000
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Change:
    """What a paste would do to one record: the names of the fields that change; none of a new."""

    title: str
    is_new: bool
    fields: tuple[str, ...]


@door("business", "change")
def paste(request: Visited, stem: str) -> HttpResponse:
    """The text, what it would change, and on the second press the change."""
    place, client = open_place(request, stem, "change"), request.visit.client
    context = {"place": place, "headings": "\t".join(names_of(place.table))}
    if request.method != "POST":
        return render(request, "business/paste.html", context)
    text = request.POST.get("text", "")[:MOST_LETTERS]
    stored = {values["key"]: values for values in place.table.values(client)}
    draft = pasted(place.table, stored, text)
    context |= {"text": text, "passed_over": draft.passed_over}
    try:
        edit = look(client, draft)
    except FolderError as error:
        problems = sorted(error.report.errors)
        return render(request, "business/paste.html", context | {"problems": problems}, status=422)
    if request.POST.get("step") != "keep" or not edit.after:
        shown = _changes(place, edit)
        return render(request, "business/paste.html", context | {
            "looked": True, "changes": shown[:SHOWN], "more": max(0, len(shown) - SHOWN),
            "new": sum(change.is_new for change in shown), "read": len(draft.raws),
        })  # fmt: skip
    kept = store(client, draft, request.visit.actor)
    count = wording.count_things(len(kept.after), "record")
    offer_undo(request, kept, f"{count.capitalize()} of {place.name.lower()} changed or added.")
    return redirect("business:table", address=client.address, stem=stem)


def _changes(place: Place, edit: Edit) -> list[Change]:
    found = []
    for key, after in edit.after.items():
        before = edit.before[key]
        fields = [name for name in after or {} if before and before[name] != (after or {})[name]]
        if after:
            found.append(Change(title_of(place, after), before is None, tuple(fields)))
    return found
