"""Counts in words up to twelve, and whole numbers that add up."""

import math
from collections.abc import Sequence

from quarterdeck.engine.wording.figures import MINUS, NO_BREAK

WORDS = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
LAST_IN_WORDS = 12


def count_words(count: int) -> str:
    """ "none", "eleven", "13": words up to twelve, then figures with a true minus sign."""
    if 0 <= count <= LAST_IN_WORDS:
        return WORDS[count]
    return f"{count:,}".replace("-", MINUS)


def count_of(part: int, whole: int) -> str:
    """ "eleven of fourteen", "11 of 60": both in words or both in figures.

    Words as long as the part is at most twelve and the whole at most twenty.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"a part lies between none and the whole, not {part} of {whole}")
    if part <= LAST_IN_WORDS and whole < len(WORDS):
        return f"{WORDS[part]} of {WORDS[whole]}"
    return f"{part:,} of {whole:,}" if part else f"none of {whole:,}"


def count_things(count: int, thing: str, things: str = "") -> str:
    """ "no findings", "one finding", "1,240 findings"; `things` where the plural is not in -s."""
    noun = thing if count == 1 else things or f"{thing}s"
    return f"{'no' if count == 0 else count_words(count)}{NO_BREAK}{noun}"


def largest_remainder(values: Sequence[float], total: int) -> list[int]:
    """Whole numbers near `values` that sum to `total` exactly, by the largest remainders.

    Each is its value rounded down or up as long as `total` is the values' sum, rounded. Ties go
    to the earlier. Raises ValueError when `total` is further from the sum than there are values.
    Source: Hamilton's method (Balinski and Young, Fair Representation, 1982), here for values of
    either sign.
    """
    if not all(map(math.isfinite, values)):
        raise ValueError("only finite values can be made whole")
    if abs(total - math.fsum(values)) >= max(len(values), 0.5):
        raise ValueError(
            f"values that sum to {math.fsum(values):g} cannot be made to sum to {total}"
        )
    whole = [math.floor(value) for value in values]
    upward = sorted(range(len(values)), key=lambda i: whole[i] - values[i])
    short = total - sum(whole)
    for n in range(abs(short)):
        if short > 0:
            whole[upward[n % len(upward)]] += 1
        else:
            whole[upward[-1 - n % len(upward)]] -= 1
    return whole


def largest_remainder_shares(weights: Sequence[float], total: int = 100) -> list[int]:
    """`total` shared out by `weights` (none negative, not all zero), as whole numbers."""
    if not weights or min(weights) < 0 or not sum(weights) > 0:
        raise ValueError("shares need weights that are not negative and not all zero")
    scale = total / math.fsum(weights)
    return largest_remainder([weight * scale for weight in weights], total)
