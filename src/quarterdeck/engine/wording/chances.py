"""Chances as odds on one base a page: "7 in 100 years", never "1 in 14".

Why: readers over-rate and mis-order "1 in X" (Sirota et al. 2018; BOARD §4.1 of the design).
"""

from collections.abc import Iterable

from quarterdeck.engine.wording.figures import NO_BREAK, decimal, round_whole

BASES = (100, 1000)


def years_in(chance: float, base: int = 100) -> int:
    """How many of `base` years, as a whole number. ValueError unless 0 <= chance <= 1."""
    if not 0 <= chance <= 1:
        raise ValueError(f"a chance lies between 0 and 1, not at {chance}")
    return round_whole(float(decimal(chance) * base))


def odds(chance: float, base: int = 100, of: str = "years") -> str:
    """ "7 in 100 years"; what rounds to none or to all reads "fewer than 1" or "more than 99"."""
    return _joined(f"{_count(chance, base)} in {base:,} {of}")


def odds_against(chance: float, base: int = 100) -> str:
    """The figure for the other side, without its base: "93" for a chance of 0.07."""
    years = years_in(chance, base)
    if years == 0:
        return f"more than {base - 1:,}"
    return "fewer than 1" if years == base else f"{base - years:,}"


def odds_both_ways(
    chance: float,
    base: int = 100,
    *,
    of: str = "years",
    would: str = "we would lose more",
    would_not: str = "we would not",
) -> str:
    """ "In 7 of 100 years we would lose more; in 93 we would not"."""
    first = _joined(f"{_count(chance, base)} of {base:,} {of}")
    return f"In {first} {would}; in {_joined(odds_against(chance, base))} {would_not}"


def odds_range(low: float, high: float, base: int = 100, of: str = "years") -> str:
    """ "4 to 11 in 100 years"; "up to 3 in 100 years" when the low end rounds to none.

    "20 or more in 100 years" when the high end rounds to all. ValueError when low > high.
    """
    if low > high:
        raise ValueError(f"a range runs from low to high, not from {low} to {high}")
    first, last = years_in(low, base), years_in(high, base)
    if first == last:
        return odds(low, base, of)
    if last == base:
        said = f"{first:,} or more" if first else "any number"
    else:
        said = f"{first:,} to {last:,}" if first else f"up to {last:,}"
    return _joined(f"{said} in {base:,} {of}")


def common_base(chances: Iterable[float]) -> int:
    """The base for all odds of one page: 100, or 1,000 if that lets a figure be told from none.

    Give the chances that the page must tell apart (its verdicts and limits), not every small
    figure on it: one rare event moves them all to 1,000.
    """
    small, large = BASES
    helped = any(years_in(c, small) == 0 < years_in(c, large) for c in chances)
    return large if helped else small


def _count(chance: float, base: int) -> str:
    years = years_in(chance, base)
    if years == 0:
        return "fewer than 1"
    return f"more than {base - 1:,}" if years == base else f"{years:,}"


def _joined(text: str) -> str:
    return text.replace(" ", NO_BREAK)
