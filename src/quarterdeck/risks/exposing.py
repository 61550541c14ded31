"""From the inputs to exposure: systems, edges, weaknesses and gaps before the register's risks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
import numpy as np

from quarterdeck.business.folder import ObligationRecord, RequirementRecord
from quarterdeck.business.states import is_proven
from quarterdeck.engine.exposure import (
    NO_FIX,
    EdgeKind,
    Edges,
    Exposure,
    Gaps,
    Landscape,
    Obligations,
    Parameters,
    Reference,
    Stakes,
    Systems,
    Weaknesses,
    effect_of,
    expose,
    landscape,
    obligation_landscape,
    prior_chance,
)
from quarterdeck.engine.loss import mean_annual_loss
from quarterdeck.engine.loss.scenario import Kind, Scenario
from quarterdeck.risks.controls import Controls, with_loss, with_rate
from quarterdeck.risks.inputs import Inputs, Weakness
from quarterdeck.risks.inventory import EdgeRow, SystemRow
from quarterdeck.risks.register import Risk

LOOK_COUNTS_DAYS = 120  # judgement: an older look does not show what is there today


@dataclass(frozen=True)
class Ground:
    """The client's systems with all that stands on them: keys beside the engine's places."""

    keys: tuple[str, ...]
    names: dict[str, str]
    systems: Systems
    edges: Edges
    weaknesses: tuple[Weakness, ...]
    columns: Weaknesses
    fixes: tuple[str, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.keys)}

    @property
    def not_scanned(self) -> tuple[str, ...]:
        return tuple(self.keys[p] for p in np.flatnonzero(~self.systems.scanned))

    @property
    def not_in_list(self) -> tuple[str, ...]:
        return tuple(self.keys[p] for p in np.flatnonzero(~self.systems.in_inventory))


@dataclass(frozen=True)
class GapRow:
    """A requirement that is not met, or met and not proven, of an obligation's name."""

    record: RequirementRecord
    owed: str

    @property
    def met(self) -> bool:
        return self.record.state == "met"


@dataclass(frozen=True)
class Exposed:
    """Both landscapes against their frozen references."""

    risks: tuple[Risk, ...]
    ground: Ground
    gaps: tuple[GapRow, ...]
    obligations: tuple[str, ...]
    findings: Exposure
    duties: Exposure
    controls: Controls

    @cached_property
    def factor(self) -> dict[str, float]:
        """What exposure and the ways in make of each risk's rate, by key."""
        found: dict[str, float] = {}
        about = [r for r in self.risks if r.scenario.kind is not Kind.ENFORCEMENT]
        for risk, g in zip(about, self.findings.response, strict=True):
            w = risk.by_weakness.median
            found[risk.key] = (1 - w) * self.controls.left_of_other_ways(risk) + w * float(g)
        for key, g in zip(self.obligations, self.duties.response, strict=True):
            found[key] = float(g)
        return found


def ground(inputs: Inputs, controls: Controls) -> Ground:
    """The inventory, and what scanners saw that it does not know."""
    weaknesses = inputs.weaknesses
    strangers = {w.asset: Stranger(w.reach, w.zone) for w in weaknesses if not w.system}
    on = terrain(inputs, controls, strangers)
    fixes = tuple(dict.fromkeys(w.fix_key for w in weaknesses if w.fix_key))
    columns = _columns(inputs, weaknesses, on.place, fixes)
    return replace(on, weaknesses=weaknesses, columns=columns, fixes=fixes)


class Stranger(NamedTuple):
    """What the address of a system that the inventory does not know tells of it."""

    reach: str
    zone: str


def terrain(inputs: Inputs, controls: Controls, strangers: Mapping[str, Stranger]) -> Ground:
    """Systems and edges, before anything was found on them; strangers by their names."""
    known = inputs.of("systems.csv", SystemRow)
    keys = (*(s.key for s in known), *map(stranger_key, strangers))
    place = {key: number for number, key in enumerate(keys)}
    seen = recently_looked(inputs)
    return Ground(
        keys=keys,
        names={s.key: s.name for s in known} | {stranger_key(n): n for n in strangers},
        systems=Systems.of(
            reach=[s.reach for s in known] + [s.reach for s in strangers.values()],
            zone=[s.zone for s in known] + [s.zone for s in strangers.values()],
            left_by_controls=[controls.left_in_front_of(key) for key in keys],
            scanned=[s.key in seen for s in known] + [True] * len(strangers),
            in_inventory=[True] * len(known) + [False] * len(strangers),
        ),
        edges=Edges.of([
            (place[e.source], place[e.target], EdgeKind[e.kind.upper()], trust)
            for e in inputs.of("edges.csv", EdgeRow)
            if (trust := _trust(e, controls)) is None or trust > 0
        ]),
        weaknesses=(),
        columns=Weaknesses.of([], []),
        fixes=(),
    )  # fmt: skip


def stranger_key(name: str) -> str:
    """How a system that the inventory does not know is called among those that it does."""
    return f"not in list: {name}"


def _trust(edge: EdgeRow, controls: Controls) -> float | None:
    left = controls.left_on_path(edge.source, edge.target)
    if edge.trust is None:
        return None if left == 1 else left * 0.5
    return edge.trust * left


