"""One fact, or one count of people, as a file or a page tells it."""

from typing import Any

from quarterdeck.engine.clocks.facts import ANY_NUMBER, Tables
from quarterdeck.engine.clocks.tables import Fact
from quarterdeck.engine.clocks.values import Choice, Interval, Members, Value, YesNo

UNKNOWN, ELSEWHERE = "unknown", "elsewhere"
NORWAY = {False: "NO", True: "ON"}
"""What YAML makes of two codes that are not quoted."""


def value(key: str, given: Any, tables: Tables) -> Value | None:
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
        words = _of(given if isinstance(given, list) else [given], fact)
        if not words:
            raise ValueError(f"names none; write one of {', '.join(fact.members)}, or unknown")
        return Choice(words)
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


def count(place: str, given: Any, tables: Tables) -> Interval:
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
