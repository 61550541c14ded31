"""The starting scenarios: a register from the business map, before anyone wrote one.

Per service extortion and failure, per class of data theft, payments, insiders, suppliers, and per
obligation enforcement. The firm's events are shared out, never multiplied: more services or more
classes of data do not make a firm be hit more often. Sizes come from the firm's own cost of
downtime where there is one. Formulas: docs/methods/priors.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss.scenario import CERTAIN, Form, Kind, Loss, Scenario
from quarterdeck.engine.priors import Figure, Priors
from quarterdeck.engine.wording import lower_first

LEAST_WEIGHT = 0.02  # of a service that brings no revenue
DATA_WORDS = {
    "payment_card": "card data",
    "health": "patient data",
    "personal": "personal data",
    "financial": "financial data",
    "credentials": "passwords and keys",
    "intellectual_property": "designs and recipes",
    "confidential": "confidential papers",
}


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


@dataclass(frozen=True)
class Starter:
    """A scenario with the systems it is about and the part that begins with a weakness."""

    scenario: Scenario
    targets: tuple[str, ...]
    by_weakness: Estimate
    services: tuple[str, ...] = ()
    data_classes: tuple[str, ...] = ()
    supplier: str = ""
    obligation: str = ""
    days_out: Estimate | None = None
    notes: tuple[str, ...] = ()


def starter_scenarios(facts: BusinessFacts, priors: Priors) -> tuple[Starter, ...]:
    """In the order of their keys: "extortion:orders", "theft:health", "fraud:payments" …"""
    made = _Maker(facts, priors)
    found = [
        *made.extortions(),
        *made.failures(),
        *made.thefts(),
        *made.frauds(),
        *made.insiders(),
        *made.suppliers(),
        *made.enforcements(),
    ]
    return tuple(sorted(found, key=lambda starter: starter.scenario.key))


def downtime_cost(points: tuple[tuple[float, float], ...], hours: float) -> float:
    """Money lost by an outage of `hours`: linear between points, level in slope beyond the last."""
    before = (0.0, 0.0)
    slope = 0.0
    for point in points:
        slope = (point[1] - before[1]) / (point[0] - before[0]) if point[0] > before[0] else slope
        if hours <= point[0]:
            return before[1] + slope * (hours - before[0])
        before = point
    return before[1] + slope * (hours - before[0])


@dataclass(frozen=True)
class _Maker:
    facts: BusinessFacts
    priors: Priors

    @property
    def dollars(self) -> float:
        return self.facts.revenue_per_year / self.facts.per_dollar

    @property
    def size_factor(self) -> float:
        """From the reference firm's dollars to this firm's currency."""
        sizes = self.priors.sizes
        ratio = max(self.dollars, 1.0) / sizes.reference_revenue
        return float(ratio**sizes.grows.value) * self.facts.per_dollar

    @property
    def cap(self) -> float:
        return max(self.priors.sizes.cap_of_revenue.value * self.facts.revenue_per_year, 1.0)

    def rate(self, kind: str, part: float = 1.0) -> Estimate:
        """The kind's share of the firm's events, and a part of that."""
        events = self.priors.events_of(self.dollars, self.facts.sector)
        share = self.priors.shares[kind]
        source = f"{events.source}; {share.source}"
        middle = (share.low * share.high) ** 0.5
        return Estimate(events.low * middle * part, events.high * middle * part, source=source)

    def weakness(self, kind: str) -> Estimate:
        found = self.priors.begins_with_weakness.get(kind)
        return found.chance if found else exactly(0.0, "chance")

    def size(self, form: Form, given: Figure, chance: Figure | None = None) -> Loss:
        estimate = given.amount(self.size_factor)
        return self._loss(form, estimate, chance)

    def _loss(self, form: Form, size: Estimate, chance: Figure | None = None) -> Loss:
        return Loss(form, size, cap=self.cap, chance=chance.chance if chance else CERTAIN)

    def standstill(self, service: ServiceFacts, hours: Figure, factor: float) -> Loss | None:
        """The service's own cost of downtime over the hours, by how far it is degraded."""
        if not service.downtime:
            return None
        low, high = (
            downtime_cost(service.downtime, end * factor) * part
            for end, part in (
                (hours.low, self.priors.degraded.low),
                (hours.high, self.priors.degraded.high),
            )
        )
        if not low > 0:
            return None
        source = f"the client's cost of downtime; duration: {hours.source}"
        return self._loss(Form.PRODUCTIVITY, Estimate(low, high, source=source))

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Each service's part of what criminals and failures hit, by revenue dependence."""
        raw = {s.key: max(s.revenue_share, LEAST_WEIGHT) for s in self.facts.services}
        total = sum(raw.values())
        return {key: value / total for key, value in raw.items()}

    def extortions(self) -> Iterable[Starter]:
        sizes, days = self.priors.sizes, self.priors.extortion_days
        for service in self.facts.services:
            losses = [
                self.standstill(service, days, 24),
                self.size(Form.RESPONSE, sizes.extortion_response),
                self.size(Form.REPLACEMENT, sizes.ransom, sizes.ransom_paid),
            ]
            name = f"Criminals lock what {lower_first(service.name)} runs on and ask for money"
            yield Starter(
                _scenario(
                    f"extortion:{service.key}", name, Kind.EXTORTION,
                    self.rate("extortion", self.weights[service.key]), losses,
                ),
                service.systems, self.weakness("extortion"), (service.key,),
                days_out=days.amount(),
                notes=(self.priors.shares["extortion"].source,),
            )  # fmt: skip

    def failures(self) -> Iterable[Starter]:
        hours = self.priors.outage_hours
        for service in self.facts.services:
            part = self.weights[service.key]
            rate = self.priors.failures_per_year.amount(part)
            losses = [
                self.standstill(service, hours, 1),
                self.size(Form.RESPONSE, self.priors.sizes.failure_response),
            ]
            name = f"{service.name} stands still after a failure of our own"
            yield Starter(
                _scenario(f"outage:{service.key}", name, Kind.OUTAGE, rate, losses),
                service.systems, self.weakness("outage"), (service.key,),
                days_out=hours.amount(1 / 24), notes=(hours.source,),
            )  # fmt: skip

    def thefts(self) -> Iterable[Starter]:
        held = self.records_by_class()
        weight = {
            c: n**self.priors.records.grows.value * self.priors.records.weight.get(c, 1.0)
            for c, n in held.items()
            if n > 0
        }
        sizes, total = self.priors.sizes, sum(weight.values())
        for data_class, part in weight.items():
            grown = self.grown(held[data_class])
            revenue = self.facts.revenue_per_year
            lost = sizes.theft_business_lost
            losses = [
                _grown(self.size(Form.RESPONSE, sizes.theft_response), grown),
                _grown(self.size(Form.FINES, sizes.theft_claims, sizes.theft_claims_arise), grown),
                self._loss(Form.REPUTATION, lost.amount(revenue), sizes.theft_business_is_lost),
            ]
            name = f"Somebody steals {DATA_WORDS.get(data_class, 'data')}"
            yield Starter(
                _scenario(
                    f"theft:{data_class}", name, Kind.THEFT,
                    self.rate("theft", part / total), losses,
                ),
                self.holders((data_class,)), self.weakness("theft"), data_classes=(data_class,),
                notes=(sizes.theft_response.source,),
            )  # fmt: skip

    def frauds(self) -> Iterable[Starter]:
        figure = self.priors.sizes.false_payment
        losses = [self.size(Form.REPLACEMENT, figure)]
        name = "Somebody is deceived into paying a false invoice"
        yield Starter(
            _scenario("fraud:payments", name, Kind.FRAUD, self.rate("fraud"), losses),
            self.facts.paying_systems, self.weakness("fraud"), notes=(figure.source,),
        )  # fmt: skip

    def insiders(self) -> Iterable[Starter]:
        classes = tuple(self.records_by_class())
        if not classes:
            return
        figure = self.priors.sizes.insider_response
        name = "One of our own people misuses what we hold"
        yield Starter(
            _scenario(
                "insider:data", name, Kind.INSIDER, self.rate("insider"),
                [self.size(Form.RESPONSE, figure)],
            ),
            self.holders(classes), self.weakness("insider"), data_classes=classes,
            notes=(figure.source,),
        )  # fmt: skip

    def suppliers(self) -> Iterable[Starter]:
        named = {s.key: s for s in self.facts.services}
        days = self.priors.supplier_days
        for supplier in self.facts.suppliers:
            carried = [named[key] for key in supplier.services if key in named]
            rate = supplier.fails_per_year or self.priors.supplier_fails_per_year.amount()
            stopped = [loss for s in carried if (loss := self.standstill(s, days, 24))]
            losses = [_together(stopped), self.size(
                Form.RESPONSE, self.priors.sizes.supplier_response)]  # fmt: skip
            name = f"Our supplier {supplier.name} fails us"
            yield Starter(
                _scenario(f"supplier:{supplier.key}", name, Kind.SUPPLIER, rate, losses),
                (), self.weakness("supplier"), tuple(s.key for s in carried),
                supplier=supplier.key, days_out=days.amount(), notes=(rate.source,),
            )  # fmt: skip

    def enforcements(self) -> Iterable[Starter]:
        bad = self.priors.look_ends_badly
        middle = (bad.low * bad.high) ** 0.5
        for owed in self.facts.obligations:
            looks = owed.looks_per_year or self.priors.looks_per_year.amount()
            rate = replace(looks, low=looks.low * middle, high=looks.high * middle, likely=None)
            losses = [
                self._loss(Form.FINES, owed.penalty) if owed.penalty else None,
                self._loss(
                    Form.COMPETITIVE, owed.contract_loss, self.priors.contract_lost_after_that
                )
                if owed.contract_loss
                else None,
            ]
            name = f"We are called to account: {lower_first(owed.name)}"
            yield Starter(
                _scenario(f"enforcement:{owed.key}", name, Kind.ENFORCEMENT, rate, losses),
                (), exactly(1.0, "chance"), obligation=owed.key, notes=(looks.source, bad.source),
            )  # fmt: skip

    def records_by_class(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for holding in self.facts.holdings:
            found[holding.data_class] = max(found.get(holding.data_class, 0), holding.records)
        return dict(sorted(found.items()))

    def holders(self, classes: tuple[str, ...]) -> tuple[str, ...]:
        rows = [h.system for h in self.facts.holdings if h.data_class in classes]
        return tuple(dict.fromkeys(rows))

    def grown(self, records: int) -> float:
        """How a theft grows with the number of records: far from in proportion."""
        by = self.priors.records
        return float((max(records, 1) / by.reference) ** by.grows.value)


def _scenario(
    key: str, name: str, kind: Kind, rate: Estimate, losses: Iterable[Loss | None]
) -> Scenario:
    return Scenario(key, name, kind, rate, tuple(loss for loss in losses if loss))


def _grown(loss: Loss, factor: float) -> Loss:
    size = replace(loss.size, low=loss.size.low * factor, high=loss.size.high * factor)
    return replace(loss, size=size)


def _together(losses: list[Loss]) -> Loss | None:
    """Services that stop at once: their ends added."""
    if not losses:
        return None
    low, high = (sum(getattr(loss.size, end) for loss in losses) for end in ("low", "high"))
    return replace(losses[0], size=replace(losses[0].size, low=low, high=high))
