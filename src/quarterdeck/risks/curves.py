"""Loss curves as pages draw them: the whole firm's against its limits, and one risk's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quarterdeck.engine import wording
from quarterdeck.papers.drawings import CurvePoint, Exceedance, LimitPoint
from quarterdeck.risks.results import Assessment, CurveAt, RiskResult

MILLION = 1e6
RAREST = 0.0005


@dataclass(frozen=True, slots=True)
class Curve:
    """A drawing, what it says in one sentence, and its data as rows of words."""

    drawing: Exceedance
    says: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def whole_curve(found: Assessment) -> Curve:
    """The chance that a year costs more than a sum, with the board's yearly limits."""
    limits = tuple(
        LimitPoint(p.loss / MILLION, p.limit, p.standing.value, f"limit {100 * p.limit:.2g}")  # type: ignore[arg-type]
        for p in found.limits
        if p.basis == "year"
    )
    return _curve(found.curve, limits, found.currency, "a year costs more than")


def risk_curve(risk: RiskResult, currency: str) -> Curve:
    """The chance that a year has one event of this risk that costs more than a sum."""
    return _curve(risk.curve, (), currency, "one event costs more than")


def _curve(
    points: Sequence[CurveAt], limits: tuple[LimitPoint, ...], currency: str, what: str
) -> Curve:
    drawn = tuple(
        CurvePoint(p.loss / MILLION, p.odds.chance, p.odds.low, p.odds.high) for p in _met(points)
    )
    unit = f"million {wording.currency_name(currency, 2)}"
    rows = tuple(_row(p, currency) for p in _some(points))
    says = "; ".join(f"{often} above {loss}" for loss, often, _ in rows[:4])
    head = (what.capitalize(), "How often", "Range")
    return Curve(
        Exceedance(drawn, limits, (), unit), f"How often {what} a sum: {says}.", head, rows
    )


def _met(points: Sequence[CurveAt]) -> Sequence[CurveAt]:
    """Those that anybody would meet in 2,000 years; all where there are none."""
    return [p for p in points if p.odds.chance >= RAREST] or points


def _row(point: CurveAt, currency: str) -> tuple[str, str, str]:
    base = wording.common_base([point.odds.chance])
    return (
        wording.money(point.loss, currency),
        wording.odds(point.odds.chance, base),
        wording.odds_range(point.odds.low, point.odds.high, base),
    )


def _some(points: Sequence[CurveAt], most: int = 12) -> Iterable[CurveAt]:
    """Enough of them for a table."""
    seen = _met(points)
    return seen[:: max(1, len(seen) // most)]
