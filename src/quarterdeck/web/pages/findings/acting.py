"""What people do about findings from the list and from one finding's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from quarterdeck.clients.doors import Visited, door
from quarterdeck.findings import working
from quarterdeck.web.days import day_of
from quarterdeck.web.pages.findings.filters import Filters


@door("findings", "draft")
@require_POST
def assign(request: Visited) -> HttpResponse:
    """Gives the chosen findings to somebody, or takes them back."""
    visit, chosen = request.visit, [int(n) for n in request.POST.getlist("finding") if n.isdigit()]
    try:
        if "back" in request.POST:
            count = working.unassign(visit.client, chosen, visit.actor)
            messages.success(request, f"{count} taken back.")
        else:
            due, note = day_of(request.POST.get("due", "")), request.POST.get("note", "")
            to = request.POST.get("to", "")
            count = working.assign(visit.client, chosen, to, visit.actor, due=due, note=note)
            messages.success(request, f"{count} given to {to.strip()}.")
    except ValueError as error:
        messages.error(request, f"Nothing was assigned: {error}.")
    return redirect(_back(request))


@door("findings", "draft")
@require_POST
def keep_view(request: Visited) -> HttpResponse:
    """Keeps the filters under a name."""
    name, filters = request.POST.get("name", "").strip(), Filters.of(request.POST)
    if name:
        working.keep_view(request.visit.client, name, filters.query, request.visit.actor)
        messages.success(request, f"“{name[:60]}” is kept.")
    else:
        messages.error(request, "Give the view a name.")
    return redirect(f"{_list(request)}?{filters.query}")


@door("findings", "draft")
@require_POST
def drop_view(request: Visited) -> HttpResponse:
    """Forgets a kept view."""
    working.drop_view(request.visit.client, request.POST.get("name", ""))
    return redirect(_list(request))


def _back(request: Visited) -> str:
    """The page it came from, if it is one of this list."""
    back, base = request.POST.get("next", ""), _list(request)
    return back if back.startswith(base) else base


def _list(request: Visited) -> str:
    return reverse("findings:list", kwargs={"address": request.visit.client.address})
