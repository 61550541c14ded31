"""The shape of the starting estimates, as values; `data/priors.yaml` fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf

from quarterdeck.engine.estimates import JUDGEMENT, Estimate, Unit
from quarterdeck.engine.exposure import JUDGEMENTS, Judgements, PriorTable
from quarterdeck.engine.exposure.parameters import Parameters


@dataclass(frozen=True)
class Figure:
    """A 90% interval and where it is from."""

    low: float
    high: float
    source: str = JUDGEMENT

    def amount(self, factor: float = 1.0) -> Estimate:
        return self._times(factor, "amount")

    @property
    def chance(self) -> Estimate:
        return self._times(1.0, "chance")

    def _times(self, factor: float, unit: Unit) -> Estimate:
        return Estimate(self.low * factor, self.high * factor, unit, source=self.source)


@dataclass(frozen=True)
class Known:
    """A single value that is not in doubt enough to draw, and where it is from."""

    value: float
    source: str = JUDGEMENT


@dataclass(frozen=True)
class Band:
    """Events a year of firms with less than `below` US dollars of revenue a year."""

    low: float
    high: float
    source: str = JUDGEMENT
    below: float = inf


@dataclass(frozen=True)
class Sizes:
    """Money for a firm of `reference_revenue`; parts of revenue and chances where they say so."""

    reference_revenue: float
    grows: Known
    extortion_response: Figure
    ransom: Figure
    ransom_paid: Figure
    theft_response: Figure
    theft_claims: Figure
    theft_claims_arise: Figure
    theft_business_lost: Figure
    theft_business_is_lost: Figure
    false_payment: Figure
    insider_response: Figure
    failure_response: Figure
    supplier_response: Figure
    cap_of_revenue: Known


@dataclass(frozen=True)
class Records:
    """How a theft grows with the number of records, and how much a class of data weighs."""

    reference: float
    grows: Known
    weight: Mapping[str, float]


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
    shares: Mapping[str, Figure]
    failures_per_year: Figure
    supplier_fails_per_year: Figure
    look_ends_badly: Figure
    contract_lost_after_that: Figure
    looks_per_year: Figure
    begins_with_weakness: Mapping[str, Figure]
    extortion_days: Figure
    outage_hours: Figure
    supplier_days: Figure
    degraded: Figure
    sizes: Sizes
    records: Records
    sectors: Mapping[str, Figure]
    unforecast: Unforecast
    exposure: Mapping[str, Figure] = field(default_factory=dict)

    def events_of(self, revenue_usd: float, sector: str) -> Estimate:
        """Harmful events a year of a firm of this size; a sector's factor widens and moves it."""
        band = next(b for b in self.events_per_year if revenue_usd < b.below)
        moved = self.sectors.get(sector)
        low, high = band.low, band.high
        if moved:
            low, high = low * moved.low, high * moved.high
        source = f"{band.source}; sector: {moved.source}" if moved else band.source
        return Estimate(low, high, source=source)

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
