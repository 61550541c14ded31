"""The list: the same rows by what leaving them costs and by severity, with the shift between."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from quarterdeck.business.models import Service
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.models import Client
from quarterdeck.findings.models import Assignment, Finding, SavedView
from quarterdeck.risks.kept import kept
from quarterdeck.web.pages.findings.filters import KINDS, SEEN, SEVERITIES, Filters
from quarterdeck.web.pages.findings.order import Order, carriers, offset, order
from quarterdeck.web.pages.findings.rows import Row, rows
from quarterdeck.web.pages.findings.shift import axis, shift

PAGE = 50
FIRST = 12
MOST_SEVERE = 3
LENSES = ("both", "business", "severity")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows that are passed over between two that are shown: how many, and what they bear."""

    count: int
    money: float


@door("findings")
def list_(request: Visited) -> HttpResponse:
    """Keyset paging: `from` is the number of rows before the page."""
    client, filters = request.visit.client, Filters.of(request.GET)
    lens = request.GET.get("lens", "both")
    lens = lens if lens in LENSES else "both"
    start = _number(request.GET.get("from"))
    found = order(client, filters, "severity" if lens == "severity" else "business", start)
    if found is None or not found.count:
        return _empty(request, found, filters)
    many = FIRST if lens == "both" and not start and not filters.any else PAGE
    shown = rows(client, found.after(offset(found, start), many))
    skipped, late = _late(client, lens, filters, start, shown)
    half, count = carriers(client)
    context = {
        "rows": shown, "late": late, "skipped": skipped, "axis": axis([*shown, *late]),
        "lens": lens, "next_lens": LENSES[(LENSES.index(lens) + 1) % 3], "filters": filters,
        "count": found.count, "total": found.total, "half": half, "in_all": count,
        "next": start + len(shown) if start + len(shown) < found.count else None,
        "start": start, "as_of": _as_of(client), **choices(client, filters),
    }  # fmt: skip
    if lens == "both":
        context["shift"] = shift(shown, late, bool(skipped))
    return render(request, "findings/list.html", context)


def choices(client: Client, filters: Filters) -> dict[str, Any]:
    """What each filter may be, for the form."""
    tools = Finding.objects.of(client).order_by("family").values_list("family", flat=True)
    people = Assignment.objects.of(client).order_by("to").values_list("to", flat=True)
    return {
        "views": list(SavedView.objects.of(client)),
        "choices": (
            ("kind", "Kind", KINDS),
            ("severity", "Severity", (("", "any"), *((s, s) for s in SEVERITIES))),
            ("service", "Service", (("", "all"), *_services(client))),
            ("tool", "Tool", (("", "all"), *((t, t) for t in tools.distinct()))),
            ("seen", "Seen since", SEEN),
            ("mine", "Assigned to", (("", "anybody"), *((p, p) for p in people.distinct()))),
        ),
        "chosen": {name: getattr(filters, name) for name in filters.__slots__},
    }


def _services(client: Client) -> list[tuple[str, str]]:
    return list(Service.objects.of(client).order_by("name").values_list("key", "name"))


def _empty(request: Visited, found: Order | None, filters: Filters) -> HttpResponse:
    client = request.visit.client
    context = {"ranked": found is not None, "filters": filters, **choices(client, filters)}
    return render(request, "findings/empty.html", context)


def _late(
    client: Client, lens: str, filters: Filters, start: int, shown: list[Row]
) -> tuple[Skipped | None, list[Row]]:
    """On the first page by both lenses: the most severe rows that business puts far down."""
    if lens != "both" or start or filters.any:
        return None, []
    by_severity = order(client, filters, "severity", 0)
    if by_severity is None:
        return None, []
    known = {row.rank for row in shown}
    worst = [p for p in by_severity.after(0, FIRST) if p.rank not in known and p.by_severity]
    late = sorted(rows(client, worst[:MOST_SEVERE]), key=lambda row: row.rank)
    if not late:
        return None, []
    between = late[0].rank - shown[-1].rank - 1
    first, last = shown[-1].rank, late[0].rank - 1
    return Skipped(between, float(by_severity.rows["share"][first:last].sum())), late


def _as_of(client: Client) -> object:
    found = kept(client)
    return found.as_of if found else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0
