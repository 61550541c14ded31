"""A file of facts (YAML or JSON) in which incidents are told to the clocks. Shape: docs/cli.md."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import yaml

from quarterdeck.data.clocks import read_regimes
from quarterdeck.data.priors_faults import line_of
from quarterdeck.engine.clocks.facts import ANY_NUMBER, NOBODY, Facts, Tables
from quarterdeck.engine.clocks.tables import Fact, Regime
from quarterdeck.engine.clocks.values import Choice, Interval, Members, Moment, Value, YesNo
from quarterdeck.incidents.moments import moment, zone_named

PARTS = ("as_of", "zone", "facts", "people", "moments", "sent", "record", "clocks")
UNKNOWN, NOT_YET, ELSEWHERE = "unknown", "not yet", "elsewhere"
NORWAY = {False: "NO", True: "ON"}
"""What YAML makes of two codes that are not quoted."""


class FactsError(ValueError):
    """Everything that is wrong with a file of facts: file, line, place and mend."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells: facts, and the clocks of contracts and policies."""

    facts: Facts
    regimes: tuple[Regime, ...]


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
    counts = _each(values, "people", reading, lambda place, v: _count(place, v, reading.tables))
    elsewhere = counts.pop(ELSEWHERE, NOBODY if counts else ANY_NUMBER)
    facts = Facts(
        as_of=asked.get("as_of", now),
        values=_known(_each(values, "facts", reading, lambda k, v: _value(k, v, reading.tables))),
        moments=_moments(values, reading),
        people=counts,
        elsewhere=elsewhere,
        sent=_each(values, "sent", reading, lambda _, v: moment(v, reading.zone)),
        record=_each(values, "record", reading, lambda _, v: str(v)),
    )
    return Told(facts, _own_clocks(values, reading))


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


def _value(key: str, given: Any, tables: Tables) -> Value | None:
    """A fact's value; None where it is not known."""
    fact = tables.facts.get(key)
    if fact is None or fact.kind in ("moment", "number"):
        asked = [f.key for f in tables.facts.values() if f.kind not in ("moment", "number")]
        raise ValueError(f"is no fact that is asked for: {', '.join(asked)}")
    if given is None or given == UNKNOWN:
        return None
    if fact.kind == "yes/no":
        if not isinstance(given, bool):
            raise ValueError(f"must be yes, no or unknown, not “{given}”")
        return YesNo(frozenset({given}))
    if fact.kind == "choice":
        return Choice(_of(given if isinstance(given, list) else [given], fact))
    return _set(given, fact)


def _set(given: Any, fact: Fact) -> Members:
    if not isinstance(given, dict):
        return Members(_of(given if isinstance(given, list) else [given], fact))
    if not set(given) <= {"sure", "may"}:
        raise ValueError("has sure (what it is) and may (what it may be besides)")
    sure, may = _of(given.get("sure") or [], fact), given.get("may") or []
    return Members(sure, (frozenset(fact.members) if may == UNKNOWN else _of(may, fact)) - sure)


def _of(given: list[Any], fact: Fact) -> frozenset[str]:
    words = {NORWAY.get(w, str(w)) if isinstance(w, bool) else str(w) for w in given}
    strange = words - set(fact.members)
    if strange:
        known = ", ".join(fact.members)
        raise ValueError(f"{', '.join(sorted(strange))} is none of: {known}")
    return frozenset(words)


def _count(place: str, given: Any, tables: Tables) -> Interval:
    groups = {group for known in tables.places.values() for group in known.groups}
    if place not in tables.places and place not in groups and place != ELSEWHERE:
        raise ValueError("is no place that the tables know: write US-CA, DE, EEA, or elsewhere")
    if given is None or given == UNKNOWN:
        return ANY_NUMBER
    low, high = _ends(given)
    if low < 0 or (high is not None and high < low):
        raise ValueError("a count runs from low to high, and is not below zero")
    return Interval(low, high)


def _ends(given: Any) -> tuple[int, int | None]:
    if isinstance(given, dict) and set(given) <= {"low", "high"}:
        high = given.get("high")
        return _whole(given.get("low", 0)), None if high is None else _whole(high)
    return _whole(given), _whole(given)


def _whole(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise ValueError(
            f"must be a whole number, {{low: 300, high: 700}} or unknown, not “{given}”"
        )
    return given


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


def _own_clocks(values: dict[str, Any], reading: _Reading) -> tuple[Regime, ...]:
    """Clocks of contracts and policies, in the shape of the shipped tables."""
    given = values.get("clocks")
    if given is None:
        return ()
    try:
        return read_regimes(given, reading.tables)
    except msgspec.ValidationError as error:
        says, _, path = str(error).partition(" - at `$")
        reading.wrong(("clocks", *_path(path)), says)
    except ValueError as error:
        reading.wrong(("clocks",), error)
    return ()


def _path(told: str) -> Iterator[str]:
    return (part for part in told.rstrip("`").replace("[", ".").replace("]", "").split(".") if part)
