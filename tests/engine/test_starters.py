from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.data import priors as shipped
from quarterdeck.engine.loss import mean_annual_loss
from quarterdeck.engine.starters import (
    BusinessFacts,
    HoldingFacts,
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


def loss_of(facts, key):
    made = {s.scenario.key: s.scenario for s in starter_scenarios(facts, PRIORS)}
    return mean_annual_loss(made[key])


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


def test_events_stay_between_claims_and_public_counts():
    made = starter_scenarios(FIRM, PRIORS)
    kinds = ("extortion", "fraud", "theft", "insider")
    rates = [s.scenario.rate_per_year for s in made if s.scenario.kind in kinds]
    assert 0.03 < sum(r.low for r in rates) < 0.0447
    assert 0.07 < sum(r.high for r in rates) <= 0.105


def test_downtime_runs_on_with_its_last_slope():
    curve = ((24.0, 50e3), (48.0, 150e3))
    assert downtime_cost(curve, 12) == pytest.approx(25e3)
    assert downtime_cost(curve, 36) == pytest.approx(100e3)
    assert downtime_cost(curve, 72) == pytest.approx(250e3)


def test_an_override_that_does_not_fit_is_named(tmp_path, monkeypatch):
    path = tmp_path / "mine.yaml"
    path.write_text("version: x\n", encoding="utf-8")
    monkeypatch.setenv(shipped.VARIABLE, str(path))
    with pytest.raises(ValueError, match=r"mine\.yaml is not as docs/methods/priors\.md says"):
        shipped.raw()


def test_a_service_that_has_a_name_keeps_it_in_a_scenario():
    service = replace(FIRM.services[0], name="Meridian Cloud")
    made = starter_scenarios(replace(FIRM, services=(service,)), PRIORS)
    names = [s.scenario.name for s in made if s.scenario.kind == "extortion"]
    assert names == ["Criminals lock what Meridian Cloud runs on and ask for money"]
