"""What the first answer hangs on: each assumption with its range and its share of the spread."""

from math import expm1
from typing import Literal

from quarterdeck.engine import wording
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.drivers import Driver, drivers
from quarterdeck.engine.loss.scenario import Form, Scenario
from quarterdeck.risks.exposing import Exposed
from quarterdeck.risks.register import Risk
from quarterdeck.risks.results import Assumption
from quarterdeck.risks.simulating import Simulated
from quarterdeck.risks.telling_risks import FORMS

Unit = Literal["years", "events", "money"]


def assumptions(exposed: Exposed, found: Simulated) -> tuple[Assumption, ...]:
    """The drivers of the deciding point's chance (of the mean loss, where no limit is set)."""
    point = found.deciding
    risks = {risk.key: risk for risk in exposed.risks}
    scenarios = {s.key: s for s in found.table.scenarios}
    return tuple(
        _told(driver, risks[driver.key], scenarios[driver.key])
        for driver in drivers(found.table, point and point.point, found.insurance)
    )


def _told(driver: Driver, risk: Risk, scenario: Scenario) -> Assumption:
    clause = wording.lower_first(scenario.name.rstrip("."))
    given, says, of = _parts(driver.what, scenario, clause)
    low, high, likely = (_in_unit(x, of) for x in (given.low, given.high, given.likely))
    return Assumption(
        key=f"{driver.key} {driver.what}",
        says=says,
        of=of,
        low=low,
        high=high,
        odd=likely if given.warns else None,
        share=driver.share,
        source=given.source,
        proof=risk.proof,
    )


def _parts(what: str, scenario: Scenario, clause: str) -> tuple[Estimate, str, Unit]:
    if what == "rate":
        return scenario.rate_per_year, f"how often {clause}", "years"
    form, _, kind = what.rpartition(" ")
    loss = next(loss for loss in scenario.losses if loss.form == form)
    words = FORMS[Form(form)]
    if kind == "size":
        return loss.size, f"what {words} cost when {clause}", "money"
    return loss.chance, f"how often {words} follow when {clause}", "events"


def _in_unit(given: float | None, of: Unit) -> float | None:
    """A rate as the chance of a year in which it happens; else as it stands."""
    return given if given is None or of != "years" else -expm1(-given)
