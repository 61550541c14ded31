"""What initiatives and plans buy, told against the simulated years. docs/methods/case.md."""

from quarterdeck.engine.case.cases import Case, case, gordon_loeb_ceiling
from quarterdeck.engine.case.cover import (
    Cover,
    CoverChange,
    cover,
    other_cover,
    with_less_retention,
    with_more_limit,
)
from quarterdeck.engine.case.effects import Effects, together
from quarterdeck.engine.case.forecasts import Calibration, Outcome, score_forecasts
from quarterdeck.engine.case.information import Information, Unknown, information, worth_alone
from quarterdeck.engine.case.marks import (
    Point,
    Recommended,
    Step,
    demanded_only,
    point,
    points,
    recommended,
    step,
)
from quarterdeck.engine.case.outlook import Bought, Odds, Outlook, Scene, bought, outlook
from quarterdeck.engine.case.prospect import FREE_WORLDS, Proposal, Prospect
from quarterdeck.engine.case.spreads import Spread
from quarterdeck.engine.case.ways import Way, Ways, ways
from quarterdeck.engine.case.worth import Schedule, Terms, Worth, schedule_of, worth

__all__ = [
    "FREE_WORLDS",
    "Bought",
    "Calibration",
    "Case",
    "Cover",
    "CoverChange",
    "Effects",
    "Information",
    "Odds",
    "Outcome",
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
    "Unknown",
    "Way",
    "Ways",
    "Worth",
    "bought",
    "case",
    "cover",
    "demanded_only",
    "gordon_loeb_ceiling",
    "information",
    "other_cover",
    "outlook",
    "point",
    "points",
    "recommended",
    "schedule_of",
    "score_forecasts",
    "step",
    "together",
    "ways",
    "with_less_retention",
    "with_more_limit",
    "worth",
    "worth_alone",
]
