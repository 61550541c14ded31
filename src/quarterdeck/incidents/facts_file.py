"""A file of facts (YAML or JSON) in which incidents are told to the clocks. Shape: docs/cli.md."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from quarterdeck.data.clocks import regimes
from quarterdeck.data.priors_faults import line_of
from quarterdeck.engine.clocks.facts import ANY_NUMBER, NOBODY, Facts, Tables
from quarterdeck.engine.clocks.tables import Regime
from quarterdeck.engine.clocks.values import Moment, Value
from quarterdeck.incidents.fact_values import ELSEWHERE, NORWAY, UNKNOWN, count, value
from quarterdeck.incidents.moments import moment, zone_named
from quarterdeck.incidents.own_clocks import OwnClockError, own_clocks

PARTS = ("as_of", "zone", "facts", "people", "moments", "sent", "record", "clocks")
NOT_YET = "not yet"


class FactsError(ValueError):
    """Everything that is wrong with a file of facts: file, line, place and mend."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells: facts, the clocks of contracts and policies, and its own time zone."""

    facts: Facts
    regimes: tuple[Regime, ...]
    zone: ZoneInfo


@dataclass
class _Reading:
    """What has been found wrong so far, and where."""

    name: str
    text: str
    tables: Tables
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    problems: list[str] = field(default_factory=list)

    def wrong(self, path: tuple[str, ...], says: object) -> None:
        place = f"{self.name}, line {line_of(self.text, path)}" if self.text else self.name
        self.problems.append(f"{place}, {'.'.join(path)}: {says}")


def read(path: Path, tables: Tables, now: datetime) -> Told:
    """The facts of a file. Raises FactsError with every problem, OSError for the file."""
    try:
        text = path.read_text(encoding="utf-8")
        values = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise FactsError(
            [f"{path}: must be well-formed YAML or JSON in UTF-8 ({error})"]
        ) from error
    return parse(values, tables, now, name=str(path), text=text)


def parse(
    values: Any, tables: Tables, now: datetime, *, name: str = "facts", text: str = ""
) -> Told:
    """The same of plain values, as from a page or the API."""
    if not isinstance(values, dict):
        raise FactsError([f"{name}: must have named parts: {', '.join(PARTS)}"])
    reading = _Reading(name, text, tables)
    for part in values:
        if part not in PARTS:
            reading.wrong((str(part),), f"is no part of a file of facts: {', '.join(PARTS)}")
    told = _told(values, reading, now)
    if reading.problems:
        raise FactsError(reading.problems)
    return told


def _told(values: dict[str, Any], reading: _Reading, now: datetime) -> Told:
    reading.zone = _zone(values.get("zone", "UTC"), reading)
    asked = _each(values, "as_of", reading, lambda _, v: moment(v, reading.zone).earliest)
    counts = _each(values, "people", reading, lambda place, v: count(place, v, reading.tables))
    elsewhere = counts.pop(ELSEWHERE, NOBODY if counts else ANY_NUMBER)
    own = _own_clocks(values, reading)
    duties = _duties((*regimes(), *own))
    facts = Facts(
        as_of=asked.get("as_of", now),
        values=_known(_each(values, "facts", reading, lambda k, v: value(k, v, reading.tables))),
        moments=_moments(values, reading),
        people=counts,
        elsewhere=elsewhere,
        sent=_sent(values, duties, reading),
        record=_each(values, "record", reading, lambda _, v: str(v)),
    )
    return Told(facts, own, reading.zone)


def _zone(given: Any, reading: _Reading) -> ZoneInfo:
    try:
        return zone_named(str(given))
    except ValueError as error:
        reading.wrong(("zone",), error)
        return reading.zone


def _each(
    values: dict[str, Any], part: str, reading: _Reading, convert: Callable[[str, Any], Any]
) -> dict[str, Any]:
    """A part's entries, converted; what is wrong with one is noted at its line."""
    given = values.get(part)
    if part == "as_of":
        given = {} if given is None else {part: given}
    if given is not None and not isinstance(given, dict):
        reading.wrong((part,), "must be named entries")
        return {}
    found = {}
    for raw, entry in (given or {}).items():
        key = NORWAY.get(raw, str(raw)) if isinstance(raw, bool) else str(raw)
        try:
            found[key] = convert(key, entry)
        except (ValueError, TypeError) as error:
            reading.wrong((part,) if part == "as_of" else (part, key), error)
    return found


def _known(values: dict[str, Value | None]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value is not None}


def _moments(values: dict[str, Any], reading: _Reading) -> Mapping[str, Moment | None]:
    def convert(key: str, given: Any) -> Moment | str | None:
        fact = reading.tables.facts.get(key)
        if fact is None or fact.kind != "moment":
            known = [f.key for f in reading.tables.facts.values() if f.kind == "moment"]
            raise ValueError(f"is no moment that is asked for: {', '.join(known)}")
        if given is None or given == UNKNOWN:
            return UNKNOWN
        return None if given == NOT_YET else moment(given, reading.zone)

    found = _each(values, "moments", reading, convert)
    return {key: value for key, value in found.items() if value != UNKNOWN}


def _sent(
    values: dict[str, Any], duties: Mapping[str, str], reading: _Reading
) -> Mapping[str, Moment]:
    """Notices that went out, by duty; a stage's own key serves as well."""

    def convert(key: str, given: Any) -> tuple[str, Moment]:
        if key not in duties:
            near = get_close_matches(key, duties, 1)
            hint = (
                f": did you mean {near[0]}?" if near else "; write REGIME.STAGE as clocks names it"
            )
            raise ValueError(f"is no notice of any clock{hint}")
        return duties[key], moment(given, reading.zone)

    return dict(_each(values, "sent", reading, convert).values())


def _duties(known: Iterable[Regime]) -> dict[str, str]:
    stages = [(regime.key, stage) for regime in known for stage in regime.stages]
    of_groups = {f"{key}.{stage.duty}": f"{key}.{stage.duty}" for key, stage in stages}
    return of_groups | {f"{key}.{stage.key}": f"{key}.{stage.duty}" for key, stage in stages}


def _own_clocks(values: dict[str, Any], reading: _Reading) -> tuple[Regime, ...]:
    """Clocks of contracts and policies, in the shape of the shipped tables."""
    given = values.get("clocks")
    if given is None:
        return ()
    try:
        found = own_clocks(given, reading.tables)
    except OwnClockError as error:
        reading.wrong(("clocks", *error.path), error)
        return ()
    taken = [regime.key for regime in (*regimes(), *found)]
    for position, regime in enumerate(found):
        if taken.count(regime.key) > 1:
            says = f"the key {regime.key} is taken: name it otherwise"
            reading.wrong(("clocks", str(position), "key"), says)
    return found
