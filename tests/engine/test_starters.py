from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.data import priors as shipped
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss import mean_annual_loss
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.engine.loss.scenario import Form
from quarterdeck.engine.starters import (
    BusinessFacts,
    HoldingFacts,
    ObligationFacts,
    ServiceFacts,
    downtime_cost,
    starter_scenarios,
)

PRIORS = shipped.parse(shipped.raw())
FIRM = BusinessFacts(
    revenue_per_year=60e6,
    sector="",
    services=(ServiceFacts("orders", "Orders", 0.6, ((24, 50e3), (168, 700e3)), ("web",)),),
    holdings=(HoldingFacts("web", "personal", 50_000),),
)


def rate_of(facts, kind):
    made = starter_scenarios(facts, PRIORS)
    return sum(s.scenario.rate_per_year.high for s in made if s.scenario.kind == kind)


def scenario_of(facts, key):
    return {s.scenario.key: s.scenario for s in starter_scenarios(facts, PRIORS)}[key]


def loss_of(facts, key):
    return mean_annual_loss(scenario_of(facts, key))


@given(st.integers(1, 12))
def test_more_services_do_not_make_a_firm_be_extorted_more_often(count):
    services = tuple(replace(FIRM.services[0], key=f"s{n}") for n in range(count))
    assert rate_of(replace(FIRM, services=services), "extortion") == pytest.approx(
        rate_of(FIRM, "extortion")
    )


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_more_records_never_cost_less_and_never_in_proportion(one, two):
    fewer, more = sorted((one, two))
    costs = [
        loss_of(replace(FIRM, holdings=(HoldingFacts("web", "personal", n),)), "theft:personal")
        for n in (fewer, more)
    ]
    assert costs[0] <= costs[1] * (1 + 1e-9)
    assert costs[1] <= costs[0] * (more / fewer) * (1 + 1e-9)


@settings(max_examples=50)
@given(st.floats(1e5, 1e11), st.sampled_from(["", "health", "finance", "unheard of"]))
def test_any_firm_has_a_finite_register(revenue, sector):
    facts = replace(FIRM, revenue_per_year=revenue, sector=sector)
    for starter in starter_scenarios(facts, PRIORS):
        assert 0 < mean_annual_loss(starter.scenario) < revenue * 10
        assert starter.scenario.losses[0].size.source


def test_doubling_the_records_never_doubles_the_loss():
    for data_class in PRIORS.records.weight:
        costs = [
            loss_of(
                replace(FIRM, holdings=(HoldingFacts("web", data_class, n),)), f"theft:{data_class}"
            )
            for n in (1_000, 2_000, 1_000_000, 2_000_000)
        ]
        assert costs[0] < costs[1] < 1.3 * costs[0]
        assert costs[2] < costs[3] < 1.3 * costs[2]


def test_downtime_runs_on_with_its_last_slope():
    curve = ((24.0, 50e3), (48.0, 150e3))
    assert downtime_cost(curve, 12) == pytest.approx(25e3)
    assert downtime_cost(curve, 36) == pytest.approx(100e3)
    assert downtime_cost(curve, 72) == pytest.approx(250e3)


def test_a_service_without_a_cost_of_downtime_loses_revenue_that_hangs_on_it():
    bare = replace(FIRM, services=(replace(FIRM.services[0], downtime=()),))
    idle = replace(FIRM, services=(replace(FIRM.services[0], downtime=(), revenue_share=0.0),))
    found = {f: scenario_of(f, "extortion:orders").losses for f in (FIRM, bare, idle)}
    assert [loss.form for loss in found[bare]] == [loss.form for loss in found[FIRM]]
    assert Form.PRODUCTIVITY not in [loss.form for loss in found[idle]]
    stopped = found[bare][0].size
    days = PRIORS.extortion_days
    most = 60e6 * 0.6 * days.high / 365 * PRIORS.revenue_lost_while_down.high
    assert 0 < stopped.low < stopped.high < most
    assert "the revenue that hangs on it" in stopped.source


def test_enforcement_is_looks_times_the_chance_that_one_ends_badly():
    looks = Estimate(0.2, 0.8, source="counsel")
    owed = ObligationFacts("law", "A law", Estimate(1e4, 1e5), None, looks)
    found = scenario_of(replace(FIRM, obligations=(owed,)), "enforcement:law")
    bad = PRIORS.look_ends_badly.amount()
    assert mean(found.rate_per_year) == pytest.approx(mean(looks) * mean(bad))
    assert found.rate_per_year.source == "counsel; judgement of the project"
    assert [loss.size for loss in found.losses] == [owed.penalty]


def test_an_obligation_whose_consequence_nobody_stated_has_a_usual_penalty():
    owed = ObligationFacts("law", "A law", None, None, None)
    (fine,) = scenario_of(replace(FIRM, obligations=(owed,)), "enforcement:law").losses
    part = PRIORS.sizes.penalty_of_revenue
    assert (fine.size.low, fine.size.high) == pytest.approx((part.low * 60e6, part.high * 60e6))


def test_a_service_that_has_a_name_keeps_it_in_a_scenario():
    service = replace(FIRM.services[0], name="Meridian Cloud")
    made = starter_scenarios(replace(FIRM, services=(service,)), PRIORS)
    names = [s.scenario.name for s in made if s.scenario.kind == "extortion"]
    assert names == ["Criminals lock what Meridian Cloud runs on and ask for money"]
