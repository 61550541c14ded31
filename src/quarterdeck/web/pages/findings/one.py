"""One finding, gap or unseen system: the ladder from the board's sentence to the record."""

import gzip

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from quarterdeck.business.models import Requirement, System
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.models import Client
from quarterdeck.findings import raw
from quarterdeck.findings.intelligence import intelligence_on
from quarterdeck.findings.models import WEAK, Change, Finding, ScanFile
from quarterdeck.risks.kept import PAGE as TOLD_PAGE
from quarterdeck.risks.kept import TOLD, told_pages
from quarterdeck.risks.results import Ranked
from quarterdeck.web.pages.findings.evidence import evidence
from quarterdeck.web.pages.findings.ladder import up
from quarterdeck.web.pages.findings.rows import told_key

HISTORY = 50


@door("findings")
def finding(request: Visited, pk: int) -> HttpResponse:
    """A finding with what it threatens above and what it rests on below."""
    client = request.visit.client
    row = (
        Finding.objects.of(client)
        .filter(pk=pk)
        .select_related("asset__system", "assignment")
        .first()
    )
    if row is None:
        raise Http404
    system = row.asset.system
    told = _told(client, told_key(row))
    known = intelligence_on(set(row.cves.split()))
    beside = Finding.objects.of(client).filter(asset=row.asset, state__in=WEAK).exclude(pk=pk)
    return render(request, "findings/finding.html", {
        "finding": row, "system": system, "told": told, "rungs": up(client, told, system),
        "assignment": getattr(row, "assignment", None), "known": sorted(known.items()),
        "beside": beside.count(), "evidence": evidence(client, row),
        "is_open": row.state in WEAK, "history": _history(client, row),
    })  # fmt: skip


@door("findings")
def gap(request: Visited, key: str) -> HttpResponse:
    """A gap: its obligation above, its requirement and proof below."""
    client = request.visit.client
    row = Requirement.objects.of(client).filter(key=key).select_related("obligation").first()
    if row is None:
        raise Http404
    told = _told(client, f"gap:{key}")
    return render(request, "findings/gap.html", {
        "requirement": row, "told": told, "rungs": up(client, told, None),
    })  # fmt: skip


@door("findings")
def unseen(request: Visited, key: str) -> HttpResponse:
    """A system that nobody looked at: what may be there, and what a look would settle."""
    client = request.visit.client
    row = System.objects.of(client).filter(key=key).first()
    if row is None:
        raise Http404
    told = _told(client, f"scan:{key}")
    return render(request, "findings/unseen.html", {
        "system": row, "told": told, "rungs": up(client, told, row),
    })  # fmt: skip


@door("findings")
def raw_file(request: Visited, file: int) -> FileResponse:
    """The scan file as it was given, as bytes to be saved, never shown."""
    row = ScanFile.objects.of(request.visit.client).filter(pk=file).first()
    if row is None or not raw.path_of(row.sha256).exists():
        raise Http404
    return FileResponse(
        gzip.open(raw.path_of(row.sha256)), as_attachment=True, filename=row.name,
        content_type="application/octet-stream",
    )  # fmt: skip


def _told(client: Client, key: str) -> Ranked | None:
    """By its key, or by what mends it where it is no finding."""
    rows = told_pages(client, range(TOLD // TOLD_PAGE))
    return next(
        (row for row in rows if key == (row.key if row.what == "finding" else row.fix_key)), None
    )


def _history(client: Client, row: Finding) -> list[Change]:
    turns = Change.objects.of(client).filter(finding=row).select_related("file")
    return list(turns.order_by("-at", "-pk")[:HISTORY])
