"""The ledger's page: every change that a director relies on, and whether the chain holds."""

from django.http import HttpResponse
from django.shortcuts import render

from quarterdeck.clients import ledger
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.models import LedgerRow
from quarterdeck.web.feed import told

PAGE = 50


@door("ledger")
def index(request: Visited) -> HttpResponse:
    """The newest first; `before` is the number of a row. With `verify`, the chain is walked."""
    client, rows = request.visit.client, LedgerRow.objects.of(request.visit.client)
    actions = rows.order_by("action").values_list("action", flat=True).distinct()
    action, before = request.GET.get("action", ""), request.GET.get("before", "")
    if action:
        rows = rows.filter(action=action)
    if before.isdigit():
        rows = rows.filter(number__lt=int(before))
    found = list(rows.order_by("-number")[: PAGE + 1])
    shown = found[:PAGE]
    return render(request, "ledger/index.html", {
        "rows": [(row, told(row)) for row in shown], "length": ledger.length(client),
        "actions": list(actions), "action": action,
        "next": shown[-1].number if len(found) > PAGE else None,
        "verified": "verify" in request.GET,
        "faults": ledger.verify(client) if "verify" in request.GET else [],
    })  # fmt: skip
