"""Search over everything of a client that the visitor may read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from quarterdeck.board.models import Pack
from quarterdeck.business.models import Obligation, Requirement, Service, Supplier, System
from quarterdeck.clients.access import Visit
from quarterdeck.findings.models import Finding
from quarterdeck.plans.models import Initiative
from quarterdeck.risks.models import Decision, Scenario

MOST = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    says: str
    more: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind; `more` when there are others beyond."""

    name: str
    hits: tuple[Hit, ...]
    more: bool


def find(visit: Visit, text: str) -> list[Group]:
    """Groups with hits, in the order of the rooms; nothing for fewer than two letters."""
    if len(text.strip()) < 2:
        return []
    groups = (_group(name, rows) for name, rows in _all(visit, text.strip()))
    return [group for group in groups if group.hits]


def _group(name: str, hits: Iterator[Hit]) -> Group:
    found = [hit for _, hit in zip(range(MOST + 1), hits, strict=False)]
    return Group(name, tuple(found[:MOST]), len(found) > MOST)


def _all(visit: Visit, text: str) -> Iterator[tuple[str, Iterator[Hit]]]:
    if visit.may("findings"):
        yield "Findings", _findings(visit, text)
    if visit.may("business"):
        yield "Services", _of(visit, Service, text, "business:index", "name", "says")
        yield "Systems", _systems(visit, text)
        yield "Suppliers", _of(visit, Supplier, text, "business:index", "name", "provides")
        yield "Obligations", _of(visit, Obligation, text, "business:obligations", "name", "says")
        yield "Requirements", _of(visit, Requirement, text, "business:obligations", "says", "owner")
    if visit.may("risks"):
        yield "Risks", _of(visit, Scenario, text, "risks:index", "name", "story", "risks:risk")
        yield "Decisions", _of(visit, Decision, text, "risks:decisions", "says", "by")
    if visit.may("plans"):
        yield (
            "Initiatives",
            _of(visit, Initiative, text, "plans:index", "name", "says", "plans:initiative"),
        )
    if visit.may("board"):
        yield "Briefs", _of(visit, Pack, text, "board:room", "key", "key", "board:pack")


def _of(
    visit: Visit, model: type, text: str, place: str, name: str, more: str, one: str = ""
) -> Iterator[Hit]:
    """Rows that hold the text, each with its own page `one`, or all with the room's `place`."""
    rows: QuerySet = model.objects.of(visit.client)  # type: ignore[attr-defined, type-arg]
    match = Q(**{f"{name}__icontains": text}) | Q(**{f"{more}__icontains": text}) | Q(key=text)
    address = {"address": visit.client.address}
    for key, says, also in rows.filter(match).values_list("key", name, more)[: MOST + 1]:
        url = reverse(one, kwargs=address | {"key": key}) if one else reverse(place, kwargs=address)
        yield Hit(says, "" if also == says else Truncator(also).chars(160), url)


def _systems(visit: Visit, text: str) -> Iterator[Hit]:
    names = [
        f"{f}__icontains" for f in ("key", "name", "hostname", "fqdn", "ip", "cloud_id", "image")
    ]
    match = Q()
    for name in names:
        match |= Q(**{name: text})
    base = reverse("findings:list", kwargs={"address": visit.client.address})
    rows = System.objects.of(visit.client).filter(match).values_list("key", "name", "environment")
    for key, name, environment in rows[: MOST + 1]:
        yield Hit(name, environment, f"{base}?system={key}")


def _findings(visit: Visit, text: str) -> Iterator[Hit]:
    match = Q(title__icontains=text) | Q(cves__icontains=text) | Q(asset__name__icontains=text)
    rows = Finding.objects.of(visit.client).filter(match).order_by("-rank", "pk")
    for pk, title, system, state in rows.values_list("pk", "title", "asset__name", "state")[
        : MOST + 1
    ]:
        url = reverse("findings:finding", kwargs={"address": visit.client.address, "pk": pk})
        yield Hit(title, f"{system}, {state}", url)
