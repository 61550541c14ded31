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
    Interval,
    Moment,
    Value,
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


def where(tables: Tables, place: str) -> Where:
    """The clock and calendar of a place."""
    found = tables.place(place)
    return Where(_zone(found.zone), tables.calendars[found.calendar])


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
