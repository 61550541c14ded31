"""Rows as the page tells them: in business words with money, and in the scanner's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.business.models import Requirement, System
from quarterdeck.clients.models import Client
from quarterdeck.engine.ranking import What
from quarterdeck.findings.models import Finding
from quarterdeck.risks.kept import PAGE as TOLD_PAGE
from quarterdeck.risks.kept import TOLD, told_pages
from quarterdeck.risks.results import Ranked, Span
from quarterdeck.web.pages.findings.order import Place


@dataclass(frozen=True, slots=True)
class Row:
    """One row for both lenses. `reason` is "" beyond the rows that are told with reasons."""

    place: Place
    what: str
    key: str
    title: str
    system: str
    severity: str
    score: float | None
    cve: str
    tool: str
    money: Span
    saving: float
    fix: str
    reason: str
    assigned: str

    @property
    def rank(self) -> int:
        return self.place.rank

    @property
    def by_severity(self) -> int:
        return self.place.by_severity


def rows(client: Client, places: Sequence[Place]) -> list[Row]:
    """The rows of those places, in their order; five queries for any number."""
    wanted = [place.finding for place in places if place.what is What.FINDING]
    found = {
        finding.pk: finding
        for finding in Finding.objects.of(client)
        .filter(pk__in=wanted)
        .select_related("asset__system", "assignment")
    }
    told = _told(client, places)
    gaps = dict(Requirement.objects.of(client).values_list("key", "says"))
    systems = dict(
        System.objects.of(client).filter(key__in=_unseen(places)).values_list("key", "name")
    )
    out = []
    for place in places:
        if place.what is not What.FINDING:
            out.append(_other(place, told, gaps, systems))
        elif place.finding in found:
            out.append(_finding(place, found[place.finding], told))
    return out


def told_key(found: Finding) -> str:
    """The key that a told row has for the finding, as `risks.inputs` makes it."""
    system = found.asset.system
    return f"{system.key if system else found.asset.key} {found.key}"


def _unseen(places: Sequence[Place]) -> list[str]:
    return [place.key.partition(":")[2].strip() for place in places]


def _told(client: Client, places: Sequence[Place]) -> dict[str, Ranked]:
    """The told rows near those ranks: findings by their key, the others by what mends them."""
    numbers = {(place.rank - 1) // TOLD_PAGE for place in places if place.rank <= TOLD}
    near = numbers | {n + 1 for n in numbers} | {n - 1 for n in numbers}
    rows = told_pages(client, near)
    return {row.key if row.what == "finding" else row.fix_key: row for row in rows}


def _finding(place: Place, found: Finding, told: dict[str, Ranked]) -> Row:
    system = found.asset.system
    name = system.name if system else found.asset.name
    row = told.get(told_key(found))
    assigned = getattr(found, "assignment", None)
    return Row(
        place, "finding", str(found.pk), found.title, name, found.severity, found.score,
        found.cves.split()[0] if found.cves else "", found.family,
        row.cost_per_year if row else Span(place.share, place.share, place.share),
        row.saving_alone if row else place.share, found.fix, row.reason if row else "",
        str(assigned.to) if assigned else "",
    )  # fmt: skip


def _other(
    place: Place, told: dict[str, Ranked], gaps: dict[str, str], systems: dict[str, str]
) -> Row:
    key = place.key.partition(":")[2].strip()
    is_gap = place.what is What.GAP
    what, title = ("gap", gaps.get(key, key)) if is_gap else ("not scanned", "Not scanned")
    row = told.get(f"{'gap' if is_gap else 'scan'}:{key}")
    name = (row.system_name if row else "") or systems.get(key, "")
    money = row.cost_per_year if row else Span(place.share, place.share, place.share)
    return Row(
        place, what, key, row.title if row and is_gap else title, name, "", None, "", "", money,
        row.saving_alone if row else place.share, "", row.reason if row else "", "",
    )  # fmt: skip
