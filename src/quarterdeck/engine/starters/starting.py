"""The register that a client has before anyone wrote one, from the business map."""

from quarterdeck.engine.priors import Priors
from quarterdeck.engine.starters.data import insiders, thefts
from quarterdeck.engine.starters.enforcement import enforcements
from quarterdeck.engine.starters.facts import BusinessFacts
from quarterdeck.engine.starters.payments import frauds
from quarterdeck.engine.starters.starter import Starter
from quarterdeck.engine.starters.stops import extortions, failures
from quarterdeck.engine.starters.suppliers import suppliers

MAKERS = (extortions, failures, thefts, frauds, insiders, suppliers, enforcements)


def starter_scenarios(facts: BusinessFacts, priors: Priors) -> tuple[Starter, ...]:
    """In the order of their keys: "extortion:orders", "theft:health", "fraud:payments" …"""
    found = [starter for make in MAKERS for starter in make(facts, priors)]
    return tuple(sorted(found, key=lambda starter: starter.scenario.key))
