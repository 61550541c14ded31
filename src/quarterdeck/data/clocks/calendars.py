"""Days off from the `holidays` library, as dates of a fixed span, when they are first asked for."""

from collections.abc import Iterator, Mapping
from datetime import date

from quarterdeck.engine.clocks.calendars import Calendar
from quarterdeck.engine.clocks.tables import CalendarRow

FIRST_YEAR, LAST_YEAR = 2023, 2029


class Calendars(Mapping[str, Calendar]):
    """By key. A calendar that no clock needs costs nothing."""

    def __init__(self, rows: Mapping[str, CalendarRow]) -> None:
        self._rows = rows
        self._made: dict[str, Calendar] = {}

    def __getitem__(self, key: str) -> Calendar:
        if key not in self._made:
            self._made[key] = expanded(self._rows[key])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def expanded(row: CalendarRow) -> Calendar:
    """A row as dates from the first to the last year."""
    days = _days(row) if row.country else frozenset()
    return Calendar(
        row.key, (days | set(row.add)) - set(row.drop), frozenset(row.weekend),
        date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31),
    )  # fmt: skip


def _days(row: CalendarRow) -> frozenset[date]:
    import holidays

    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return frozenset(
        holidays.country_holidays(
            row.country, subdiv=row.subdivision or None, years=years, categories=row.categories
        )
    )
