"""Small pictures of the work pages, drawn by the server: a chance against its limit."""

from dataclasses import dataclass

from django import template

from quarterdeck.board.standing import Limit

register = template.Library()
LEFT, RIGHT = 8.0, 188.0


@dataclass(frozen=True, slots=True)
class Strip:
    """Places on the axis in pixels, and the words at them."""

    low: float
    width: float
    middle: float
    limit: float | None
    limit_says: str
    end: int
    standing: str
    says: str


@register.inclusion_tag("strip.svg")
def limit_strip(against: Limit, standing: str) -> dict[str, Strip]:
    """Range, middle and limit on one axis from 0; its alternative text says the same."""
    base, limit = against.base, against.limit
    reach = max(against.low, against.high, against.middle, limit or 0) * base
    end = max(5, round(1.25 * reach))
    low, high, middle = (_place(v, base, end) for v in _ends(against))
    strip = Strip(
        low=low,
        width=max(high - low, 2),
        middle=middle,
        limit=None if limit is None else _place(limit, base, end),
        limit_says=f"limit {_count(limit or 0, base)}",
        end=end,
        standing=standing,
        says=_says(against),
    )
    return {"strip": strip}


def _place(chance: float, base: int, end: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * min(chance * base / end, 1), 1)


def _count(chance: float, base: int) -> str:
    return f"{round(chance * base):,}" if chance * base >= 0.5 else "under 1"


def _says(against: Limit) -> str:
    low, middle, high = (
        _count(v, against.base) for v in (against.low, against.middle, against.high)
    )
    limit = "" if against.limit is None else f", limit {_count(against.limit, against.base)}"
    return f"{middle} in {against.base:,} years, range {low} to {high}{limit}"


def _ends(against: Limit) -> tuple[float, float, float]:
    return against.low, against.high, against.middle
