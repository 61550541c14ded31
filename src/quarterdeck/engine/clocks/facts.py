"""What is known of an incident, and what can be worked out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from quarterdeck.engine.clocks.calendars import Calendar
from quarterdeck.engine.clocks.counting import Where
from quarterdeck.engine.clocks.tables import Fact, Place, Template
from quarterdeck.engine.clocks.values import (
    EITHER,
    Choice,
    Interval,
    Members,
    Moment,
    Timing,
    Value,
    YesNo,
    most,
    total,
)

PEOPLE, MOST, ALL = "people.", "people.most.", "people.all"
NOBODY = Interval(0, 0)
ANY_NUMBER = Interval(0)
WEEKDAYS = "weekdays"


@dataclass(frozen=True, slots=True)
class Facts:
    """A key that is not in `values` or `moments` is not known; a moment of None has not come.

    `people` are counts of people affected by where they live: by place, or by group of places;
    `elsewhere` is how many live in places that are not named. `sent` holds notices by
    "REGIME.STAGE". `record` is what notices are filled from. `as_of` is now, in UTC.
    """

    as_of: datetime
    values: Mapping[str, Value] = field(default_factory=dict)
    moments: Mapping[str, Moment | None] = field(default_factory=dict)
    people: Mapping[str, Interval] = field(default_factory=dict)
    elsewhere: Interval = ANY_NUMBER
    sent: Mapping[str, Moment] = field(default_factory=dict)
    record: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything beside the regimes, by key."""

    facts: Mapping[str, Fact]
    places: Mapping[str, Place]
    calendars: Mapping[str, Calendar]
    templates: Mapping[str, Template] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """A place, or a time zone by its name, where Saturday and Sunday are off.

        Raises ValueError for what is neither.
        """
        known = self.places.get(key)
        if known is None and key not in _zones():
            raise ValueError(f"“{key}” is neither a place nor a time zone")
        return known or Place(key, key, key, WEEKDAYS)

    def members(self, group: str) -> tuple[str, ...]:
        return tuple(place.key for place in self.places.values() if group in place.groups)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def value(facts: Facts, tables: Tables, key: str) -> Value:
    """What a fact may be. Raises ValueError for a key that no table has."""
    if key.startswith(PEOPLE):
        return people(facts, tables, key)
    fact = known_fact(tables, key)
    if fact.kind == "moment":
        return Timing(key, facts.moments)
    return facts.values.get(key) or unknown(fact)


def known_fact(tables: Tables, key: str) -> Fact:
    """The question behind a key. Raises ValueError where there is none."""
    found = tables.facts.get("people" if key.startswith(PEOPLE) else key)
    if found is None:
        raise ValueError(f"{key} is no fact that the tables know")
    return found


def unknown(fact: Fact) -> Value:
    """A fact of which nothing is known."""
    if fact.kind == "yes/no":
        return YesNo(EITHER)
    if fact.kind == "choice":
        return Choice(frozenset(fact.members))
    if fact.kind == "set":
        return Members(frozenset(), frozenset(fact.members))
    return ANY_NUMBER


def people(facts: Facts, tables: Tables, key: str) -> Interval:
    """People affected in a place, in a group of places, in the fullest place of a group, in all."""
    if key == ALL:
        return total((*facts.people.values(), facts.elsewhere))
    if key.startswith(MOST):
        group = key.removeprefix(MOST)
        return most(_in_place(facts, tables, member) for member in tables.members(group))
    where = key.removeprefix(PEOPLE)
    members = tables.members(where)
    return _in_group(facts, where, members) if members else _in_place(facts, tables, where)


def _in_group(facts: Facts, group: str, members: tuple[str, ...]) -> Interval:
    if group in facts.people:
        return facts.people[group]
    named = [facts.people[member] for member in members if member in facts.people]
    return total((*named, Interval(0, facts.elsewhere.high)))


def _in_place(facts: Facts, tables: Tables, place: str) -> Interval:
    """Where only the number of its group is known, any part of that may live here."""
    if place in facts.people:
        return facts.people[place]
    groups = tables.places[place].groups if place in tables.places else ()
    above = [facts.people[group] for group in groups if group in facts.people]
    return Interval(0, above[0].high if above else facts.elsewhere.high)


def not_before(facts: Facts, tables: Tables, moment: str) -> datetime | None:
    """The earliest that a moment can be: its own, or that of what must come before it."""
    known = facts.moments.get(moment)
    if known:
        return known.earliest
    fact = tables.facts.get(moment)
    bounds = (not_before(facts, tables, earlier) for earlier in (fact.after if fact else ()))
    return max((bound for bound in bounds if bound), default=None)


def where(tables: Tables, place: str) -> Where:
    """The clock and calendar of a place."""
    found = tables.place(place)
    return Where(_zone(found.zone), tables.calendars[found.calendar])


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
