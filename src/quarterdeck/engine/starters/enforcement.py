"""Those who may call the firm to account.

The rate is that of the reference day: it then follows the obligation's open requirements by the
arithmetic of exposure, all of it (w = 1).
"""

from collections.abc import Iterator

from quarterdeck.engine.estimates import exactly
from quarterdeck.engine.loss.scenario import Form, Kind, Loss
from quarterdeck.engine.priors import Priors
from quarterdeck.engine.products import times
from quarterdeck.engine.starters.facts import BusinessFacts, ObligationFacts
from quarterdeck.engine.starters.sizes import loss
from quarterdeck.engine.starters.starter import Starter, scenario
from quarterdeck.engine.wording import lower_first


def enforcements(facts: BusinessFacts, priors: Priors) -> Iterator[Starter]:
    """One for each obligation: looks a year times the chance that a look ends badly."""
    bad = priors.look_ends_badly
    for owed in facts.obligations:
        looks = owed.looks_per_year or priors.looks_per_year.amount()
        name = f"We are called to account: {lower_first(owed.name)}"
        rate, losses = times(looks, bad.amount()), _losses(owed, facts, priors)
        yield Starter(
            scenario(Kind.ENFORCEMENT, owed.key, name, rate, losses),
            targets=(),
            by_weakness=exactly(1.0, "chance"),
            obligation=owed.key,
            notes=(looks.source, bad.source),
        )


def _losses(owed: ObligationFacts, facts: BusinessFacts, priors: Priors) -> tuple[Loss, ...]:
    """The client's own sums; a usual penalty, a part of revenue, where it names neither."""
    penalty, lost = owed.penalty, owed.contract_loss
    if penalty is None and lost is None:
        penalty = priors.sizes.penalty_of_revenue.amount(facts.revenue_per_year)
    chance = priors.contract_lost_after_that
    fines = (loss(Form.FINES, penalty, facts, priors),) if penalty else ()
    gone = (loss(Form.COMPETITIVE, lost, facts, priors, chance),) if lost else ()
    return fines + gone
