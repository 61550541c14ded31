"""Operations that only read: clients, answers, assessment, ranking, findings, records, ledger."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from quarterdeck.board.refreshing import standing_of
from quarterdeck.clients import ledger
from quarterdeck.clients.access import clients_of
from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.models import LedgerRow
from quarterdeck.clients.rights import Area
from quarterdeck.findings.models import Change, Finding
from quarterdeck.risks.kept import kept, plain
from quarterdeck.web.api.frame import MOST, PAGE, Page, cursor_at, enter, page, start_of
from quarterdeck.web.pages.findings.filters import Filters, findings
from quarterdeck.web.pages.findings.order import order
from quarterdeck.web.pages.findings.rows import Row, rows

router = Router()
ROOM_AREAS: dict[str, Area] = {
    "business": "business", "risks": "risks", "plans": "plans", "incidents": "incidents",
}  # fmt: skip


class Paging(Schema):
    """`cursor` is "next" of the page before; `limit` at most 200."""

    cursor: str | None = None
    limit: int = PAGE

    @property
    def many(self) -> int:
        return max(1, min(self.limit, MOST))


class ClientOut(Schema):
    """A client: `address` is its place in every path."""

    address: str
    key: str
    name: str
    sector: str
    country: str
    currency: str


class RankedOut(Schema):
    """One row of the ranking; money in the client's currency a year."""

    rank: int
    rank_by_severity: int | None
    kind: str
    key: str
    title: str
    system: str
    severity: str
    score: float | None
    cost_per_year: dict[str, float]
    saving_alone: float
    reason: str
    assigned_to: str


class FindingOut(Schema):
    """One weakness on one system."""

    id: int
    title: str
    severity: str
    score: float | None
    cves: list[str]
    system: str
    state: str
    tool: str
    first_seen: Any
    last_seen: Any
    fix: str


