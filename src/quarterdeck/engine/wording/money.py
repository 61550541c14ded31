"""Sums of money in words: "$5 million", "$180,000", "$0.4 million to $2.1 million"."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_name, get_currency_symbol, is_currency

from quarterdeck.engine.wording.figures import (
    MINUS,
    NO_BREAK,
    decimal,
    plain_number,
    round_significant,
)

UNITS = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6))
SMALLEST_SHARE_OF_UNIT = Decimal("0.1")


def money(amount: float, currency: str, *, digits: int | None = 2, locale: str = "en") -> str:
    """`amount` to `digits` significant digits, whole units of currency below a million.

    `digits=None` keeps every digit of whole units, for sums that were set, not estimated.
    `locale` decides the symbol only: a Canadian dollar is "CA$" in `en` and "$" in `en_CA`.
    Raises ValueError for an unknown currency code and for a sum that is not finite.
    """
    rounded = _round(amount, digits)
    return _say(rounded, _unit(abs(rounded)), _symbol(currency, locale))


def money_range(
    low: float, high: float, currency: str, *, digits: int | None = 2, locale: str = "en"
) -> str:
    """Both ends in the larger end's unit, unless that makes the lower less than a tenth of it.

    Ends that read the same are said once. Raises ValueError as `money`, and when low > high.
    """
    if low > high:
        raise ValueError(f"a range runs from low to high, not from {low} to {high}")
    first, last = _round(low, digits), _round(high, digits)
    unit = _unit(max(abs(first), abs(last)))
    symbol = _symbol(currency, locale)
    end = _say(last, unit if _fits(last, unit) else _unit(abs(last)), symbol)
    start = _say(first, unit if _fits(first, unit) else _unit(abs(first)), symbol)
    return end if start == end else f"{start} to {end}"


def currency_name(currency: str, count: float | None = None, *, locale: str = "en") -> str:
    """The currency in words: "US dollars" for many, "US dollar" for one."""
    _symbol(currency, locale)
    return str(get_currency_name(currency, count=count, locale=locale))


def _round(amount: float, digits: int | None) -> Decimal:
    rounded = decimal(amount) if digits is None else round_significant(amount, digits)
    small = 1 <= abs(rounded) < UNITS[-1][1]
    return rounded.quantize(Decimal(1), ROUND_HALF_UP) if small else rounded


def _unit(size: Decimal) -> tuple[str, int]:
    return next((unit for unit in UNITS if size >= unit[1]), ("", 1))


def _fits(amount: Decimal, unit: tuple[str, int]) -> bool:
    return not amount or abs(amount) >= SMALLEST_SHARE_OF_UNIT * unit[1]


def _say(amount: Decimal, unit: tuple[str, int], symbol: str) -> str:
    if not amount:
        return f"{symbol}0"
    if abs(amount) < 1:
        return f"less than {symbol}1"
    sign = MINUS if amount < 0 else ""
    word = f"{NO_BREAK}{unit[0]}" if unit[0] else ""
    return f"{sign}{symbol}{plain_number(amount / unit[1])}{word}"


def _symbol(currency: str, locale: str) -> str:
    if not is_currency(currency):
        raise ValueError(f"{currency!r} is not a currency code; write it as in USD, EUR or GBP")
    symbol = str(get_currency_symbol(currency, locale=locale))
    return symbol + NO_BREAK if symbol[-1].isalpha() else symbol
