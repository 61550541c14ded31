"""The business map: as a picture, as a list of its tables; and the obligations."""

from itertools import chain

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quarterdeck.business.folder import ObligationRecord, RequirementRecord
from quarterdeck.business.models import Service, System
from quarterdeck.business.picture import MOST, drawn, ground
from quarterdeck.business.places import PLACES, filled_in, place_of
from quarterdeck.business.states import obligation_states
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.models import Client


@door("business")
def index(request: Visited) -> HttpResponse:
    """What the business does and runs on, and what is still missing."""
    client, visit = request.visit.client, request.visit
    tables = [filled_in(client, place) for place in PLACES if visit.may(place.room)]
    services = list(Service.objects.of(client).order_by("name").values_list("key", "name"))
    systems = System.objects.of(client).count()
    chosen = _chosen(request.GET.get("service", ""), services, systems)
    found = ground(client, chosen) if systems or services else None
    lacking = max(tables, key=lambda table: max((n for _, n in table.lacks), default=0))
    return render(request, "business/index.html", {
        "tables": tables, "services": services, "systems": systems, "chosen": chosen,
        "name": dict(services).get(chosen, ""), "whole": systems <= MOST,
        "picture": found and drawn(found, width=1120, columns=6, with_services=bool(chosen)),
        "narrow": found and chosen and drawn(found, width=340, columns=2, with_services=True),
        "worst": lacking.says_gap,
    })  # fmt: skip


@door("business")
def obligations(request: Visited) -> HttpResponse:
    """What is owed: met and proven, met on our word alone, not met."""
    client = request.visit.client
    states = obligation_states(
        [ObligationRecord.model_validate(v) for v in _values(client, "obligations")],
        [RequirementRecord.model_validate(v) for v in _values(client, "requirements")],
        timezone.localdate(),
    )
    unmet = sorted(chain.from_iterable(s.not_met for s in states), key=lambda r: str(r.due or "9"))
    return render(request, "business/obligations.html", {
        "states": states, "first": unmet[0] if unmet else None,
        "proven": sum(len(s.proven) for s in states),
        "not_proven": sum(len(s.not_proven) for s in states), "not_met": len(unmet),
    })  # fmt: skip


def _values(client: Client, stem: str) -> list[dict[str, object]]:
    place = place_of(stem)
    return place.table.values(client) if place else []


def _chosen(asked: str, services: list[tuple[str, str]], systems: int) -> str:
    """The service whose part of the map is drawn: the one asked for; "" draws the whole."""
    if asked in dict(services):
        return asked
    return services[0][0] if services and systems > MOST else ""
