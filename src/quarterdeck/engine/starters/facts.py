"""What the starters need to know of a business. Money is in the client's currency."""

from dataclasses import dataclass

from quarterdeck.engine.estimates import Estimate


@dataclass(frozen=True)
class ServiceFacts:
    """`downtime` are points (hours, money lost by then), rising; `systems` carry it."""

    key: str
    name: str
    revenue_share: float
    downtime: tuple[tuple[float, float], ...]
    systems: tuple[str, ...]


@dataclass(frozen=True)
class HoldingFacts:
    system: str
    data_class: str
    records: int


@dataclass(frozen=True)
class ObligationFacts:
    """Money in the client's currency; None where nobody has said."""

    key: str
    name: str
    penalty: Estimate | None
    contract_loss: Estimate | None
    looks_per_year: Estimate | None


@dataclass(frozen=True)
class SupplierFacts:
    key: str
    name: str
    services: tuple[str, ...]
    fails_per_year: Estimate | None


@dataclass(frozen=True)
class BusinessFacts:
    """What starters need to know. `per_dollar` is the client's currency for one US dollar."""

    revenue_per_year: float
    sector: str
    services: tuple[ServiceFacts, ...] = ()
    holdings: tuple[HoldingFacts, ...] = ()
    obligations: tuple[ObligationFacts, ...] = ()
    suppliers: tuple[SupplierFacts, ...] = ()
    paying_systems: tuple[str, ...] = ()
    per_dollar: float = 1.0
