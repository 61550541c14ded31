"""The client's first page: the four answers, what needs somebody, what changed, what is next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quarterdeck.board.refreshing import standing_of, trouble_of
from quarterdeck.clients.doors import Visited, door
from quarterdeck.web.calendar import next_dates
from quarterdeck.web.feed import recent
from quarterdeck.web.needs import needs


@door("cockpit")
def cockpit(request: Visited) -> HttpResponse:
    """Answers are told as they were last worked out; newer ones are on their way when old."""
    client = request.visit.client
    standing, working = standing_of(client)
    today = timezone.localdate()
    found = needs(client, standing, today)
    return render(request, "cockpit/cockpit.html", {
        "client": client, "standing": standing, "working": working,
        "trouble": trouble_of(client) if working else "",
        "today": today, "needs": found, "dates": next_dates(client, today),
        "feed": recent(client),
    })  # fmt: skip


@door("cockpit")
def standing(request: Visited) -> HttpResponse:
    """What htmx asks while answers are worked out: reloads the page when they are there."""
    found, working = standing_of(request.visit.client)
    trouble = trouble_of(request.visit.client) if working else ""
    answer = render(request, "cockpit/working.html", {
        "client": request.visit.client, "standing": found, "working": working, "trouble": trouble,
    })  # fmt: skip
    if not working:
        answer["HX-Refresh"] = "true"
    return answer
