"""The whole ranking, worked out column by column and written back: for clients of any size.

Shares come from the scenarios' averages alone, so that no year is simulated. Reasons, ranges and
the order by tolerance are told of the rows that somebody looks at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np
from django.db import transaction

from quarterdeck.business.folder import ControlRecord
from quarterdeck.clients.models import Client
from quarterdeck.engine.exposure import NO_FIX, Weaknesses, effect_of, prior_chance
from quarterdeck.engine.ranking import Ranking, What, rank, shares
from quarterdeck.findings import services as findings
from quarterdeck.risks.controls import Controls, in_force
from quarterdeck.risks.exposing import (
    Exposed,
    Frozen,
    Ground,
    Stranger,
    exposed,
    frozen_reference,
    new_looks,
    stranger_key,
    survey_of,
    terrain,
)
from quarterdeck.risks.inputs import Inputs, weaknesses_of
from quarterdeck.risks.models import RankedList, RankedPage
from quarterdeck.risks.register import register
from quarterdeck.risks.services import inputs_of, keep_reference
from quarterdeck.risks.telling_ranks import severity_score

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
    if new_looks(inputs):
        inputs = inputs.with_weaknesses(weaknesses_of(client))
    controls = in_force(inputs.of("controls.yaml", ControlRecord), as_of)
    columns = findings.columns(client)
    on, severity = _ground(client, inputs, controls, columns)
    seen = _exposed(client, actor, inputs, controls, on)
    of_findings, of_gaps = shares(seen.findings), shares(seen.duties)
    gaps = tuple(f"gap:{gap.record.key}" for gap in seen.gaps)
    return Ranked(
        ranking=rank(of_findings, severity, of_gaps),
        findings=columns.finding,
        others=(*gaps, *(f"not scanned:{key}" for key in on.keys)),
        total_per_year=of_findings.total + of_gaps.total,
    )


def _exposed(client: Client, actor: str, inputs: Inputs, controls: Controls, on: Ground) -> Exposed:
    parameters = inputs.parsed_priors.judgements.middle
    risks = register(inputs)
    now = survey_of(on, inputs, risks, controls, parameters)
    frozen: Frozen = frozen_reference(inputs, now, risks, controls, parameters)
    keep_reference(client, actor, inputs, frozen)
    return exposed(now, risks, controls, frozen)


def _ground(
    client: Client, inputs: Inputs, controls: Controls, found: findings.Columns
) -> tuple[Ground, np.ndarray]:
    """What was found on which system; and each weakness's score for the order by severity."""
    on, system = _terrain(client, inputs, controls, found)
    table = inputs.parsed_priors.exploited_within_30_days
    priors = np.array([prior_chance(*kind, table) for kind in found.kinds])
    told = findings.forecasts(found.cves)
    forecast = _each(told.chance, found.forecast)
    effects = np.array([effect_of(cvss.split(), category) for cvss, category in found.impacts])
    fixes = np.array([NO_FIX if not key else n for n, key in enumerate(found.fixes)], dtype="<i4")
    columns = Weaknesses.of(
        system=system,
        chance=np.where(np.isnan(forecast), _each(priors, found.kind), forecast),
        known_exploited=_each(told.known_exploited, found.forecast),
        effect=effects[found.impact] if len(found) else (1.0, 1.0, 1.0),
        fix=_each(fixes, found.fix),
    )
    words = np.array([severity_score(severity, 0) for _, severity in found.kinds])
    return replace(on, columns=columns), _each(words, found.kind) + np.nan_to_num(found.score)


def _terrain(
    client: Client, inputs: Inputs, controls: Controls, found: findings.Columns
) -> tuple[Ground, np.ndarray]:
    """Systems and edges, with those that only scans know; and on which each weakness stands."""
    known = findings.hosts(client)
    used = np.bincount(found.asset, minlength=len(found.assets)) > 0
    hosts = {
        asset: known[asset]
        for asset in sorted(found.assets[place] for place in np.flatnonzero(used))
    }
    strangers = {h.name: Stranger(h.reach, h.reach) for h in hosts.values() if not h.system}
    on = terrain(inputs, controls, strangers)
    places = {asset: on.place[h.system or stranger_key(h.name)] for asset, h in hosts.items()}
    by_asset = np.array([places.get(asset, -1) for asset in found.assets], dtype=np.int32)
    return on, by_asset[found.asset]


def _each(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    return values[places] if len(values) else np.zeros(0)


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
