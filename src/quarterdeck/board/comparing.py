"""Two packs side by side: each figure as it was told then and as it is told now."""

from dataclasses import dataclass
from typing import Any

from quarterdeck.engine import wording

NOTHING = "not told"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure in words, in the earlier pack and in the later."""

    says: str
    then: str
    now: str

    @property
    def moved(self) -> bool:
        return self.then != self.now


def side_by_side(
    then: dict[str, Any], now: dict[str, Any], currency: str, names: dict[str, str]
) -> list[Row]:
    """Every limit that either tells, then what one event may cost, the mean year, the first risk.

    `then` and `now` are figures as `packs.figures_of` makes them; `names` those of risks by key.
    """
    base = wording.common_base([p["odds"]["chance"] for f in (then, now) for p in _points(f)])
    rows = [
        Row(_limit_says(limit, currency, base), _odds(before, base), _odds(after, base))
        for limit, before, after in _pairs(then, now)
    ]
    means = [f.get("mean_after_insurance") for f in (then, now)]
    rows.append(Row("Loss in a mean year, after insurance", *(_span(m, currency) for m in means)))
    firsts = (f.get("first_risk", "") for f in (then, now))
    rows.append(Row("Most significant risk", *(names.get(k, k) or NOTHING for k in firsts)))
    return rows


def _points(figures: dict[str, Any]) -> list[dict[str, Any]]:
    material = figures.get("material")
    return [*figures.get("limits", ()), *([material] if material else ())]


def _pairs(then: dict[str, Any], now: dict[str, Any]) -> list[tuple[Any, Any, Any]]:
    before, after = ({_mark(p): p for p in _points(f)} for f in (then, now))
    return [(after.get(m) or before[m], before.get(m), after.get(m)) for m in before | after]


def _mark(point: dict[str, Any]) -> tuple[Any, ...]:
    return point["loss"], point["basis"], point["insurance"]


def _limit_says(point: dict[str, Any], currency: str, base: int) -> str:
    sum_ = wording.money(point["loss"], currency, digits=None)
    what = "with one event above" if point["basis"] == "event" else "above"
    return f"Years in {base:,} {what} {sum_}, {point['insurance']} insurance"


def _odds(point: dict[str, Any] | None, base: int) -> str:
    if point is None:
        return NOTHING
    odds = point["odds"]
    middle, low, high = (wording.years_in(odds[end], base) for end in ("chance", "low", "high"))
    return f"{middle or 'fewer than 1'} ({low} to {high})"


def _span(span: dict[str, Any] | None, currency: str) -> str:
    return wording.money_range(span["low"], span["high"], currency) if span else NOTHING
