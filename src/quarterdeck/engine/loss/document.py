"""Scenarios, insurance and limits from plain data, as read from YAML or JSON.

The shape is described in docs/methods/loss.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, get_args

import msgspec

from quarterdeck.engine.loss.results import Basis, TolerancePoint
from quarterdeck.engine.loss.scenario import (
    CERTAIN,
    Form,
    Insurance,
    Kind,
    Loss,
    ParetoTail,
    Scenario,
)
from quarterdeck.engine.plain_data import Range, at, converted, estimate, made

CHOICES: dict[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "form": tuple(Form),
    "basis": get_args(Basis),
}


class _Tail(msgspec.Struct, forbid_unknown_fields=True):
    threshold: float
    alpha: float


class _Loss(msgspec.Struct, forbid_unknown_fields=True):
    form: Form
    size: float | Range
    cap: float = inf
    chance: float | Range | None = None
    tail: _Tail | None = None


class _Scenario(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    kind: Kind
    rate_per_year: float | Range
    losses: list[_Loss]
    name: str = ""


class _Insurance(msgspec.Struct, forbid_unknown_fields=True):
    retention: float
    limit: float
    aggregate: float = inf
    share: float = 1.0


class _Point(msgspec.Struct, forbid_unknown_fields=True):
    loss: float
    chance: float
    basis: Basis = "year"
    after_insurance: bool = True


class _Document(msgspec.Struct, forbid_unknown_fields=True):
    scenarios: list[_Scenario]
    insurance: _Insurance | None = None
    tolerance: list[_Point] = []
    materiality: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says: all that a simulation and its report need."""

    scenarios: tuple[Scenario, ...]
    insurance: Insurance | None
    tolerance: tuple[TolerancePoint, ...]
    materiality: float | None


def scenarios_from(mapping: Mapping[str, Any]) -> Document:
    """Raises ValueError that names the place (scenarios[2].losses[0].size) and the mend."""
    raw = converted(mapping, _Document, CHOICES)
    if raw.materiality is not None and not raw.materiality >= 0:
        raise ValueError("materiality: a loss of at least zero")
    return Document(
        scenarios=_scenarios(raw.scenarios),
        insurance=made("insurance", Insurance, raw.insurance) if raw.insurance else None,
        tolerance=tuple(
            made(f"tolerance[{n}]", TolerancePoint, point) for n, point in enumerate(raw.tolerance)
        ),
        materiality=raw.materiality,
    )


def _scenarios(raw: list[_Scenario]) -> tuple[Scenario, ...]:
    first: dict[str, int] = {}
    for place, item in enumerate(raw):
        if first.setdefault(item.key, place) != place:
            said = f"scenarios[{first[item.key]}] has the key {item.key!r} too"
            raise ValueError(f"scenarios[{place}].key: {said}; give each its own")
    return tuple(_scenario(item, f"scenarios[{place}]") for place, item in enumerate(raw))


def _scenario(raw: _Scenario, place: str) -> Scenario:
    losses = tuple(_loss(item, f"{place}.losses[{n}]") for n, item in enumerate(raw.losses))
    rate = estimate(raw.rate_per_year, "amount", f"{place}.rate_per_year")
    return at(place, lambda: Scenario(raw.key, raw.name or raw.key, raw.kind, rate, losses))


def _loss(raw: _Loss, place: str) -> Loss:
    size = estimate(raw.size, "amount", f"{place}.size")
    chance = CERTAIN
    if raw.chance is not None:
        chance = estimate(raw.chance, "chance", f"{place}.chance")
    tail = made(f"{place}.tail", ParetoTail, raw.tail) if raw.tail else None
    return at(place, lambda: Loss(raw.form, size, raw.cap, chance, tail))
