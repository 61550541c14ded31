"""What happened, what nearly happened, what it cost against what was thought, what was learned."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quarterdeck.clients.doors import Visited, door
from quarterdeck.incidents.models import Incident


@door("incidents")
def index(request: Visited) -> HttpResponse:
    """Incidents and near misses, the newest first; a plain "none" where there are none."""
    rows = list(Incident.objects.of(request.visit.client).order_by("-on", "key"))
    happened = [row for row in rows if row.kind == "incident"]
    last = happened[0].on if happened else None
    return render(request, "incidents/index.html", {
        "rows": rows, "happened": happened, "last": last,
        "days": (timezone.localdate() - last).days if last else None,
    })  # fmt: skip


@door("incidents")
def incident(request: Visited, key: str) -> HttpResponse:
    """One of them: the story, its cost against the estimate, who was told."""
    row = Incident.objects.of(request.visit.client).filter(key=key).first()
    if row is None:
        raise Http404
    return render(request, "incidents/incident.html", {"incident": row})
