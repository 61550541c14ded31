"""From the chance that a weakness is used somewhere to the hazard that it is used here."""

from collections.abc import Mapping

import numpy as np

from quarterdeck.engine.exposure.inputs import Weaknesses
from quarterdeck.engine.exposure.parameters import PARAMETERS, Parameters
from quarterdeck.engine.loss.arrays import Floats

PERIODS_A_YEAR = 365 / 30
UNKNOWN = "unknown"

PriorTable = Mapping[tuple[str, str], float]
"""Chance within 30 days by (category, severity)."""

_BY_SEVERITY = {
    "critical": 0.06,
    "high": 0.03,
    "medium": 0.015,
    "low": 0.005,
    "none": 0.001,
    UNKNOWN: 0.007,
}
_BY_CATEGORY = {
    "vulnerability": 1.0,
    "exposure": 1.0,
    "secret": 1.0,
    "code": 0.3,
    "misconfiguration": 0.3,
}
PRIORS: PriorTable = {
    (category, severity): chance * factor
    for category, factor in _BY_CATEGORY.items()
    for severity, chance in _BY_SEVERITY.items()
}
"""Judgement of the project, on the scale of FIRST's EPSS scores of 2026-08-16, whose median is
0.007 (unknown severity) and whose mean is 0.028 (high)."""


def prior_chance(category: str, severity: str, table: PriorTable = PRIORS) -> float:
    """Chance of use within 30 days of a weakness that nobody forecasts ("no forecast").

    What the table does not know counts as a vulnerability of unknown severity.
    """
    known = (
        table.get((category, severity)),
        table.get((category, UNKNOWN)),
        table.get(("vulnerability", severity)),
    )
    return next((c for c in known if c is not None), PRIORS["vulnerability", UNKNOWN])


def chance_in_year(chance: Floats) -> Floats:
    """q: chance of use somewhere within a year from that within 30 days."""
    with np.errstate(divide="ignore"):
        return np.asarray(-np.expm1(PERIODS_A_YEAR * np.log1p(-chance)))


def hazard(weaknesses: Weaknesses, parameters: Parameters = PARAMETERS) -> Floats:
    """η (N,): −ln(1 − aim·q), less what a virtual patch stops."""
    floor = parameters.known_exploited_floor * weaknesses.known_exploited
    used_somewhere = chance_in_year(np.maximum(weaknesses.chance, floor))
    return np.asarray(-np.log1p(-parameters.aim * used_somewhere) * weaknesses.left_by_patch)
