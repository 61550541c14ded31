"""What the first answer hangs on: each assumption with its range and its share of the spread."""

from math import exp

from quarterdeck.engine import wording
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.drivers import Driver, drivers
from quarterdeck.engine.loss.scenario import Form, Scenario
from quarterdeck.risks.exposing import Exposed
from quarterdeck.risks.register import Risk
from quarterdeck.risks.results import Assumption
from quarterdeck.risks.simulating import Simulated
from quarterdeck.risks.telling_risks import FORMS

RARE = 0.005


def assumptions(exposed: Exposed, found: Simulated, currency: str) -> tuple[Assumption, ...]:
    """The drivers of the deciding point's chance (of the mean loss, where no limit is set)."""
    point = found.deciding
    risks = {risk.key: risk for risk in exposed.risks}
    scenarios = {s.key: s for s in found.table.scenarios}
    return tuple(
        _told(driver, risks[driver.key], scenarios[driver.key], currency)
        for driver in drivers(found.table, point and point.point, found.insurance)
    )


def _told(driver: Driver, risk: Risk, scenario: Scenario, currency: str) -> Assumption:
    clause = wording.lower_first(scenario.name.rstrip("."))
    given, says, range_ = _parts(driver.what, scenario, clause, currency)
    return Assumption(
        key=f"{driver.key} {driver.what}",
        says=says,
        range=range_,
        share=driver.share,
        source=given.source,
        proof=risk.proof,
    )


def _parts(what: str, scenario: Scenario, clause: str, currency: str) -> tuple[Estimate, str, str]:
    if what == "rate":
        given = scenario.rate_per_year
        return given, f"how often {clause}", _years(given)
    form, _, kind = what.rpartition(" ")
    loss = next(loss for loss in scenario.losses if loss.form == form)
    words = FORMS[Form(form)]
    if kind == "size":
        money = wording.money_range(loss.size.low, loss.size.high, currency)
        return loss.size, f"what {words} cost when {clause}", money
    return loss.chance, f"how often {words} follow when {clause}", _events(loss.chance)


def _years(rate: Estimate) -> str:
    low, high = (1 - exp(-end) for end in (rate.low, rate.high))
    return wording.odds_range(low, high, 100 if high >= RARE else 1000)


def _events(chance: Estimate) -> str:
    return wording.odds_range(chance.low, chance.high, 100, of="such events")
