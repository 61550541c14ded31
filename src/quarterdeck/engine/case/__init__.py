"""What initiatives and plans buy, told against the simulated years. docs/methods/case.md."""

from quarterdeck.engine.case.cases import Case, case, gordon_loeb_ceiling
from quarterdeck.engine.case.effects import Effects, together
from quarterdeck.engine.case.marks import (
    Point,
    Recommended,
    Step,
    demanded_only,
    point,
    recommended,
    step,
)
from quarterdeck.engine.case.outlook import Bought, Odds, Outlook, Scene, bought, outlook
from quarterdeck.engine.case.prospect import FREE_WORLDS, Proposal, Prospect
from quarterdeck.engine.case.spreads import Spread
from quarterdeck.engine.case.worth import Schedule, Terms, Worth, schedule_of, worth

__all__ = [
    "FREE_WORLDS",
    "Bought",
    "Case",
    "Effects",
    "Odds",
    "Outlook",
    "Point",
    "Proposal",
    "Prospect",
    "Recommended",
    "Scene",
    "Schedule",
    "Spread",
    "Step",
    "Terms",
    "Worth",
    "bought",
    "case",
    "demanded_only",
    "gordon_loeb_ceiling",
    "outlook",
    "point",
    "recommended",
    "schedule_of",
    "step",
    "together",
    "worth",
]
