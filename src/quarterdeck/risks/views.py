"""The register, a risk's page, the curve against tolerance, decisions."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.models import Client, LedgerRow
from quarterdeck.risks import editing
from quarterdeck.risks.curves import risk_curve, whole_curve
from quarterdeck.risks.deciding import held, in_force, reopened
from quarterdeck.risks.forms import ScenarioForm, ToleranceForm, initial_of, tolerance_initial
from quarterdeck.risks.kept import Kept, kept
from quarterdeck.risks.models import Decision, Scenario
from quarterdeck.risks.register_rows import register_rows

UNDO = "removed_scenario"
HISTORY = 20


@door("risks")
def index(request: Visited) -> HttpResponse:
    """The register in business words, what does most beyond the limit first."""
    client, found = request.visit.client, kept(request.visit.client)
    own = set(Scenario.objects.of(client).values_list("key", flat=True))
    rows = register_rows(found.found) if found else []
    waiting = Scenario.objects.of(client).exclude(key__in=[row.risk.key for row in rows])
    return render(request, "risks/index.html", {
        "rows": rows, "own": own, "found": found, "waiting": waiting,
        "undo": request.session.get(UNDO, {}).get("name", ""),
    })  # fmt: skip


@door("risks")
def risk(request: Visited, key: str) -> HttpResponse:
    """One risk: its curve, drivers, controls, decisions and history."""
    client, found = request.visit.client, kept(request.visit.client)
    row = (
        next((r for r in register_rows(found.found) if r.risk.key == key), None) if found else None
    )
    if row is None or found is None:
        if Scenario.objects.of(client).filter(key=key).exists():
            return redirect("risks:index", address=client.address)  # it is being worked out
        raise Http404
    decisions = Decision.objects.of(client).filter(scenario=key).order_by("-on")
    return render(request, "risks/risk.html", {
        "row": row, "risk": row.risk, "found": found,
        "is_own": editing.scenario_values(client, key),
        "curve": risk_curve(row.risk, client.currency) if row.risk.curve else None,
        "decisions": [(d, held(d, row.risk, timezone.localdate())) for d in decisions],
        "history": _changes(client, subject=f"scenario:{key}"),
    })  # fmt: skip


@door("risks", "change")
def edit(request: Visited, key: str) -> HttpResponse:
    """Guided: words first, then how often, then what it costs, each as a range."""
    client = request.visit.client
    before = editing.scenario_values(client, key) or _starter(client, key)
    if before is None:
        raise Http404
    return _form(request, before, key)


@door("risks", "change")
def add(request: Visited) -> HttpResponse:
    """A scenario of the client's own."""
    return _form(request, {}, "")


@door("risks", "change")
@require_POST
def remove(request: Visited, key: str) -> HttpResponse:
    """Takes a scenario of the client's own away; the next page offers to put it back."""
    client = request.visit.client
    if editing.scenario_values(client, key) is None:
        raise Http404
    request.session[UNDO] = editing.remove_scenario(client, key, request.visit.actor)
    return redirect("risks:index", address=client.address)


@door("risks", "change")
@require_POST
def put_back(request: Visited) -> HttpResponse:
    """Puts back what was removed last in this session."""
    values = request.session.pop(UNDO, None)
    if values:
        record = editing.scenario_of(values)
        editing.save_scenario(request.visit.client, record, request.visit.actor)
        messages.success(request, f"“{record.name}” is back.")
    return redirect("risks:index", address=request.visit.client.address)


@door("risks")
def limits(request: Visited) -> HttpResponse:
    """The curve against what the board can bear, with its verdicts."""
    client, found = request.visit.client, kept(request.visit.client)
    return render(request, "risks/limits.html", {
        "found": found, "appetite": editing.appetite_values(client),
        "curve": whole_curve(found.found) if found and found.found.curve else None,
        "history": _changes(client, action="set tolerance"),
    })  # fmt: skip


@door("risks", "change")
def set_limits(request: Visited) -> HttpResponse:
    """What the board said that it can bear."""
    client, before = request.visit.client, editing.appetite_values(request.visit.client)
    form = ToleranceForm(request.POST or None, initial=tolerance_initial(before))
    if request.method == "POST" and form.is_valid():
        try:
            editing.set_appetite(client, form.values(before), request.visit.actor)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept. The answers are worked out again against it.")
            return redirect("risks:limits", address=client.address)
    return render(
        request, "risks/set_limits.html", {"form": form}, status=422 if form.errors else 200
    )


@door("risks")
def decisions(request: Visited) -> HttpResponse:
    """Every decision; those that must be decided again first."""
    client, today = request.visit.client, timezone.localdate()
    return render(request, "risks/decisions.html", {
        "reopened": reopened(client, today), "accepted": in_force(client, today), "today": today,
        "decisions": Decision.objects.of(client).order_by("-on", "key"),
    })  # fmt: skip


def _form(request: Visited, before: dict[str, object], key: str) -> HttpResponse:
    client = request.visit.client
    form = ScenarioForm(request.POST or None, client=client, initial=initial_of(before))
    if request.method == "POST" and form.is_valid():
        try:
            values = form.values(before) | {"key": key or _free(client, form.cleaned_data["name"])}
            record = editing.scenario_of(values)
            editing.save_scenario(client, record, request.visit.actor)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept. The answers are worked out again with it.")
            return redirect("risks:index", address=client.address)
    context = {"form": form, "key": key, "before": before}
    return render(request, "risks/edit.html", context, status=422 if form.errors else 200)


def _starter(client: Client, key: str) -> dict[str, object] | None:
    """A starting scenario as a record that may be said better."""
    found: Kept | None = kept(client)
    risk = next((r for r in found.found.risks if r.key == key), None) if found else None
    if risk is None:
        return None
    return {"starter": key, "name": risk.name, "kind": risk.kind, "story": risk.story,
            "services": list(risk.services), "harm": risk.harm}  # fmt: skip


def _changes(client: Client, **of: str) -> list[LedgerRow]:
    return list(LedgerRow.objects.of(client).filter(**of).order_by("-number")[:HISTORY])


def _free(client: Client, name: str) -> str:
    base = f"own:{slugify(name)[:60] or 'scenario'}"
    taken = set(Scenario.objects.of(client).values_list("key", flat=True))
    numbered = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 3))
    return next(free for free in numbered if free not in taken)
