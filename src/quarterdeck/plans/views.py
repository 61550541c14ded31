"""What to fund, what it buys, and what happens if we don't."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from quarterdeck.clients import ledger
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.models import Client
from quarterdeck.plans import running, services
from quarterdeck.plans.forms import AskForm
from quarterdeck.plans.frontier import picture
from quarterdeck.plans.models import Initiative, PlanRun

SHARE_OF_REVENUE = 0.005
MONEY = ("budget", "more", "less")


@door("plans")
def index(request: Visited) -> HttpResponse:
    """The newest plan, and the form for another."""
    run = running.latest(request.visit.client)
    form = AskForm(initial=_last_asked(request.visit.client, run))
    return render(request, "plans/index.html", _context(request, run) | {"form": form})


@door("plans")
def state(request: Visited) -> HttpResponse:
    """What htmx asks while a plan is worked out."""
    run = running.latest(request.visit.client)
    answer = render(request, "plans/working.html", _context(request, run))
    if run is None or run.made_at:
        answer["HX-Refresh"] = "true"
    return answer


@door("plans", "draft")
@require_POST
def ask(request: Visited) -> HttpResponse:
    """Queues a plan."""
    client, form = request.visit.client, AskForm(request.POST)
    if form.is_valid():
        try:
            running.ask(client, form.asked(), request.visit.actor)
            return redirect("plans:index", address=client.address)
        except ValueError as error:
            form.add_error(None, str(error))
    context = _context(request, running.latest(client)) | {"form": form}
    return render(request, "plans/index.html", context, status=422)


@door("plans")
def initiative(request: Visited, key: str) -> HttpResponse:
    """One initiative's case."""
    client = request.visit.client
    row = Initiative.objects.of(client).filter(key=key).first()
    if row is None:
        raise Http404
    run = _made(client)
    cases = run.says["initiatives"] if run else []
    case = next((case for case in cases if case["key"] == key), None)
    left_out = run.says["left_out"] if run else []
    return render(request, "plans/initiative.html", {
        "initiative": row, "case": case, "run": run,
        "left_out": next((one["why"] for one in left_out if one["key"] == key), ""),
    })  # fmt: skip


@door("plans")
def catalogue(request: Visited) -> HttpResponse:
    """Common initiatives, priced for a client of this size."""
    try:
        offers, trouble = services.offered_to(request.visit.client), ""
    except ValueError as error:
        offers, trouble = (), str(error)
    return render(request, "plans/catalogue.html", {"offers": offers, "trouble": trouble})


@door("plans", "draft")
@require_POST
def take(request: Visited) -> HttpResponse:
    """Takes initiatives of the catalogue into the client's own."""
    client = request.visit.client
    try:
        taken = services.take(client, request.POST.getlist("key"), request.visit.actor)
        messages.success(request, f"{len(taken.records)} taken in; state what is different here.")
    except ValueError as error:
        messages.error(request, f"Nothing was taken: {error}.")
    return redirect("plans:index", address=client.address)


@door("plans")
def paper(request: Visited, run: int, name: str) -> FileResponse:
    """The business case, or the workbook that works itself out."""
    found = PlanRun.objects.of(request.visit.client).filter(pk=run).first()
    if found is None or name not in running.PAPERS:
        raise Http404
    path = running.folder_of(found) / name
    if not path.exists():
        raise Http404
    filename = f"{request.visit.client.key}-{name}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=filename)


def _context(request: Visited, run: PlanRun | None) -> dict[str, Any]:
    client = request.visit.client
    told = run.says if run else None
    return {
        "run": run, "told": told, "working": run is not None and run.made_at is None,
        "stale": run is not None and run.made_at and run.at_row != ledger.length(client),
        "others": list(_others(told)) if told else [],
        "picture": picture(told) if told and told["frontier"] else None,
        "initiatives": Initiative.objects.of(client).order_by("key"),
    }  # fmt: skip


def _others(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What more would buy and less would lose, with names for keys."""
    names = told["names"]
    for word, key in (("With more", "more"), ("With less", "less")):
        other = told[key]
        if other:
            apart = other["difference"] or {}
            named = {
                part: [names.get(k, k) for k in apart.get(part, ())] for part in ("adds", "drops")
            }
            yield word, {**other, **named}


def _made(client: Client) -> PlanRun | None:
    return PlanRun.objects.of(client).exclude(says=None).first()


def _last_asked(client: Client, run: PlanRun | None) -> dict[str, Any]:
    if run:
        return {k: int(v) if v == int(v) else v for k, v in run.asked.items() if k in MONEY} | {
            k: v for k, v in run.asked.items() if k not in MONEY
        }
    return {
        "budget": int(round(client.revenue_per_year * SHARE_OF_REVENUE, -3)) or None,
        "periods": 2,
    }
