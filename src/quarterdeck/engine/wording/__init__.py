"""Figures as a director reads them: money, odds, counts, durations and dates.

Two significant digits, a unit on every figure, ranges with "to", a true minus sign, and a
no-break space (U+00A0) wherever a figure must not part from its unit.
"""

from quarterdeck.engine.wording.chances import (
    common_base,
    odds,
    odds_against,
    odds_both_ways,
    odds_range,
    years_in,
)
from quarterdeck.engine.wording.clauses import lower_first
from quarterdeck.engine.wording.counts import (
    count_of,
    count_things,
    count_words,
    largest_remainder,
    largest_remainder_shares,
)
from quarterdeck.engine.wording.money import currency_name, money, money_range
from quarterdeck.engine.wording.times import (
    date_long,
    date_range,
    date_short,
    duration,
    duration_range,
)

__all__ = [
    "common_base",
    "count_of",
    "count_things",
    "count_words",
    "currency_name",
    "date_long",
    "date_range",
    "date_short",
    "duration",
    "duration_range",
    "largest_remainder",
    "largest_remainder_shares",
    "lower_first",
    "money",
    "money_range",
    "odds",
    "odds_against",
    "odds_both_ways",
    "odds_range",
    "years_in",
]