def _columns(
    inputs: Inputs, weaknesses: tuple[Weakness, ...], place: dict[str, int], fixes: tuple[str, ...]
) -> Weaknesses:
    if not weaknesses:
        return Weaknesses.of([], [])
    number = {key: n for n, key in enumerate(fixes)}
    table = inputs.parsed_priors.exploited_within_30_days
    return Weaknesses.of(
        system=[place[w.system or stranger_key(w.asset)] for w in weaknesses],
        chance=[
            w.epss if w.epss is not None else prior_chance(w.category, w.severity, table)
            for w in weaknesses
        ],
        known_exploited=[w.known_exploited for w in weaknesses],
        effect=[effect_of(w.cvss, w.category) for w in weaknesses],
        fix=[number.get(w.fix_key, NO_FIX) for w in weaknesses],
    )


def recently_looked(inputs: Inputs) -> set[str]:
    """The inventory's systems that a scan saw lately."""
    oldest = inputs.as_of - timedelta(days=LOOK_COUNTS_DAYS)
    return {look.system for look in inputs.looked if look.on >= oldest}


def stakes(risks: tuple[Risk, ...], on: Ground, controls: Controls) -> Stakes:
    """The risks that are not enforcement, with the money that is left of them by controls."""
    about = [r for r in risks if r.scenario.kind is not Kind.ENFORCEMENT]
    return Stakes.of(
        keys=[r.key for r in about],
        kinds=[r.scenario.kind for r in about],
        targets=[[on.place[t] for t in r.targets if t in on.place] for r in about],
        yearly_loss=[mean_annual_loss(controlled(r, controls)) for r in about],
        by_weakness=[r.by_weakness.median for r in about],
    )


def controlled(risk: Risk, controls: Controls) -> Scenario:
    """The scenario as the controls on its rate and its loss leave it."""
    scenario = with_rate(risk.scenario, controls.left_of_rate(risk))
    return with_loss(scenario, controls.left_of_loss(risk))


def gap_rows(inputs: Inputs) -> tuple[GapRow, ...]:
    """What is not met, or not proven on that day."""
    names = {o.key: o.name for o in inputs.of("obligations.yaml", ObligationRecord)}
    rows = (
        GapRow(record, names.get(record.obligation, record.obligation))
        for record in inputs.of("requirements.csv", RequirementRecord)
    )
    return tuple(g for g in rows if not (g.met and is_proven(g.record, inputs.as_of)))


def duties(
    risks: tuple[Risk, ...], gaps: tuple[GapRow, ...], controls: Controls, parameters: Parameters
) -> Landscape:
    """Each obligation before its own enforcement."""
    enforced = [r for r in risks if r.scenario.kind is Kind.ENFORCEMENT]
    place = {r.obligation: n for n, r in enumerate(enforced)}
    return obligation_landscape(
        Obligations.of(
            [r.key for r in enforced], [mean_annual_loss(controlled(r, controls)) for r in enforced]
        ),
        Gaps.of(
            [place[g.record.obligation] for g in gaps],
            [g.met for g in gaps] or True,
            [g.record.weight for g in gaps] or 1.0,
        ),
        parameters,
    )


class Frozen(msgspec.Struct, frozen=True):
    """What is frozen on the reference day: both references and what had been looked at."""

    set_on: date
    findings: Reference
    duties: Reference
    scope: tuple[str, ...]


def frozen_values(frozen: Frozen) -> dict[str, Any]:
    """What is frozen as JSON values, as storage and packs give it back."""
    return msgspec.json.decode(msgspec.json.encode(frozen))  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Survey:
    """Both landscapes as they stand, before they are held against a reference; `gaps` are the
    rows of `duties`."""

    ground: Ground
    gaps: tuple[GapRow, ...]
    findings: Landscape
    duties: Landscape


def survey(
    inputs: Inputs, risks: tuple[Risk, ...], controls: Controls, parameters: Parameters
) -> Survey:
    """What opens the way to each risk, by these inputs."""
    return survey_of(ground(inputs, controls), inputs, risks, controls, parameters)


def survey_of(
    on: Ground, inputs: Inputs, risks: tuple[Risk, ...], controls: Controls,
    parameters: Parameters,
) -> Survey:  # fmt: skip
    """The same, of ground that is known."""
    seen = landscape(on.systems, on.edges, on.columns, stakes(risks, on, controls), parameters)
    enforced = {r.obligation for r in risks if r.scenario.kind is Kind.ENFORCEMENT}
    gaps = tuple(g for g in gap_rows(inputs) if g.record.obligation in enforced)
    return Survey(on, gaps, seen, duties(risks, gaps, controls, parameters))


def exposed(now: Survey, risks: tuple[Risk, ...], controls: Controls, frozen: Frozen) -> Exposed:
    """What was surveyed, against what was frozen."""
    return Exposed(
        risks=risks,
        ground=now.ground,
        gaps=now.gaps,
        obligations=now.duties.stakes.keys,
        findings=expose(now.findings, frozen.findings),
        duties=expose(now.duties, frozen.duties),
        controls=controls,
    )
