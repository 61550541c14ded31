"""Scenarios, insurance and limits from plain data, as read from YAML or JSON.

The shape is described in docs/methods/loss.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Literal, TypeVar, get_args

import msgspec

from quarterdeck.engine.estimates import JUDGEMENT, Estimate, exactly
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

Made = TypeVar("Made")
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "form": tuple(Form),
    "basis": get_args(Basis),
}


class _Range(msgspec.Struct, forbid_unknown_fields=True):
    low: float
    high: float
    likely: float | None = None
    source: str = JUDGEMENT


class _Tail(msgspec.Struct, forbid_unknown_fields=True):
    threshold: float
    alpha: float


class _Loss(msgspec.Struct, forbid_unknown_fields=True):
    form: Form
    size: float | _Range
    cap: float = inf
    chance: float | _Range | None = None
    tail: _Tail | None = None


class _Scenario(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    kind: Kind
    rate_per_year: float | _Range
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
    try:
        raw = msgspec.convert(mapping, _Document, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(_in_words(str(error))) from None
    if raw.materiality is not None and not raw.materiality >= 0:
        raise ValueError("materiality: a loss of at least zero")
    return Document(
        scenarios=_scenarios(raw.scenarios),
        insurance=_made("insurance", Insurance, raw.insurance) if raw.insurance else None,
        tolerance=tuple(
            _made(f"tolerance[{n}]", TolerancePoint, point) for n, point in enumerate(raw.tolerance)
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
    rate = _estimate(raw.rate_per_year, "amount", f"{place}.rate_per_year")
    return _at(place, lambda: Scenario(raw.key, raw.name or raw.key, raw.kind, rate, losses))


def _loss(raw: _Loss, place: str) -> Loss:
    size = _estimate(raw.size, "amount", f"{place}.size")
    chance = CERTAIN
    if raw.chance is not None:
        chance = _estimate(raw.chance, "chance", f"{place}.chance")
    tail = _made(f"{place}.tail", ParetoTail, raw.tail) if raw.tail else None
    return _at(place, lambda: Loss(raw.form, size, raw.cap, chance, tail))


def _estimate(raw: float | _Range, kind: Literal["amount", "chance"], place: str) -> Estimate:
    if isinstance(raw, _Range):
        given = raw
        return _at(place, lambda: Estimate(given.low, given.high, kind, given.likely, given.source))
    value = raw
    return _at(place, lambda: exactly(value, kind))


def _made(place: str, kind: Callable[..., Made], raw: msgspec.Struct) -> Made:
    return _at(place, lambda: kind(**msgspec.structs.asdict(raw)))


def _at(place: str, make: Callable[[], Made]) -> Made:
    try:
        return make()
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from None


def _in_words(error: str) -> str:
    what, _, inside = error.partition(" - at `")
    place = inside.rstrip("`").removeprefix("$").lstrip(".") or "the document"
    what = what.removeprefix("Object ").replace("`", "").replace("| object", "or low and high")
    if choices := "enum" in what and CHOICES.get(place.rpartition(".")[2]):
        what += f"; it is one of {', '.join(choices)}"
    return f"{place}: {what[0].lower()}{what[1:]}"
