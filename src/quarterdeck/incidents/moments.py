"""Moments as people write them: a day, a local time, an instant with its zone, or a span."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quarterdeck.engine.clocks.calendars import first_instant, last_second
from quarterdeck.engine.clocks.values import Moment

FIRST_YEAR, LAST_YEAR = 1990, 2100
SHAPE = (
    "write 2026-11-25T14:30+01:00, or 2026-11-25T14:30 in the file's zone, or a day, or "
    "{from: …, to: …}"
)


def moment(given: Any, zone: ZoneInfo) -> Moment:
    """The span in which it lies. Raises ValueError (the mend) for what is no moment."""
    if isinstance(given, dict):
        return _span(given, zone)
    if isinstance(given, str):
        given = _parsed(given)
    if isinstance(given, date) and not FIRST_YEAR <= given.year <= LAST_YEAR:
        raise ValueError(f"must lie between {FIRST_YEAR} and {LAST_YEAR}")
    if isinstance(given, datetime):
        at = _instant(given, zone)
        return Moment(at, at)
    if isinstance(given, date):
        return Moment(first_instant(given, zone), last_second(given, zone))
    raise ValueError(f"“{given}” is no moment: {SHAPE}")


def zone_named(name: str) -> ZoneInfo:
    """A time zone. Raises ValueError (the mend) for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"“{name}” is no time zone: write one as Europe/Berlin") from error


def _span(given: dict[Any, Any], zone: ZoneInfo) -> Moment:
    if set(given) != {"from", "to"}:
        raise ValueError(f"a span of time has from and to: {SHAPE}")
    found = Moment(moment(given["from"], zone).earliest, moment(given["to"], zone).latest)
    if found.earliest > found.latest:
        raise ValueError("a span of time must not end before it begins")
    return found


def _parsed(text: str) -> date:
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            return parse(text.strip())
        except ValueError:
            continue
    raise ValueError(f"“{text}” is no moment: {SHAPE}")


def _instant(given: datetime, zone: ZoneInfo) -> datetime:
    """In UTC. An hour that the clocks repeat is taken as the first of the two."""
    at = (given if given.tzinfo else given.replace(tzinfo=zone)).astimezone(UTC)
    if given.tzinfo is None and at.astimezone(zone).replace(tzinfo=None) != given:
        raise ValueError(f"{given:%Y-%m-%dT%H:%M} does not exist in {zone.key}: the clocks skip it")
    return at
