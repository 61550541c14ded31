"""The business map as the starting scenarios read it."""

from collections import defaultdict

from quarterdeck.business.folder import (
    ObligationRecord,
    ServiceRecord,
    SupplierRecord,
)
from quarterdeck.clients.folder.profile import Profile
from quarterdeck.clients.folder.record import Interval
from quarterdeck.engine.estimates import JUDGEMENT, Estimate
from quarterdeck.engine.starters import (
    BusinessFacts,
    HoldingFacts,
    ObligationFacts,
    ServiceFacts,
    SupplierFacts,
)
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.inventory import HoldingRow, SystemRow

DOLLAR = "USD"
PAYING = ("financial",)


def business_facts(inputs: Inputs) -> BusinessFacts:
    """ValueError when the profile has no rate from US dollars, in which priors are stated."""
    systems = inputs.of("systems.csv", SystemRow)
    holdings = inputs.of("holdings.csv", HoldingRow)
    profile = inputs.profile
    runs_on: dict[str, list[str]] = defaultdict(list)
    for system in systems:
        for service in dict.fromkeys(system.services):
            runs_on[service].append(system.key)
    return BusinessFacts(
        revenue_per_year=profile.revenue_per_year,
        sector=profile.sector,
        services=tuple(
            ServiceFacts(
                s.key,
                s.name,
                s.revenue_share,
                tuple((p.hours, p.cost) for p in sorted(s.downtime_cost, key=lambda p: p.hours)),
                tuple(runs_on[s.key]),
            )
            for s in inputs.of("services.yaml", ServiceRecord)
        ),
        holdings=tuple(HoldingFacts(h.system, h.data_class, h.records) for h in holdings),
        obligations=tuple(
            ObligationFacts(
                o.key, o.name, _amount(o.penalty), _amount(o.contract_loss),
                _amount(o.looked_at_per_year),
            )
            for o in inputs.of("obligations.yaml", ObligationRecord)
        ),
        suppliers=tuple(
            SupplierFacts(s.key, s.name, tuple(s.services), _amount(s.fails_per_year))
            for s in inputs.of("suppliers.yaml", SupplierRecord)
        ),
        paying_systems=tuple(
            dict.fromkeys(h.system for h in holdings if h.data_class in PAYING)
        ),
        per_dollar=per_dollar(profile),
    )  # fmt: skip


def per_dollar(profile: Profile) -> float:
    """How much of the client's currency one US dollar buys, by the newest rate."""
    if profile.currency == DOLLAR:
        return 1.0
    if rate_needed(profile):
        raise ValueError(f"profile.yaml, rates: {rate_needed(profile)}")
    rates = (rate for rate in profile.rates if rate.currency == DOLLAR)
    return max(rates, key=lambda rate: rate.on).buys


def rate_needed(profile: Profile) -> str:
    """What the profile lacks for figures in US dollars to be read; "" when nothing."""
    if any(rate.currency == DOLLAR for rate in profile.rates) or profile.currency == DOLLAR:
        return ""
    return (
        f"give what one USD buys in {profile.currency}, with its date, because the starting "
        "estimates are in US dollars"
    )


def _amount(given: Interval | None) -> Estimate | None:
    if given is None or given.high <= 0:
        return None
    return Estimate(given.low, given.high, likely=given.likely, source=given.source or JUDGEMENT)
