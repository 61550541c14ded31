"""What starters make of a usual firm, beside what is published.

Row marks are those of docs/methods/priors.md.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.data import priors as shipped
from quarterdeck.engine.loss import mean_annual_loss
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.engine.starters import (
    BusinessFacts,
    HoldingFacts,
    ServiceFacts,
    starter_scenarios,
)

PRIORS = shipped.parse(shipped.raw())
COST_OVER_PAYOUT = 266 / 179  # L21
BANDS = (
    # revenue, claims a policy-year, average claim, public count, the dearer publication's average
    (5e6, 0.0107, 79e3, 0.087, 180e3),  # F11, L12, F02, L17
    (60e6, 0.0399, 139e3, 0.098, 361e3),  # F12, L13, F03, L19
    (300e6, 0.0597, 228e3, 0.0999, 2.1e6),  # F13, L14, F04, L20
)


def usual(revenue, sector="", records=50_000):
    """Two services, customers' data, payments: standing still for a day costs 0.1% of revenue."""
    services = tuple(
        ServiceFacts(key, key, share, ((24, part * revenue), (168, 12 * part * revenue)), ("web",))
        for key, share, part in (("orders", 0.6, 0.001), ("billing", 0.4, 0.0005))
    )
    held = (HoldingFacts("web", "personal", records), HoldingFacts("web", "financial", 2_000))
    return BusinessFacts(revenue, sector, services, held, paying_systems=("web",))


def by_kind(facts):
    found = {}
    for starter in starter_scenarios(facts, PRIORS):
        kind, loss = starter.scenario.kind.value, mean_annual_loss(starter.scenario)
        found[kind] = found.get(kind, 0.0) + loss
    return found


def rate_of(facts, kind):
    made = (s.scenario for s in starter_scenarios(facts, PRIORS))
    return sum(mean(s.rate_per_year) for s in made if s.kind == kind)


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("sector", ["", "professional services", "retail"])
def test_a_usual_firm_lies_between_claims_and_claims_times_the_known_gaps(band, sector):
    revenue, claims, claim, public, dearer = band
    found = by_kind(usual(revenue, sector))
    events = sum(loss for kind, loss in found.items() if kind != "outage")
    insured = claims * claim
    assert insured < events < insured * (public / claims) * (dearer / claim) * COST_OVER_PAYOUT


def test_each_kind_lies_within_bounds_of_its_own_publications():
    firm = usual(60e6)
    found = by_kind(firm)
    # R03: 0.3 to 1.5 in 100 UK firms; R12: at most 3 in 100 at $100 million to 1 billion
    assert 0.003 < rate_of(firm, "extortion") < 0.03
    # R02 × F12 × R07, the cheapest; R12 × R10 with payout over cost, the dearest
    assert 0.211 * 0.0399 * 262e3 < found["extortion"] < 0.03 * 660e3 * COST_OVER_PAYOUT
    # B06 of all sizes, and grown as F12 over F10; B04 and B07
    assert 0.0044 < rate_of(firm, "fraud") < 0.0044 * 0.0399 / 0.0148 * 3
    assert 0.0044 * 50e3 < found["fraud"] < 0.0399 * 361e3
    # B05 × B08, mailbox break-ins alone; F03 × the mean of L07's lognormal
    assert 0.0044 * 35e3 < found["theft"] < 0.0838 * 1.9e6


@settings(max_examples=60)
@given(st.floats(2e5, 5e10), st.floats(1, 20), st.sampled_from(["", *PRIORS.sectors]))
def test_a_bigger_firm_never_has_the_smaller_loss(revenue, times, sector):
    small, big = (by_kind(usual(r, sector)) for r in (revenue, revenue * times))
    for kind, loss in small.items():
        assert loss <= big[kind] * (1 + 1e-9)


def test_a_firm_at_either_side_of_a_bands_edge_has_nearly_the_same_loss():
    below, above = (sum(by_kind(usual(r)).values()) for r in (24.9e6, 25.1e6))
    assert below < above < 1.02 * below


def test_the_currency_changes_the_figures_and_not_the_firm():
    dollars = usual(60e6)
    pounds = replace(usual(48e6), per_dollar=0.8)
    for kind, loss in by_kind(dollars).items():
        assert by_kind(pounds)[kind] == pytest.approx(0.8 * loss)
