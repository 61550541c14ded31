"""Which days an authority works, as dates: no rule is left that a reader would have to run."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off by date between `first` and `last`, and by weekday (Monday is 0) for ever."""

    key: str
    holidays: frozenset[date]
    weekend: frozenset[int]
    first: date
    last: date

    def works(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays

    def knows(self, day: date) -> bool:
        return self.first <= day <= self.last

    def next_working(self, day: date) -> date:
        """The day itself where it is one."""
        while not self.works(day):
            day += DAY
        return day

    def after(self, day: date, number: int) -> date:
        """The working day that is the `number`-th after `day`; 0 is the day itself."""
        for _ in range(number):
            day = self.next_working(day + DAY)
        return day


EVERY_DAY = Calendar("every day", frozenset(), frozenset(), date.min, date.max)


def first_instant(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day in UTC, also where the clocks change at midnight."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def last_second(day: date, zone: ZoneInfo) -> datetime:
    """The last second of a local day in UTC."""
    return first_instant(day + DAY, zone) - SECOND


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()