@router.get("/clients", response=Page[ClientOut], summary="The clients that you reach")
def clients(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    key = getattr(request, "key", None)
    found = clients_of(request.user)  # type: ignore[arg-type]
    if key and key.client_id:
        found = found.filter(pk=key.client_id)
    start = start_of(paging.cursor)
    return page(list(found[start : start + paging.many + 1]), start, paging.many)


@router.get("/clients/{address}", response=ClientOut, summary="One client")
def client(request: HttpRequest, address: str) -> Any:
    return enter(request, address, "board").client


@router.get("/clients/{address}/answers", summary="The four answers, as they stand")
def answers(request: HttpRequest, address: str) -> dict[str, Any]:
    """`stale` while newer ones are being worked out; `told` is null before the first."""
    found, working = standing_of(enter(request, address, "cockpit").client)
    if found is None:
        return {"told": None, "stale": True, "as_of": None, "made_at": None}
    return {
        "told": plain(found.told),
        "stale": working,
        "as_of": found.as_of,
        "made_at": found.made_at,
    }


@router.get("/clients/{address}/assessment", summary="All figures, as last worked out")
def assessment(request: HttpRequest, address: str) -> dict[str, Any]:
    """The ranking apart, which is a list of its own."""
    found = kept(enter(request, address, "risks").client)
    if found is None:
        raise Http404
    return {"made_at": found.made_at, "assessment": plain(found.found)}


@router.get("/clients/{address}/ranking", response=Page[RankedOut], summary="What to mend first")
def ranking(
    request: HttpRequest, address: str, paging: Query[Paging], by: str = "business",
    kind: str = "", severity: str = "", service: str = "", system: str = "", text: str = "",
) -> dict[str, Any]:  # fmt: skip
    """By "business" or "severity", narrowed as on the page of findings."""
    client = enter(request, address, "findings").client
    filters = Filters.of({"kind": kind, "severity": severity, "service": service,
                          "system": system, "text": text})  # fmt: skip
    start, many = start_of(paging.cursor), paging.many
    found = order(client, filters, "severity" if by == "severity" else "whole", start)
    if found is None:
        return {"items": [], "next": None}
    items = [_ranked(row) for row in rows(client, found.after(start, many))]
    return {"items": items, "next": cursor_at(start + many) if start + many < found.count else None}


@router.get("/clients/{address}/findings", response=Page[FindingOut], summary="Open findings")
def findings_(
    request: HttpRequest, address: str, paging: Query[Paging], severity: str = "",
    system: str = "", tool: str = "", text: str = "",
) -> dict[str, Any]:  # fmt: skip
    client = enter(request, address, "findings").client
    filters = Filters.of({"severity": severity, "system": system, "tool": tool, "text": text})
    after, many = start_of(paging.cursor), paging.many
    found = findings(client, filters).filter(pk__gt=after).select_related("asset__system")
    shown = list(found.order_by("pk")[: many + 1])
    following = cursor_at(shown[many - 1].pk) if len(shown) > many else None
    return {"items": [_finding(row) for row in shown[:many]], "next": following}


@router.get("/clients/{address}/findings/{int:finding}", summary="One finding with its history")
def finding(request: HttpRequest, address: str, finding: int) -> dict[str, Any]:
    client = enter(request, address, "findings").client
    row = Finding.objects.of(client).filter(pk=finding).select_related("asset__system").first()
    if row is None:
        raise Http404
    turns = (
        Change.objects.of(client).filter(finding=row).select_related("file").order_by("at", "pk")
    )
    history = [{"at": t.at, "turn": t.turn, "file": t.file.name} for t in turns]
    return _finding(row) | {"history": history, "locations": row.locations.splitlines()}


@router.get("/clients/{address}/records", summary="The tables of the client folder")
def tables(request: HttpRequest, address: str) -> list[dict[str, str]]:
    visit = enter(request, address, "board")
    return [{"table": t.file.partition(".")[0], "says": " ".join(t.says.split())}
            for t in registry.tables() if visit.may(area_of(t))]  # fmt: skip


@router.get("/clients/{address}/records/{table}", summary="The records of one table")
def records(
    request: HttpRequest, address: str, table: str, paging: Query[Paging]
) -> dict[str, Any]:
    part = table_named(table)
    client = enter(request, address, area_of(part)).client
    start, many = start_of(paging.cursor), paging.many
    return page(part.values(client)[start : start + many + 1], start, many)


@router.get("/clients/{address}/records/{table}/{key}", summary="One record")
def record(request: HttpRequest, address: str, table: str, key: str) -> dict[str, Any]:
    part = table_named(table)
    client = enter(request, address, area_of(part)).client
    found = part.stored(client).get(key)
    if found is None:
        raise Http404
    return part.as_values(found)


@router.get("/clients/{address}/ledger", summary="Changes that a director relies on, newest first")
def ledger_(request: HttpRequest, address: str, paging: Query[Paging]) -> dict[str, Any]:
    client = enter(request, address, "ledger").client
    found = LedgerRow.objects.of(client).order_by("-number")
    start, many = start_of(paging.cursor), paging.many
    shown = found[start : start + many + 1]
    return page([ledger.as_line(row) | {"hash": row.hash} for row in shown], start, many)


@router.get("/clients/{address}/ledger/verify", summary="Whether the chain holds")
def verify(request: HttpRequest, address: str) -> dict[str, Any]:
    client = enter(request, address, "ledger").client
    faults = [fault._asdict() for fault in ledger.verify(client)]
    return {"rows": ledger.length(client), "holds": not faults, "faults": faults}


def table_named(name: str) -> Table:
    """The part of that name. Raises Http404."""
    found = next((t for t in registry.tables() if t.file.partition(".")[0] == name), None)
    if found is None:
        raise Http404
    return found


def area_of(table: Table) -> Area:
    """The area that a table belongs to: its room."""
    return ROOM_AREAS.get(table.model._meta.app_label, "business")


def _ranked(row: Row) -> dict[str, Any]:
    money = {"low": row.money.low, "middle": row.money.middle, "high": row.money.high}
    return {
        "rank": row.rank, "rank_by_severity": row.by_severity or None, "kind": row.what,
        "key": row.key, "title": row.title, "system": row.system, "severity": row.severity,
        "score": row.score, "cost_per_year": money, "saving_alone": row.saving,
        "reason": row.reason, "assigned_to": row.assigned,
    }  # fmt: skip


def _finding(row: Finding) -> dict[str, Any]:
    system = row.asset.system
    return {
        "id": row.pk, "title": row.title, "severity": row.severity, "score": row.score,
        "cves": row.cves.split(), "system": system.key if system else row.asset.name,
        "state": row.state, "tool": row.family, "first_seen": row.first_seen,
        "last_seen": row.last_seen, "fix": row.fix,
    }  # fmt: skip
