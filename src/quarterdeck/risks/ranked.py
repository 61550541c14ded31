"""The whole ranking, worked out column by column and written back: for clients of any size.

Shares come from the scenarios' averages alone, so that no year is simulated. Reasons, ranges and
the order by tolerance are told of the rows that somebody looks at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
from django.db import transaction

from quarterdeck.business.folder import ControlRecord
from quarterdeck.clients.models import Client
from quarterdeck.engine.ranking import Ranking, What, rank, shares
from quarterdeck.findings import services as findings
from quarterdeck.risks.column_ground import ground_of, seen_by, severities
from quarterdeck.risks.controls import in_force
from quarterdeck.risks.exposing import Exposed, Survey, exposed, survey_of
from quarterdeck.risks.freezing import frozen_reference
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.models import RankedList, RankedPage
from quarterdeck.risks.register import register
from quarterdeck.risks.services import inputs_of, keep_reference

ROW = np.dtype([("what", "i1"), ("of", "<i8"), ("share", "<f8"), ("by_severity", "<i4")])
"""One row of a page: what it is, which (a finding's primary key, else a place among the list's
`others`), its money a year, and its rank by severity (0: unrated)."""

PAGE = 10_000


@dataclass(frozen=True, eq=False)
class Ranked:
    """The ranking with what its places stand for: findings' primary keys, the others' keys."""

    ranking: Ranking
    findings: np.ndarray
    others: tuple[str, ...]
    total_per_year: float


@transaction.atomic
def rank_all(client: Client, as_of: date, actor: str) -> RankedList:
    """Ranks everything that is open and writes it back. ValueError as in `assessing.look`."""
    ranked = worked_out(client, as_of, actor)
    RankedPage.objects.of(client).delete()
    RankedPage.objects.of(client).bulk_create(
        RankedPage(client=client, number=number, rows=rows.tobytes())
        for number, rows in enumerate(_pages(ranked))
    )
    row, _ = RankedList.objects.of(client).update_or_create(
        client_id=client.pk,
        defaults={
            "as_of": as_of, "made_at": datetime.now(UTC), "count": len(ranked.ranking),
            "others": list(ranked.others), "total_per_year": ranked.total_per_year,
        },
    )  # fmt: skip
    return row


def page(client: Client, number: int) -> np.ndarray:
    """The rows (`ROW`) of ranks number × PAGE + 1 and on; none past the end."""
    row = RankedPage.objects.of(client).filter(number=number).first()
    return np.frombuffer(bytes(row.rows), dtype=ROW) if row else np.zeros(0, dtype=ROW)


def worked_out(client: Client, as_of: date, actor: str) -> Ranked:
    """The ranking as the stored records give it; a new reference goes to the ledger."""
    inputs = inputs_of(client, as_of, lean=True)
    found = findings.columns(client)
    seen = _exposed(client, actor, inputs, found)
    of_findings, of_gaps = shares(seen.findings), shares(seen.duties)
    gaps = tuple(f"gap:{gap.record.key}" for gap in seen.gaps)
    return Ranked(
        ranking=rank(of_findings, severities(found), of_gaps),
        findings=found.finding,
        others=(*gaps, *(f"not scanned:{key}" for key in seen.ground.keys)),
        total_per_year=of_findings.total + of_gaps.total,
    )


def _exposed(client: Client, actor: str, inputs: Inputs, found: findings.Columns) -> Exposed:
    controls = in_force(inputs.of("controls.yaml", ControlRecord), inputs.as_of)
    parameters = inputs.parsed_priors.judgements.middle
    risks = register(inputs)
    on = ground_of(client, inputs, controls, found)

    def before(given: Inputs) -> Survey:
        gone = {(x.system, x.by) for x in set(inputs.looked) - set(given.looked)}
        known = findings.known_without(client, found, gone)
        return survey_of(seen_by(on, given, known), given, risks, controls, parameters)

    now = survey_of(on, inputs, risks, controls, parameters)
    frozen = frozen_reference(inputs, now, before)
    keep_reference(client, actor, inputs, frozen)
    return exposed(now, risks, controls, frozen)


def _pages(ranked: Ranked) -> Iterator[np.ndarray]:
    ranking = ranked.ranking
    rows = np.zeros(len(ranking), dtype=ROW)
    rows["what"], rows["share"] = ranking.what, ranking.share
    rows["by_severity"] = ranking.by_severity
    gaps = sum(key.startswith("gap:") for key in ranked.others)
    found = ranking.what == What.FINDING
    rows["of"] = ranking.place + gaps * (ranking.what == What.NOT_SCANNED)
    rows["of"][found] = ranked.findings[ranking.place[found]]
    for start in range(0, len(rows), PAGE):
        yield rows[start : start + PAGE]
