"""The register: the starting scenarios that the business map gives, and the client's own words.

A scenario of the client's that names a starter says better what the starter says; one that names
none is added. Rates and sizes are those of the client before controls and weaknesses are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quarterdeck.clients.folder.record import Interval
from quarterdeck.engine.estimates import JUDGEMENT, Estimate, Unit, exactly
from quarterdeck.engine.loss.scenario import CERTAIN, Kind, Loss, Scenario
from quarterdeck.engine.starters import Starter, starter_scenarios
from quarterdeck.risks.business_facts import business_facts
from quarterdeck.risks.folder import LossRecord, ScenarioRecord
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.inventory import SystemRow

SELF_REPORTED = "self-reported"


@dataclass(frozen=True)
class Risk:
    """A scenario with what people need to know of it. `by_weakness` is w of the methods."""

    scenario: Scenario
    targets: tuple[str, ...]
    by_weakness: Estimate
    services: tuple[str, ...] = ()
    data_classes: tuple[str, ...] = ()
    supplier: str = ""
    obligation: str = ""
    story: str = ""
    harm: str = ""
    days_out: Estimate | None = None
    people_affected: Estimate | None = None
    proof: str = SELF_REPORTED
    rests_on: tuple[str, ...] = ()
    own: bool = False

    @property
    def key(self) -> str:
        return self.scenario.key


def register(inputs: Inputs, *, strict: bool = True) -> tuple[Risk, ...]:
    """Every risk of the client, in the order of their keys.

    ValueError names a scenario that lacks its figures; without `strict` it is left out.
    """
    found, lacking = _registered(inputs)
    for key, starters in lacking.items() if strict else ():
        raise ValueError(f"scenarios.yaml, {key}: {figures_needed(starters)}")
    return tuple(found[key] for key in sorted(found))


def without_figures(inputs: Inputs) -> dict[str, str]:
    """By key, what the client's own scenarios lack that have neither figures nor a starter."""
    lacking = _registered(inputs)[1]
    return {key: figures_needed(starters) for key, starters in lacking.items()}


def figures_needed(starters: Iterable[str]) -> str:
    known = ", ".join(starters) or "there is none"
    return f"give rate_per_year and losses, or a starter that exists: {known}"


def _registered(inputs: Inputs) -> tuple[dict[str, Risk], dict[str, list[str]]]:
    """The risks; and the scenarios that lack figures, each with the starters left to it."""
    lacking: dict[str, list[str]] = {}
    facts = business_facts(inputs)
    found = {s.scenario.key: _started(s) for s in starter_scenarios(facts, inputs.parsed_priors)}
    for record in inputs.of("scenarios.yaml", ScenarioRecord):
        base = found.get(record.starter or record.key)
        if base is None and not (record.rate_per_year and record.losses):
            lacking[record.key] = sorted(found)
            continue
        risk = _own(inputs, record, base)
        found.pop(record.starter, None)
        found[risk.key] = risk
    return found, lacking


def estimate(given: Interval, unit: Unit = "amount") -> Estimate:
    """A record's interval as an estimate."""
    return Estimate(given.low, given.high, unit, given.likely, given.source or JUDGEMENT)


def systems_of(inputs: Inputs, services: Sequence[str]) -> tuple[str, ...]:
    """The systems that carry any of the services."""
    rows = inputs.of("systems.csv", SystemRow)
    return tuple(s.key for s in rows if set(s.services) & set(services))


def _started(starter: Starter) -> Risk:
    return Risk(
        scenario=starter.scenario,
        targets=starter.targets,
        by_weakness=starter.by_weakness,
        services=starter.services,
        data_classes=starter.data_classes,
        supplier=starter.supplier,
        obligation=starter.obligation,
        days_out=starter.days_out,
        rests_on=starter.notes,
    )


def _own(inputs: Inputs, record: ScenarioRecord, base: Risk | None) -> Risk:
    old = base or Risk(_scenario(record, None), (), exactly(0.0, "chance"))
    targets = tuple(record.systems) or (
        systems_of(inputs, record.services) if record.services and not base else old.targets
    )
    return replace(
        old,
        scenario=_scenario(record, base),
        targets=targets,
        by_weakness=estimate(record.begins_with_weakness, "chance")
        if record.begins_with_weakness
        else old.by_weakness,
        services=tuple(record.services) or old.services,
        supplier=record.supplier or old.supplier,
        story=record.story,
        harm=record.harm,
        days_out=estimate(record.days_out) if record.days_out else old.days_out,
        people_affected=estimate(record.people_affected) if record.people_affected else None,
        proof=record.proof.kind if record.proof else SELF_REPORTED,
        rests_on=_rests_on(record) or old.rests_on,
        own=True,
    )


def _scenario(record: ScenarioRecord, base: Risk | None) -> Scenario:
    old = base.scenario if base else None
    rate = estimate(record.rate_per_year) if record.rate_per_year else old and old.rate_per_year
    losses = tuple(map(_loss, record.losses)) or (old.losses if old else ())
    assert rate is not None
    return Scenario(record.key, record.name, Kind(record.kind), rate, losses)


def _loss(record: LossRecord) -> Loss:
    chance = estimate(record.chance, "chance") if record.chance else CERTAIN
    cap = {} if record.cap is None else {"cap": record.cap}
    return Loss(record.form, estimate(record.size), chance=chance, **cap)


def _rests_on(record: ScenarioRecord) -> tuple[str, ...]:
    who = f"estimated by {record.estimated_by}" if record.estimated_by else ""
    says = record.proof.says if record.proof else ""
    return tuple(part for part in (who, says) if part)
