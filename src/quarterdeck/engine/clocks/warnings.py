"""What to know before one relies on a clock."""

from datetime import date, timedelta

from quarterdeck.engine.clocks.calendars import local_day
from quarterdeck.engine.clocks.cases import Case
from quarterdeck.engine.clocks.facts import Facts, Tables, where
from quarterdeck.engine.clocks.results import Start
from quarterdeck.engine.clocks.tables import Regime

OLD = timedelta(days=365)


def warnings(
    regime: Regime, start: Start | None, case: Case, facts: Facts, tables: Tables
) -> tuple[str, ...]:
    found = []
    if outdated(regime, facts.as_of.date()):
        newest = newest_source(regime)
        found.append(f"its newest source is of {newest}: have it checked again")
    if start and start.provisional:
        found.append("counted from a deadline, and moves when the notice before it is sent")
    if start and not start.exact and not start.provisional:
        found.append("counted from the earliest that its start can have been")
    if case.due and not _covered(case, tables):
        found.append(f"the holidays of {tables.place(case.place).name} are not known that far")
    return tuple(found)


def newest_source(regime: Regime) -> date | None:
    """The day up to which the newest of its sources speaks."""
    return max((source.dated for source in regime.sources), default=None)


def outdated(regime: Regime, day: date) -> bool:
    """Whether its newest source is more than a year older than `day`."""
    newest = newest_source(regime)
    return newest is not None and day - newest > OLD


def _covered(case: Case, tables: Tables) -> bool:
    assert case.due
    place = where(tables, case.place)
    return place.calendar.knows(local_day(case.due.rolled, place.zone))
