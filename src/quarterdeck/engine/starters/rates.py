"""How often: the firm's events, shared out and never multiplied.

More services or more classes of data do not make a firm be hit more often.
"""

from collections.abc import Mapping

from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss.scenario import Kind
from quarterdeck.engine.priors import Figure, Priors
from quarterdeck.engine.products import scaled, times
from quarterdeck.engine.starters.facts import BusinessFacts, ServiceFacts

LEAST_WEIGHT = 0.02  # judgement: of a service that brings no revenue
NEVER = exactly(0.0, "chance")


def dollars(facts: BusinessFacts) -> float:
    """Revenue a year in US dollars."""
    return facts.revenue_per_year / facts.per_dollar


def rate_of(facts: BusinessFacts, priors: Priors, share: Figure, part: float = 1.0) -> Estimate:
    """A kind's share of the firm's events a year, and a part of that."""
    events = priors.events_of(dollars(facts), facts.sector)
    return scaled(times(events, share.amount()), part)


def by_weakness(priors: Priors, kind: Kind) -> Estimate:
    """The chance that an event of the kind begins with an exploited weakness."""
    found: Figure | None = getattr(priors.begins_with_weakness, kind, None)
    return found.chance if found else NEVER


def parts_of_services(services: tuple[ServiceFacts, ...]) -> Mapping[str, float]:
    """Each service's part of what criminals and failures hit, by the revenue that hangs on it."""
    raw = {s.key: max(s.revenue_share, LEAST_WEIGHT) for s in services}
    total = sum(raw.values())
    return {key: value / total for key, value in raw.items()}
