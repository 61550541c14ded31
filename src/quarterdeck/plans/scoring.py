"""What plans leave once all is in force, as figures that every face tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.engine.case import Odds as EngineOdds
from quarterdeck.engine.case import Outlook, Spread, bought, together
from quarterdeck.engine.loss import what_if
from quarterdeck.engine.loss.view import View
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.fundable import Fundable
from quarterdeck.risks.results import LimitResult, Odds, Span


@dataclass(frozen=True, slots=True)
class Scored:
    """A year's loss before insurance, what of today's is avoided, the odds at each limit, and the
    chance of a year without any loss. Middles have every effect at its middle; bands are over
    worlds that draw how strong effects are."""

    loss_per_year: Span
    avoids_per_year: Span
    limits: tuple[LimitResult, ...]
    no_loss: float


def scored(ground: Ground, found: Outlook, funded: Sequence[Fundable] = ()) -> Scored:
    """An outlook of the ground's, with these in force."""
    changes = together(one.effects for one in funded).middle
    then = what_if(ground.table, changes) if changes else ground.table
    return Scored(
        span_of(found.loss_per_year),
        span_of(bought(ground.scene.today, found).avoided_per_year),
        tuple(map(_limit, found.odds)),
        1 - float(View(then).some_loss().mean()),
    )


def span_of(spread: Spread) -> Span:
    return Span(spread.value, spread.low, spread.high)


def _limit(found: EngineOdds) -> LimitResult:
    point, chance = found.point, found.chance
    return LimitResult(
        loss=point.loss,
        limit=point.chance,
        basis=point.basis,
        insurance="after" if point.after_insurance else "before",
        odds=Odds(*(min(1.0, max(0.0, x)) for x in (chance.value, chance.low, chance.high))),
        within=found.confidence,
        standing=found.standing,
    )
