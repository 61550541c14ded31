"""Quarters counted from the day of a plan."""

from calendar import monthrange
from datetime import date


def quarter(first: date, number: int) -> date:
    """The day on which a quarter begins, `number` of them after the first; the last of its month
    where the month has no such day."""
    months = first.month - 1 + 3 * number
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))
