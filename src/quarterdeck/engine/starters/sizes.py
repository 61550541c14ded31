"""What one event costs: figures of the usual firm, brought to this firm's size and currency."""

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.scenario import CERTAIN, Form, Loss
from quarterdeck.engine.priors import Figure, Priors
from quarterdeck.engine.products import scaled, times
from quarterdeck.engine.starters.facts import BusinessFacts
from quarterdeck.engine.starters.rates import dollars


def usual_loss(
    form: Form, given: Figure, facts: BusinessFacts, priors: Priors,
    chance: Figure | None = None, grown: float = 1.0,
) -> Loss:  # fmt: skip
    """A figure of the usual firm as this firm's loss; `grown` is what else it is multiplied by."""
    factor = scaled(priors.size_factor(dollars(facts), facts.sector), facts.per_dollar * grown)
    return loss(form, times(given.amount(), factor), facts, priors, chance)


def loss(
    form: Form, size: Estimate, facts: BusinessFacts, priors: Priors,
    chance: Figure | None = None,
) -> Loss:  # fmt: skip
    """A size in the client's currency as a loss, capped at a part of a year's revenue."""
    cap = max(priors.sizes.cap_of_revenue.value * facts.revenue_per_year, 1.0)
    return Loss(form, size, cap=cap, chance=chance.chance if chance else CERTAIN)
