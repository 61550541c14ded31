"""The loss engine's figures as results: odds, spans, and points of the board's."""

from quarterdeck.engine.loss import Figure, PointResult
from quarterdeck.risks.results import LimitResult, Odds, Span


def limit_of(point: PointResult) -> LimitResult:
    """A point of the board's as the faces tell it."""
    return LimitResult(
        loss=point.point.loss,
        limit=point.point.chance,
        basis=point.point.basis,
        insurance="after" if point.point.after_insurance else "before",
        odds=odds_of(point.chance),
        within=point.confidence,
        standing=point.standing,
    )


def odds_of(figure: Figure) -> Odds:
    """As chances, which sums of many may miss by the last bit."""
    shown = (figure.value, figure.band.low, figure.band.high)
    return Odds(*(min(1.0, max(0.0, chance)) for chance in shown))


def span_of(figure: Figure) -> Span:
    return Span(figure.value, figure.band.low, figure.band.high)
