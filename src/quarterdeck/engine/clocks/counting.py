"""From a start to a deadline.

Hours run on instants in UTC; days, months and working days on local dates, and end with the last
second of the last day unless the law names an hour. Months clamp to the end of a shorter month.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from quarterdeck.engine.clocks.calendars import (
    DAY,
    SECOND,
    Calendar,
    last_second,
    local_day,
)

Unit = Literal["hours", "days", "business days", "months", "promptly"]
Begins = Literal["instant", "next full hour", "day after", "same day", "end of year"]


@dataclass(frozen=True, slots=True)
class Period:
    """How long, and how it is counted.

    `at` and `roll_at` are local times of day ("12:00"), "" the end of the day. `roll` moves an end
    on a day off to the next working day; `working_days` is how many of them the period must touch.
    """

    amount: int
    unit: Unit
    begins: Begins = "instant"
    at: str = ""
    roll: bool = False
    roll_at: str = ""
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class Where:
    """Whose clock and whose calendar."""

    zone: ZoneInfo
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Due:
    """In UTC: the deadline as counted, and as moved off days on which nobody works."""

    unrolled: datetime
    rolled: datetime


def due(period: Period, start: datetime, where: Where) -> Due:
    """The deadline of a period that begins with `start` (UTC). Raises ValueError for "promptly"."""
    if period.unit == "promptly":
        raise ValueError("the law gives no number, so there is no deadline to work out")
    end = _hours(period, start, where) if period.unit == "hours" else _dated(period, start, where)
    return Due(end, max(end, _rolled(period, start, end, where)))


def _hours(period: Period, start: datetime, where: Where) -> datetime:
    return _begin(period, start, where) + timedelta(hours=period.amount)


def _begin(period: Period, start: datetime, where: Where) -> datetime:
    """The instant from which hours run: the hour of the event itself may not count."""
    if period.begins != "next full hour":
        return start
    local = start.astimezone(where.zone)
    into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return start + timedelta(hours=1) - into


def _dated(period: Period, start: datetime, where: Where) -> datetime:
    return _end_of(_last_day(period, local_day(start, where.zone), where), period.at, where.zone)


def _last_day(period: Period, day: date, where: Where) -> date:
    if period.begins == "end of year":
        day = date(day.year, 12, 31)
    if period.unit == "months":
        return add_months(day, period.amount)
    back = DAY if period.begins == "same day" else timedelta()
    if period.unit == "business days":
        return where.calendar.after(day - back, period.amount)
    return day + timedelta(days=period.amount) - back


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end_of(day: date, at: str, zone: ZoneInfo) -> datetime:
    if not at:
        return last_second(day, zone)
    return datetime.combine(day, time.fromisoformat(at), tzinfo=zone).astimezone(UTC)


def _rolled(period: Period, start: datetime, end: datetime, where: Where) -> datetime:
    last = local_day(end, where.zone)
    if period.roll and not where.calendar.works(last):
        return _end_of(where.calendar.next_working(last), period.roll_at, where.zone)
    if period.working_days:
        return _touching(period, start, end, where)
    return end


def _touching(period: Period, start: datetime, end: datetime, where: Where) -> datetime:
    """The end, or that of the working day that the period must still touch."""
    first = local_day(_begin(period, start, where), where.zone)
    needed = where.calendar.after(first - DAY, period.working_days)
    return end if needed <= local_day(end - SECOND, where.zone) else last_second(needed, where.zone)
