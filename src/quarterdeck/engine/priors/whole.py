"""The shape of the starting estimates, as values; `data/priors.yaml` fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quarterdeck.engine.estimates import JUDGEMENT, Estimate
from quarterdeck.engine.exposure import JUDGEMENTS, Judgements, PriorTable
from quarterdeck.engine.exposure.parameters import Parameters
from quarterdeck.engine.priors.by_revenue import Band, at, check
from quarterdeck.engine.priors.figures import Chance, Figure, Known, Publication
from quarterdeck.engine.priors.sectors import Sector, sector_named
from quarterdeck.engine.products import times


@dataclass(frozen=True)
class Shares:
    """What part of the firm's events is of which kind; the middles add up to about one."""

    extortion: Chance
    fraud: Chance
    theft: Chance
    supplier: Chance
    insider: Chance


@dataclass(frozen=True)
class FirstCauses:
    """What part of the events of a kind begins with an exploited weakness."""

    extortion: Chance
    theft: Chance
    fraud: Chance
    outage: Chance


@dataclass(frozen=True)
class Sizes:
    """Money for a firm for which `by_revenue` is 1; parts of revenue and chances by their names."""

    by_revenue: tuple[Band, ...]
    extortion_response: Figure
    ransom: Figure
    ransom_paid: Chance
    theft_response: Figure
    theft_claims: Figure
    theft_claims_arise: Chance
    theft_business_lost: Chance
    theft_business_is_lost: Chance
    false_payment: Figure
    insider_response: Figure
    failure_response: Figure
    supplier_response: Figure
    penalty_of_revenue: Chance
    cap_of_revenue: Known

    def __post_init__(self) -> None:
        check("by_revenue", self.by_revenue)


@dataclass(frozen=True)
class Records:
    """How a theft grows with the number of records, and how much a class of data weighs."""

    reference: float
    grows: Known
    weight: Mapping[str, float]

    def __post_init__(self) -> None:
        if not (self.reference > 0 and self.grows.value < 1):
            raise ValueError("reference must lie above zero, and grows below one: no cost a record")


@dataclass(frozen=True)
class Unforecast:
    """Chance of use within 30 days by severity, times a factor by category."""

    by_severity: Mapping[str, float]
    by_category: Mapping[str, float]
    source: str = JUDGEMENT


@dataclass(frozen=True)
class Priors:
    """All starting estimates. Money is in US dollars of the year `money_of`."""

    version: str
    money_of: int
    events_per_year: tuple[Band, ...]
    shares: Shares
    failures_per_year: Figure
    supplier_fails_per_year: Figure
    look_ends_badly: Chance
    contract_lost_after_that: Chance
    looks_per_year: Figure
    begins_with_weakness: FirstCauses
    extortion_days: Figure
    outage_hours: Figure
    supplier_days: Figure
    degraded: Chance
    revenue_lost_while_down: Chance
    sizes: Sizes
    records: Records
    sectors: Mapping[str, Sector]
    unknown_sector: Sector
    unforecast: Unforecast
    exposure: Mapping[str, Figure] = field(default_factory=dict)
    publications: Mapping[str, Publication] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check("events_per_year", self.events_per_year)

    def sector(self, name: str) -> Sector:
        return sector_named(self.sectors, self.unknown_sector, name)

    def events_of(self, revenue_usd: float, sector: str) -> Estimate:
        """Harmful events a year of a firm of this size and sector."""
        return times(at(self.events_per_year, revenue_usd), self.sector(sector).rate.amount())

    def size_factor(self, revenue_usd: float, sector: str) -> Estimate:
        """What a size stated for the usual firm is multiplied by, in this firm's case."""
        return times(at(self.sizes.by_revenue, revenue_usd), self.sector(sector).size.amount())

    @property
    def exploited_within_30_days(self) -> PriorTable:
        """By (category, severity)."""
        return {
            (category, severity): chance * factor
            for category, factor in self.unforecast.by_category.items()
            for severity, chance in self.unforecast.by_severity.items()
        }

    @property
    def judgements(self) -> Judgements:
        """Those of exposure, with what the file overrides. ValueError for an unknown name."""
        names = set(Parameters.__dataclass_fields__)
        unknown = set(self.exposure) - names
        if unknown:
            raise ValueError(f"priors, exposure: {', '.join(sorted(unknown))} is no judgement")
        given = {
            name: figure.amount() if name == "damping" else figure.chance
            for name, figure in self.exposure.items()
        }
        return replace(JUDGEMENTS, **given)
