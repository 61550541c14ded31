"""Rounding as people do it, and the two characters that keep a figure whole."""

import math
from decimal import ROUND_HALF_UP, Decimal

NO_BREAK = "\u00a0"
MINUS = "\u2212"


def round_significant(value: float, digits: int = 2) -> Decimal:
    """`value` to `digits` significant digits, halves away from zero. ValueError unless finite."""
    exact = decimal(value)
    if not exact:
        return Decimal(0)
    step = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    return (exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def round_whole(value: float) -> int:
    """The nearest whole number, halves away from zero. ValueError unless finite."""
    return int(decimal(value).quantize(Decimal(1), ROUND_HALF_UP))


def decimal(value: float) -> Decimal:
    """The number that was meant by a float: 2.675 is 2.675, not the nearest binary fraction."""
    if not math.isfinite(value):
        raise ValueError(f"a figure must be finite, not {value}")
    return Decimal(repr(float(value)))


def plain_number(value: Decimal) -> str:
    """Digits grouped by thousands, no needless zeros, no sign: 1,250 or 0.4."""
    text = f"{abs(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
