"""What it could cost, how often, and how sure we are: the year event loss table and its figures.

Formulas, sources and defaults: docs/methods/loss.md.
"""

from quarterdeck.engine.loss.climate import CLIMATE_VARIANCE
from quarterdeck.engine.loss.document import Document, scenarios_from
from quarterdeck.engine.loss.drivers import Driver, drivers
from quarterdeck.engine.loss.effect import Change
from quarterdeck.engine.loss.events import Events
from quarterdeck.engine.loss.expectation import mean_annual_loss
from quarterdeck.engine.loss.insurance import NetTable, net
from quarterdeck.engine.loss.reporting import report
from quarterdeck.engine.loss.results import (
    Basis,
    Curve,
    Figure,
    Material,
    PointResult,
    Quantile,
    Results,
    ScenarioShare,
    Side,
    TolerancePoint,
)
from quarterdeck.engine.loss.scenario import Form, Insurance, Kind, Loss, ParetoTail, Scenario
from quarterdeck.engine.loss.simulation import replace, simulate, what_if, without
from quarterdeck.engine.loss.table import EventTable
from quarterdeck.engine.loss.worlds import IGNORANCE, Worlds, draw_worlds

__all__ = [
    "CLIMATE_VARIANCE",
    "IGNORANCE",
    "Basis",
    "Change",
    "Curve",
    "Document",
    "Driver",
    "EventTable",
    "Events",
    "Figure",
    "Form",
    "Insurance",
    "Kind",
    "Loss",
    "Material",
    "NetTable",
    "ParetoTail",
    "PointResult",
    "Quantile",
    "Results",
    "Scenario",
    "ScenarioShare",
    "Side",
    "TolerancePoint",
    "Worlds",
    "draw_worlds",
    "drivers",
    "mean_annual_loss",
    "net",
    "replace",
    "report",
    "scenarios_from",
    "simulate",
    "what_if",
    "without",
]
