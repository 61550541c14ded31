"""Initiatives, scenarios, insurance and limits from one YAML or JSON file, without any client."""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from quarterdeck.clients.cli_support import Mistake
from quarterdeck.clients.folder.reading import FOUND_AS, said
from quarterdeck.clients.folder.record import Amount, Chance, Interval, Piece, Record
from quarterdeck.clients.folder.yaml_lines import Lines
from quarterdeck.engine.case import Effects
from quarterdeck.engine.loss import Change, Document
from quarterdeck.plans.folder import Effect
from quarterdeck.plans.fundable import ENDS, NOTHING, Fundable
from quarterdeck.risks import scenario_file
from quarterdeck.risks.register import estimate
from quarterdeck.risks.telling_initiatives import effect_change

SHAPE = "docs/cli.md describes the file, examples/plan.yaml is one."


def _range(value: Any) -> Any:
    """A number that is known as the interval that it is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"low": value, "high": value}
    return value


Sum = Annotated[Interval, BeforeValidator(_range)]
Strength = Annotated[Chance, BeforeValidator(_range)]


class FileEffect(Effect):
    strength: Strength


class FileInitiative(Record):
    """As in the client folder, without what only a client has."""

    name: str = ""
    cost_once: Sum | None = None
    cost_per_year: Sum | None = None
    people_days: Sum | None = None
    duration_months: Sum | None = None
    demanded: str = ""
    by_months: Amount | None = None
    effects: tuple[FileEffect, ...] = ()
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


class _Initiatives(Piece):
    initiatives: list[FileInitiative]


@dataclass(frozen=True, slots=True)
class PlanFile:
    document: Document
    fundable: tuple[Fundable, ...]


def read(path: Path) -> PlanFile:
    """Raises Mistake that names the file, the line, the field and the mend."""
    raw, lines = scenario_file.load(path)
    if not isinstance(raw, dict):
        raise scenario_file.mistake(path, lines, "needs scenarios and initiatives", SHAPE)
    rest = {name: value for name, value in raw.items() if name != "initiatives"}
    document = scenario_file.document(path, rest, lines, SHAPE)
    records = _records(raw.get("initiatives"), path, lines)
    for wrong in _wrong(records, document):
        raise scenario_file.mistake(path, lines, wrong, SHAPE)
    return PlanFile(document, tuple(_fundable(record, document) for record in records))


def _records(raw: Any, path: Path, lines: Lines) -> list[FileInitiative]:
    if not raw:
        raise scenario_file.mistake(path, lines, "initiatives: give at least one", SHAPE)
    try:
        return _Initiatives.model_validate({"initiatives": raw}).initiatives
    except ValidationError as error:
        told = [_told(problem, path, lines) for problem in error.errors(include_url=False)]
    details = [detail for each in told for detail in each.details[:1]]
    raise Mistake(str(told[0]), details=(*details, SHAPE))


def _told(problem: Any, path: Path, lines: Lines) -> Mistake:
    place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in problem["loc"])
    unknown = problem["type"] == "extra_forbidden"
    says = "is not known here" if unknown else FOUND_AS.get(problem["type"]) or said(problem["msg"])
    return scenario_file.mistake(path, lines, f"{place.removeprefix('.')}: {says}", SHAPE)


def _wrong(records: list[FileInitiative], document: Document) -> Iterator[str]:
    keys, scenarios = [r.key for r in records], {s.key for s in document.scenarios}
    for number, record in enumerate(records):
        at = f"initiatives[{number}]"
        if record.key in keys[:number]:
            yield f"{at}.key: stands twice; give each its own"
        for name in ("needs", "excludes"):
            for key in getattr(record, name):
                if key not in keys or key == record.key:
                    yield f"{at}.{name}: {key} is no other initiative of this file"
        for place, effect in enumerate(record.effects):
            for key in effect.scenarios:
                if key not in scenarios:
                    yield f"{at}.effects[{place}].scenarios: {key} is no scenario of this file"
    try:
        TopologicalSorter({r.key: r.needs for r in records}).prepare()
    except CycleError as error:
        at = f"initiatives[{keys.index(error.args[1][0])}]"
        yield f"{at}.needs: go in a circle, {', '.join(error.args[1])}"


def _fundable(record: FileInitiative, document: Document) -> Fundable:
    sums = {name: getattr(record, name) for name in ("cost_once", "cost_per_year", "people_days")}
    months = record.duration_months
    return Fundable(
        key=record.key,
        name=record.name or record.key,
        effects=Effects(*(_changes(record, document, end) for end in ENDS)),
        months=estimate(months) if months else NOTHING,
        needs=record.needs,
        excludes=record.excludes,
        mandate=f"demanded by {record.demanded}" if record.demanded else "",
        by_months=record.by_months,
        demanded_by=(record.demanded,) if record.demanded else (),
        **{name: estimate(given) for name, given in sums.items() if given},
    )


def _changes(record: FileInitiative, document: Document, end: Any) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for scenario in document.scenarios:
        for effect in record.effects:
            if scenario.key in effect.scenarios or scenario.kind.value in effect.kinds:
                change = effect_change(effect, end)
                found[scenario.key] = found.get(scenario.key, Change()).then(change)
    return found
