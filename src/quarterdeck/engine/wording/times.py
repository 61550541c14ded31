"""Durations and dates in words: "five days", "eleven weeks", "3 December 2026", "3 Dec"."""

from datetime import date

from babel.dates import format_date

from quarterdeck.engine.wording.counts import count_things, count_words
from quarterdeck.engine.wording.figures import NO_BREAK, round_significant, round_whole

HOURS_IN_DAY = 24
UNITS_BY_HOURS = (
    # up to this many hours, the unit, hours in one of it
    (0.99, "minute", 1 / 60),
    (36, "hour", 1.0),
    (21.5 * HOURS_IN_DAY, "day", float(HOURS_IN_DAY)),
    (13 * 7 * HOURS_IN_DAY, "week", 7.0 * HOURS_IN_DAY),
    (24 * 365.25 / 12 * HOURS_IN_DAY, "month", 365.25 / 12 * HOURS_IN_DAY),
    (float("inf"), "year", 365.25 * HOURS_IN_DAY),
)


def duration(hours: float) -> str:
    """`hours` in the unit that a person would choose: hours to a day and a half, days to three
    weeks, weeks to three months, months to two years. ValueError when negative or not finite.
    """
    name, size = _unit(hours)
    return count_things(_whole(hours / size), name) if hours else f"no{NO_BREAK}time"


def duration_range(low_hours: float, high_hours: float) -> str:
    """ "two to five days"; "ten hours to two days" when the units differ."""
    if low_hours > high_hours:
        raise ValueError(f"a range runs from low to high, not from {low_hours} to {high_hours}")
    (low_name, _), (high_name, size) = _unit(low_hours), _unit(high_hours)
    if duration(low_hours) == duration(high_hours):
        return duration(high_hours)
    if low_name != high_name:
        return f"{duration(low_hours)} to {duration(high_hours)}"
    return f"{count_words(_whole(low_hours / size))} to {duration(high_hours)}"


def date_long(day: date, *, locale: str = "en") -> str:
    """ "3 December 2026", unbroken."""
    return format_date(day, "d MMMM y", locale=locale).replace(" ", NO_BREAK)


def date_short(day: date, *, locale: str = "en") -> str:
    """ "3 Dec", for tables."""
    return format_date(day, "d MMM", locale=locale).replace(" ", NO_BREAK)


def date_range(first: date, last: date, *, locale: str = "en") -> str:
    """ "3 December 2026 to 4 March 2027"; the year once when it is the same."""
    if first > last:
        raise ValueError(f"a period runs forward, not from {first} to {last}")
    if first == last:
        return date_long(last, locale=locale)
    pattern = "d MMMM" if first.year == last.year else "d MMMM y"
    start = format_date(first, pattern, locale=locale).replace(" ", NO_BREAK)
    return f"{start} to {date_long(last, locale=locale)}"


def _unit(hours: float) -> tuple[str, float]:
    if not 0 <= hours < float("inf"):
        raise ValueError(f"a duration is a finite number of hours, not {hours}")
    return next((name, size) for most, name, size in UNITS_BY_HOURS if hours <= most)


def _whole(count: float) -> int:
    return round_whole(float(round_significant(count)))
