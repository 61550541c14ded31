"""The starting scenarios: a register from the business map, before anyone wrote one.

Per service extortion and failure, per class of data theft, payments, insiders, suppliers, and per
obligation enforcement. The firm's events are shared out, never multiplied. Sizes come from the
firm's own cost of downtime where there is one. Formulas: docs/methods/priors.md.
"""

from quarterdeck.engine.starters.downtime import downtime_cost
from quarterdeck.engine.starters.facts import (
    BusinessFacts,
    HoldingFacts,
    ObligationFacts,
    ServiceFacts,
    SupplierFacts,
)
from quarterdeck.engine.starters.starter import Starter
from quarterdeck.engine.starters.starting import starter_scenarios

__all__ = [
    "BusinessFacts",
    "HoldingFacts",
    "ObligationFacts",
    "ServiceFacts",
    "Starter",
    "SupplierFacts",
    "downtime_cost",
    "starter_scenarios",
]
