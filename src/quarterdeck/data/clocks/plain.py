"""The tables as plain data, every calendar as dates: for an evaluator without our libraries."""

from collections.abc import Iterable
from typing import Any

import msgspec

from quarterdeck.engine.clocks.calendars import Calendar
from quarterdeck.engine.clocks.facts import Tables
from quarterdeck.engine.clocks.tables import Regime


def plain(regimes: Iterable[Regime], tables: Tables) -> dict[str, Any]:
    """What JSON can hold; days are YYYY-MM-DD, weekdays count from Monday, 0."""
    found: dict[str, Any] = msgspec.to_builtins(
        {
            "regimes": tuple(regimes),
            "facts": list(tables.facts.values()),
            "places": list(tables.places.values()),
            "templates": list(tables.templates.values()),
        }
    )
    return found | {"calendars": {key: _dates(tables.calendars[key]) for key in tables.calendars}}


def _dates(calendar: Calendar) -> dict[str, Any]:
    return {
        "holidays": sorted(day.isoformat() for day in calendar.holidays),
        "weekend": sorted(calendar.weekend),
        "first": calendar.first.isoformat(),
        "last": calendar.last.isoformat(),
    }
