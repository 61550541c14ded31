"""From the YAML files of this folder to rows of the engine's."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec
import yaml

from quarterdeck.data.clocks.calendars import Calendars
from quarterdeck.engine.clocks.conditions import Condition, tests
from quarterdeck.engine.clocks.facts import MOST, PEOPLE, Tables
from quarterdeck.engine.clocks.known import known_fact
from quarterdeck.engine.clocks.starts import SENT
from quarterdeck.engine.clocks.tables import (
    CalendarRow,
    Fact,
    Place,
    Regime,
    Stage,
    Template,
)

T = TypeVar("T")
AT_MOST = 12  # facts of a stage: every case of the open ones is gone through
FITS = {
    "yes/no": "is_",
    "choice": "in_",
    "set": "has_any",
    "number": "at_least",
    "moment": "happened",
}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def tables() -> Tables:
    """Facts, places, calendars and templates of notices, by key."""
    calendars = _rows("calendars.yaml", CalendarRow)
    return Tables(
        {fact.key: fact for fact in _rows("facts.yaml", Fact)},
        {place.key: place for place in _rows("places.yaml", Place)},
        Calendars({row.key: row for row in calendars}),
        {template.key: template for template in _rows("notices.yaml", Template)},
    )


@cache
def regimes() -> tuple[Regime, ...]:
    """Every shipped regime, file by file."""
    folder = files("quarterdeck.data.clocks") / "regimes"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(regime for file in found for regime in read_regimes(_values(file), tables()))


def read_regimes(values: Any, known: Tables) -> tuple[Regime, ...]:
    """Regimes from plain values. Raises ValueError (the place, the mend) for what is none."""
    values = values.get("regimes") if isinstance(values, dict) else values
    found = msgspec.convert(values, tuple[Regime, ...])
    for regime in found:
        for problem in problems(regime, known):
            raise ValueError(f"{regime.key}: {problem}")
    return found


def problems(regime: Regime, known: Tables) -> Iterable[str]:
    """What a regime names and the tables do not have."""
    for stage in regime.stages:
        asked = [t for c in (regime.when, stage.when, stage.roll_unless) for t in tests(c)]
        for test in asked:
            yield from _wrong_test(test, known)
        if len({test.fact for test in asked}) > AT_MOST:
            yield f"{stage.key}: hangs on more than {AT_MOST} facts; make it two stages"
        yield from _unknown_start(regime, stage, known)
        yield from _unknown_place(stage.place or regime.place, stage, known)
        if stage.template and stage.template not in known.templates:
            yield f"{stage.key}: there is no template “{stage.template}”"


def _wrong_test(test: Condition, known: Tables) -> Iterable[str]:
    """A test of a fact that there is not, or that this kind of fact cannot answer."""
    for key in filter(None, (test.fact, test.hours_after)):
        try:
            fact = known_fact(known, key)
        except ValueError as error:
            yield str(error)
            return
    if not test.hours_after and getattr(test, FITS[fact.kind]) in (None, ()):
        yield f"{test.fact}: a {fact.kind} is tested by {FITS[fact.kind].rstrip('_')}"
    strange = {*test.in_, *test.has_any} - set(fact.members)
    if strange:
        yield f"{test.fact}: {', '.join(sorted(strange))} is none of {', '.join(fact.members)}"
    where = test.fact.removeprefix(MOST).removeprefix(PEOPLE)
    groups = {group for place in known.places.values() for group in place.groups}
    if test.fact.startswith(PEOPLE) and where not in {*known.places, *groups, "all"}:
        yield f"{test.fact}: “{where}” is neither a place nor a group of places"


def _unknown_place(place: str, stage: Stage, known: Tables) -> Iterable[str]:
    if place in known.facts:
        return
    try:
        known.place(place)
    except ValueError as error:
        yield f"{stage.key}: {error}, nor a fact that names one"


def _unknown_start(regime: Regime, stage: Stage, known: Tables) -> Iterable[str]:
    before = regime.stages[: regime.stages.index(stage)]
    for start in stage.starts:
        if start.startswith(SENT):
            if start.removeprefix(SENT) not in {earlier.duty for earlier in before}:
                yield f"{stage.key}: no stage before it is “{start.removeprefix(SENT)}”"
        elif start not in known.facts or known.facts[start].kind != "moment":
            yield f"{stage.key}: “{start}” is no moment"


def _rows(name: str, kind: type[T]) -> list[T]:
    return msgspec.convert(_values(files("quarterdeck.data.clocks") / name), list[kind])  # type: ignore[valid-type]


def _values(file: Traversable) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - it is a safe one
