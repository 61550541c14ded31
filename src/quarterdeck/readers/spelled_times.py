"""Times as Java tools spell them, in the words of whatever language they run in."""

import re
from datetime import UTC, datetime, timedelta

from quarterdeck.readers.times import moment

_DAY_FIRST = re.compile(r"(\d{1,2})\.? +([^\W\d]{3,12})\.?,? +(\d{4}),? +(\d{1,2}:\d\d:\d\d)")
_MONTH_FIRST = re.compile(r"([^\W\d]{3,12})\.? +(\d{1,2}) +(\d{1,2}:\d\d:\d\d) +(\S+) +(\d{4})")
_MONTHS = (
    ("jan", "ene", "gen", "jän"), ("feb", "fév", "fev"), ("mar", "mär", "mrt"),
    ("apr", "avr", "abr"), ("may", "mai", "mei", "mag"), ("jun", "juin", "giu"),
    ("jul", "juil", "lug"), ("aug", "aoû", "ago"), ("sep", "set"), ("oct", "okt", "ott", "out"),
    ("nov",), ("dec", "dez", "déc", "dic"),
)  # fmt: skip
_HOURS_AHEAD = {
    "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5,
    "WIB": 7, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "EST": -5,
    "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "BRT": -3,
}  # fmt: skip


def spelled(text: str) -> datetime | None:
    """The moment in "Sat Sep 13 22:35:04 CEST 2014" or "Fr., 30 Sep. 2022 08:40:35", or in any
    layout that `moment` knows. A zone that we do not know is taken for UTC."""
    text = text.strip()[:200]
    if known := moment(text):
        return known
    if found := _DAY_FIRST.search(text):
        return _moment(found[3], found[2], found[1], found[4], "")
    if found := _MONTH_FIRST.search(text):
        return _moment(found[5], found[1], found[2], found[3], found[4])
    return None


def _moment(year: str, word: str, day: str, clock: str, zone: str) -> datetime | None:
    start = word.lower()
    month = next((n for n, names in enumerate(_MONTHS, 1) if start.startswith(names)), 0)
    at = moment(f"{year}-{month:02}-{int(day):02} {clock:0>8}") if month else None
    return at and at.astimezone(UTC) - timedelta(hours=_HOURS_AHEAD.get(zone, 0))
