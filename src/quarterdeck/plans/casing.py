"""Each initiative's case, alone and within a plan."""

from quarterdeck.engine.case import Case as EngineCase
from quarterdeck.engine.case import case
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.arrays import Integers
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.engine.plan import NEVER, Choices, fair_shares_money
from quarterdeck.plans.choosing import Ground, is_late
from quarterdeck.plans.planned import Case, Economics
from quarterdeck.plans.scoring import span_of
from quarterdeck.risks.results import Span


def cases(ground: Ground, loss: Choices, starts: Integers) -> tuple[Case, ...]:
    """`loss` are the choices by expected loss; `starts` (I,) those of the plan."""
    shares, late = fair_shares_money(loss, starts), is_late(ground.fundable, loss)
    ready = starts + loss.duration_periods
    found = []
    for place, one in enumerate(ground.fundable):
        alone, funded = case(ground.scene, ground.prospect, one.key), starts[place] != NEVER
        found.append(
            Case(
                key=one.key,
                name=one.name,
                start=int(starts[place]) if funded else None,
                in_force=int(ready[place]) if funded else None,
                mandate=one.mandate,
                late=late[place],
                cost_once=_amount(one.cost_once),
                cost_per_year=_amount(one.cost_per_year),
                people_days=_amount(one.people_days),
                avoids_alone_per_year=span_of(alone.avoided_per_year),
                economics=_economics(alone),
                share_money=float(shares[place]),
                demanded_by=one.demanded_by,
                serves=one.serves,
                unblocks=one.unblocks,
            )
        )
    return tuple(found)


def _economics(alone: EngineCase) -> Economics:
    return Economics(
        worth=span_of(alone.worth_money),
        pays=alone.pays,
        seen_to_pay=alone.seen_to_pay,
        payback_years=span_of(alone.payback_years),
        cost_per_money=span_of(alone.cost_per_money_avoided),
        break_even_per_year=alone.break_even_per_year_money,
        ready_years=span_of(alone.ready_years),
        ceiling_per_year=alone.ceiling_per_year_money,
    )


def _amount(given: Estimate) -> Span:
    """With the mean in the middle: that is what a plan adds up."""
    return Span(mean(given), given.low, given.high)
