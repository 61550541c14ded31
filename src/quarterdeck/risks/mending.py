"""What mending leaves: findings and gaps that are closed, controls that are improved."""

from collections.abc import Mapping
from typing import Any

from quarterdeck.business.folder import ControlRecord
from quarterdeck.engine.loss import Change
from quarterdeck.risks.controls import in_force
from quarterdeck.risks.exposing import Exposed, exposed, survey
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.register import Risk
from quarterdeck.risks.today import InitiativeRecord, Today

GAP = "gap:"
"""What the keys of fixes begin with that close a gap."""


def mended(today: Today, records: tuple[InitiativeRecord, ...]) -> Mapping[str, Change]:
    """What is left of rates and losses once findings and gaps are closed, and controls that are
    there cover more or work more reliably."""
    inputs = _mended_inputs(today.inputs, records)
    if inputs is today.inputs:
        return {}
    risks, frozen = today.exposed.risks, today.frozen
    controls = in_force(inputs.of("controls.yaml", ControlRecord), inputs.as_of)
    then = exposed(survey(inputs, risks, controls, today.parameters), risks, controls, frozen)
    found = ((risk.key, _left(today.exposed, then, risk)) for risk in risks)
    return {k: c for k, c in found if k in today.simulated.keys and c != Change()}


def _left(now: Exposed, then: Exposed, risk: Risk) -> Change:
    rate = _part(
        now.factor[risk.key] * now.controls.left_of_rate(risk),
        then.factor[risk.key] * then.controls.left_of_rate(risk),
    )
    scale = _part(now.controls.left_of_loss(risk), then.controls.left_of_loss(risk))
    return Change((1 - rate,) if rate < 1 else (), scale)


def _part(now: float, then: float) -> float:
    return min(1.0, then / now) if now > 0 else 1.0


def _mended_inputs(inputs: Inputs, records: tuple[InitiativeRecord, ...]) -> Inputs:
    """The inputs with those systems' findings and those fixes' gone, those requirements met and
    proven, and those controls improved."""
    systems = {key for r in records for key in r.mends_systems}
    fixes = {key for r in records for key in r.fixes}
    if systems or fixes:
        inputs = inputs.with_weaknesses(tuple(
            w for w in inputs.weaknesses if w.system not in systems and w.fix_key not in fixes
        ))  # fmt: skip
    closed = {key for r in records for key in r.closes}
    closed |= {key.removeprefix(GAP) for key in fixes if key.startswith(GAP)}
    if closed:
        met = {"state": "met", "proof": "tested", "proof_valid_until": None}
        inputs = _with(inputs, "requirements.csv", dict.fromkeys(closed, met))
    raised = {i.control: _raised(i) for r in records for i in r.improves}
    return _with(inputs, "controls.yaml", raised) if raised else inputs


def _with(inputs: Inputs, file: str, values: Mapping[str, dict[str, Any]]) -> Inputs:
    """The inputs with values changed in a file's records, by key."""
    rows = [row | values.get(row["key"], {}) for row in inputs.records.get(file, [])]
    return inputs.with_records({file: rows})


def _raised(improvement: Any) -> dict[str, Any]:
    given = improvement.model_dump(mode="json", include={"coverage", "reliability"})
    return {name: value for name, value in given.items() if value is not None}
