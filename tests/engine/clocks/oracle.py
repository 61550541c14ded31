"""Deadlines derived by walking: minute by minute on the wall clock of the place, counting days off.

Shares nothing with the engine but the time zone database: no arithmetic on dates, no calendars from
a library. A rule is the law's in short, days off are named by hand.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
RULE = re.compile(
    r"(?P<amount>\d+) (?P<unit>hours?|days?|working days?|months?)"
    r"(?P<letter> after the full hour)?"
    r"(?P<first>, the first counts)?"
    r"(?P<year>, after the year)?"
    r"(?P<touch>, touching two working days)?"
    r"(, by (?P<at>\d\d:\d\d))?"
    r"(?P<roll>, or the next working day(?: by (?P<roll_at>\d\d:\d\d))?)?"
)


def walk(rule: str, start: datetime, zone: str, off: frozenset[date]) -> datetime:
    """The deadline in UTC, of a rule as "4 working days, by 17:30"."""
    found = RULE.fullmatch(rule)
    assert found, rule
    end = _end(found, start.astimezone(UTC), ZoneInfo(zone), off)
    if found["touch"]:
        end = _touching(found, start.astimezone(UTC), end, ZoneInfo(zone), off)
    if found["roll"] and not _works(_day(end, ZoneInfo(zone)), off):
        end = _next_working(end, ZoneInfo(zone), off, found["roll_at"])
    return end


def _end(found: re.Match[str], start: datetime, zone: ZoneInfo, off: frozenset[date]) -> datetime:
    amount, unit = int(found["amount"]), found["unit"].rstrip("s")
    if unit == "hour":
        if found["letter"]:
            start = _next_full_hour(start, zone)
        return _step(start, 60 * amount)
    if unit == "month":
        return _months(start, amount, zone)
    return _days(start, amount, unit == "working day", zone, off, found)


def _days(
    start: datetime, amount: int, working: bool, zone: ZoneInfo, off: frozenset[date],
    found: re.Match[str],
) -> datetime:  # fmt: skip
    """The last second of the day on which the count is full."""
    counted = 0
    begun = _day(start, zone)
    if found["first"] and (not working or _works(begun, off)):
        counted = 1
    for at, new in _walk(start, zone):
        if new is None:
            continue
        if counted == amount:
            last = at - timedelta(seconds=1)
            return _on_that_day(last, zone, found["at"]) if found["at"] else last
        past_year = not found["year"] or new.year > begun.year
        if past_year and (not working or _works(new, off)):
            counted += 1
    raise AssertionError


def _months(start: datetime, amount: int, zone: ZoneInfo) -> datetime:
    """Walks until the day after that day of the month, or until the month is over without it."""
    begun = seen = _day(start, zone)
    changes = 0
    for at, new in _walk(start, zone):
        if new is None:
            continue
        changes += seen.month != new.month
        seen = new
        if (changes == amount and new.day > begun.day) or changes > amount:
            return at - timedelta(seconds=1)
    raise AssertionError


def _walk(start: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, date | None]]:
    """Every full minute from the start, with the local day where a new one has begun."""
    at = start.replace(second=0, microsecond=0)
    today = _day(at, zone)
    while True:
        at += MINUTE
        now = _day(at, zone)
        yield at, now if now != today else None
        today = now


def _step(start: datetime, minutes: int) -> datetime:
    for _ in range(minutes):
        start += MINUTE
    return start


def _next_full_hour(start: datetime, zone: ZoneInfo) -> datetime:
    at = start.replace(second=0, microsecond=0) + MINUTE
    while at.astimezone(zone).minute:
        at += MINUTE
    return at


def _touching(
    found: re.Match[str], start: datetime, end: datetime, zone: ZoneInfo, off: frozenset[date]
) -> datetime:
    at = _next_full_hour(start, zone) if found["letter"] else start
    touched: set[date] = set()
    while at < end:
        if _works(_day(at, zone), off):
            touched.add(_day(at, zone))
        at += MINUTE
    if len(touched) >= 2:
        return end
    while len(touched) < 2:
        if _works(_day(at, zone), off):
            touched.add(_day(at, zone))
        at += MINUTE
    return _last_second(at - MINUTE, zone)


def _next_working(end: datetime, zone: ZoneInfo, off: frozenset[date], at: str | None) -> datetime:
    moment = end.replace(second=0, microsecond=0)
    while not _works(_day(moment, zone), off):
        moment += MINUTE
    return _on_that_day(moment, zone, at) if at else _last_second(moment, zone)


def _on_that_day(moment: datetime, zone: ZoneInfo, at: str) -> datetime:
    """The minute of that local day that reads `at`, looking back and then ahead."""
    for step in (-MINUTE, MINUTE):
        look = moment.replace(second=0, microsecond=0)
        while _day(look, zone) == _day(moment, zone):
            if look.astimezone(zone).strftime("%H:%M") == at:
                return look
            look += step
    raise AssertionError(at)


def _last_second(moment: datetime, zone: ZoneInfo) -> datetime:
    for at, new in _walk(moment, zone):
        if new is not None:
            return at - timedelta(seconds=1)
    raise AssertionError


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _works(day: date, off: frozenset[date]) -> bool:
    return day.isoweekday() < 6 and day not in off
