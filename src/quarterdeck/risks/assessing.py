"""From inputs to an assessment: one way, no storage, the same values for the same inputs."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from quarterdeck.business.folder import ControlRecord
from quarterdeck.engine.loss import Side
from quarterdeck.risks.controls import in_force
from quarterdeck.risks.exposing import Exposed, Survey, exposed, recently_looked, survey
from quarterdeck.risks.figures import limit_of, odds_of, span_of
from quarterdeck.risks.freezing import frozen_reference
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.register import register
from quarterdeck.risks.results import Assessment, CurveAt, Odds, Order, Scope, Span
from quarterdeck.risks.simulating import (
    Simulated,
    scenarios_today,
    simulated,
)
from quarterdeck.risks.telling_assumptions import assumptions
from quarterdeck.risks.telling_initiatives import initiative_results, pairs_together
from quarterdeck.risks.telling_ranks import TOLD_ROWS, Listed, listed
from quarterdeck.risks.telling_risks import risk_results
from quarterdeck.risks.today import Today

DOTS = 50
Progress = Callable[[str], None]


def look(inputs: Inputs, *, strict: bool = True) -> Today:
    """Exposure and simulation of the inputs: what every figure is told from.

    Without `strict`, scenarios that name what is not there are left out (mixtures have such).
    """
    parameters = inputs.parsed_priors.judgements.middle
    risks = register(inputs, strict=strict)
    controls = in_force(inputs.of("controls.yaml", ControlRecord), inputs.as_of)

    def surveyed(given: Inputs) -> Survey:
        return survey(given, risks, controls, parameters)

    now = surveyed(inputs)
    frozen = frozen_reference(inputs, now, surveyed)
    seen = exposed(now, risks, controls, frozen)
    return Today(inputs, seen, frozen, parameters, simulated(inputs, scenarios_today(seen)))


def assess(
    inputs: Inputs, initiatives: Sequence[Any] = (), progress: Progress = lambda _step: None
) -> Assessment:
    """Everything that the faces tell. `initiatives` are records as `plans` keeps them."""
    progress("simulating years")
    return told(look(inputs), initiatives, progress)


def told(
    today: Today, initiatives: Sequence[Any] = (), progress: Progress = lambda _step: None,
    *, by: Order = "business", most: int = TOLD_ROWS,
) -> Assessment:  # fmt: skip
    """An assessment of what was looked at; the ranking tells the first `most` rows of an order."""
    inputs, seen, found = today.inputs, today.exposed, today.simulated
    progress("ranking findings and gaps")
    currency = inputs.profile.currency
    judged = inputs.parsed_priors.judgements
    ranked = listed(seen, found, today.frozen, currency, judged, by=by, most=most)
    progress("comparing initiatives")
    return Assessment(
        as_of=inputs.as_of,
        currency=currency,
        seed=inputs.seed,
        simulated_years=found.table.size,
        initiatives=initiative_results(today, initiatives),
        together=pairs_together(today, initiatives),
        risks=risk_results(seen, found),
        assumptions=assumptions(seen, found),
        scope=_scope(inputs, seen),
        **_money(found),
        **_limits(found),
        **_ranked(ranked),
    )


def _money(found: Simulated) -> dict[str, Any]:
    """Averages; and curve, dots and tail on the side of insurance of the limit that decides."""
    results = found.results
    after = results.net or results.gross
    insured = found.insured
    side: Side = after if insured == "after" else results.gross
    annual = np.sort(found.annual(insured))
    places = ((np.arange(DOTS) + 0.5) / DOTS * len(annual)).astype(int)
    hundredth = next((q for q in side.quantiles if q.one_in == 100), None)
    return {
        "mean_before_insurance": span_of(results.gross.average),
        "mean_after_insurance": span_of(after.average),
        "standard_error": after.average.error,
        "insurance": insured,
        "no_loss": side.no_loss.value,
        "curve": tuple(
            CurveAt(loss, Odds(chance, low, high))
            for loss, chance, low, high in zip(
                side.aep.losses, side.aep.chance, side.aep.low, side.aep.high, strict=True
            )
        ),
        "quantiles": tuple((q.one_in, span_of(q.loss)) for q in side.quantiles),
        "dots": tuple(float(x) for x in annual[places]),
        "tail_mean": span_of(hundredth.beyond) if hundredth else Span(0.0, 0.0, 0.0),
        "insurance_pays_per_year": results.gross.average.value - after.average.value,
    }


def _limits(found: Simulated) -> dict[str, Any]:
    offered = found.results.points[len(found.points) :]
    material = None
    if found.material:
        material, offered = limit_of(offered[-1]), offered[:-1]
    three = found.results.material
    return {
        "limits": tuple(map(limit_of, found.limits)),
        "offered_limits": tuple((limit_of(point),) for point in offered),
        "material": material,
        "material_in_three_years": three and odds_of(three.three_years),
    }


def _ranked(ranked: Listed) -> dict[str, Any]:
    return {
        "ranking": ranked.rows, "ranked_in_all": ranked.count, "fixes": ranked.fixes,
        "total_exposed": ranked.total,
    }  # fmt: skip


def _scope(inputs: Inputs, seen: Exposed) -> Scope:
    dates = {look.system: look.on for look in sorted(inputs.looked, key=lambda x: x.on)}
    listed_ = {key for key in seen.ground.keys if key not in seen.ground.not_in_list}
    oldest = min(((d, k) for k, d in dates.items() if k in listed_), default=None)
    return Scope(
        systems=len(listed_),
        scanned=len(recently_looked(inputs) & listed_),
        not_scanned=seen.ground.not_scanned,
        not_in_list=seen.ground.not_in_list,
        findings=len(inputs.weaknesses),
        oldest=oldest and (oldest[1], oldest[0]),
        epss_on=inputs.epss_on,
        kev_on=inputs.kev_on,
    )
