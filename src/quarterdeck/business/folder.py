"""The business part of the client folder."""

from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from quarterdeck.business import models
from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.folder.record import (
    LARGEST,
    Amount,
    Chance,
    Count,
    Evidence,
    Frequency,
    Hours,
    Interval,
    Money,
    Piece,
    Proof,
    Record,
    Ref,
    Share,
    Sum,
    Texts,
    in_order,
)

SERVICES, SYSTEMS, OBLIGATIONS = "services.yaml", "systems.csv", "obligations.yaml"
ServiceKeys = Annotated[Texts, Ref(SERVICES)]
SystemKeys = Annotated[Texts, Ref(SYSTEMS)]
Kind = Literal["theft", "fraud", "extortion", "outage", "supplier", "insider", "enforcement"]
YesNo = Annotated[
    bool, BeforeValidator(lambda v: {"yes": True, "no": False}.get(str(v).lower(), v))
]
DATA_CLASSES = Literal[
    "payment_card", "health", "personal", "financial", "credentials",
    "intellectual_property", "confidential",
]  # fmt: skip


class DowntimePoint(Piece):
    """What an outage has cost in all once it has lasted `hours`."""

    hours: Hours
    cost: Money


class ServiceRecord(Record):
    name: str
    says: str = ""
    owner: str = ""
    revenue_share: Share = 0
    downtime_cost: list[DowntimePoint] = []
    people_affected: str = ""
    safety: str = ""
    mtd_hours: Hours | None = None
    rto_hours: Hours | None = None
    rpo_hours: Hours | None = None

    @field_validator("downtime_cost")
    @classmethod
    def _rising(cls, points: list[DowntimePoint]) -> list[DowntimePoint]:
        ordered = sorted(points, key=lambda p: p.hours)
        for one, two in pairwise(ordered):
            if one.hours == two.hours or one.cost > two.cost:
                raise ValueError(
                    f"must rise: {two.hours:g} hours cost {two.cost:g}, and {one.hours:g} hours "
                    f"{one.cost:g}"
                )
        return points


class SystemRecord(Record):
    name: str
    environment: Literal["production", "test", "development", "office"]
    reach: Literal["internet", "partner", "internal", "isolated"]
    zone: str = ""
    hostname: Texts = []
    fqdn: Texts = []
    ip: Texts = []
    cloud_id: Texts = []
    repository: Texts = []
    image: Texts = []
    services: ServiceKeys = []
    owner: str = ""


class EdgeRecord(Record):
    source: Annotated[str, Ref(SYSTEMS)]
    target: Annotated[str, Ref(SYSTEMS)]
    kind: Literal["depends_on", "holds_credentials_for"]
    trust: Share | None = None


class HoldingRecord(Record):
    system: Annotated[str, Ref(SYSTEMS)]
    data_class: DATA_CLASSES
    records: Count


class ObligationRecord(Record):
    name: str
    kind: Literal["law", "regulation", "contract", "insurance"]
    authority: str = ""
    says: str = ""
    consequence: str = ""
    penalty: Sum | None = None
    contract_loss: Sum | None = None
    looked_at_per_year: Frequency | None = None
    due: date | None = None
    directors_duty: str = ""
    regime: str = ""


class RequirementRecord(Record):
    obligation: Annotated[str, Ref(OBLIGATIONS)]
    says: str
    state: Literal["met", "not met"]
    weight: float = Field(1, gt=0, le=LARGEST)
    proof: Proof | Literal[""] = ""
    proven_by: str = ""
    proven_on: date | None = None
    proof_valid_until: date | None = None
    evidence: str = ""
    due: date | None = None
    owner: str = ""

    @field_validator("proof_valid_until")
    @classmethod
    def _after(cls, until: date | None, given: ValidationInfo) -> date | None:
        in_order(given.data.get("proven_on"), until, "proven_on")
        return until


class ControlRecord(Record):
    """`works_on` says where it bites: see docs/methods on exposure and loss."""

    name: str
    says: str = ""
    works_on: Literal["reach", "paths", "other ways in", "rate", "loss"]
    systems: SystemKeys = []
    services: ServiceKeys = []
    kinds: list[Kind] = []
    coverage: Share = 1
    reliability: Chance | None = None
    effect: Chance | None = None
    in_force_from: date | None = None
    cost_per_year: Money = 0
    owner: str = ""
    proof: Evidence | None = None

    @field_validator("effect")
    @classmethod
    def _leaves_something(cls, effect: Chance | None) -> Chance | None:
        if effect and effect.high == 1:
            raise ValueError("must stay below 1: no safeguard takes everything away")
        return effect


class SupplierRecord(Record):
    name: str
    provides: str
    services: ServiceKeys = []
    days_without: Amount | None = None
    days_to_replace: Interval | None = None
    fails_per_year: Frequency | None = None
    exit_plan: str = ""
    proof: Evidence | None = None


class RecoveryTestRecord(Record):
    service: Annotated[str, Ref(SERVICES)]
    on: date
    hours: Hours
    whole: YesNo = True
    watched_by: str = ""
    proof: Proof = "self-reported"
    says: str = ""


class CashRecord(Record):
    as_of: date
    cash: Money
    credit_lines: Money = 0
    outgoings_per_week: Money
    loan: Money = 0
    covenant: str = ""
    proof: Evidence | None = None


class PlanAheadRecord(Record):
    name: str
    says: str = ""
    when: date | None = None
    owner: str = ""
    services: ServiceKeys = []
    worth_per_year: Money | None = None
    changes: str = ""
    conditions: Texts = []


def _joined(*names: str) -> Any:
    return lambda values: ":".join(str(values.get(name, "")) for name in names)


PARTS = (
    Table(
        SERVICES, ServiceRecord, models.Service,
        "What the client does for money or by duty, and what it costs when it stops.\n"
        "downtime_cost is the sum lost once an outage has lasted so many hours.",
    ),
    Table(
        SYSTEMS, SystemRecord, models.System,
        "What services run on. Several values in a cell are parted by semicolons.",
    ),
    Table(
        "edges.csv", EdgeRecord, models.Edge,
        "Which system depends on which, and which holds credentials for which.",
        derived=_joined("source", "kind", "target"),
    ),
    Table(
        "holdings.csv", HoldingRecord, models.Holding,
        "Which data a system holds, with the number of records.",
        derived=_joined("system", "data_class"),
    ),
    Table(
        OBLIGATIONS, ObligationRecord, models.Obligation,
        "Laws, regulations, contracts and insurance conditions that apply.",
    ),
    Table(
        "requirements.csv", RequirementRecord, models.Requirement,
        "What the obligations ask for, whether it is met, and who has shown it.",
    ),
    Table(
        "controls.yaml", ControlRecord, models.Control,
        "Safeguards as they are operated here, with who tested them and when.",
    ),
    Table("suppliers.yaml", SupplierRecord, models.Supplier, "On whom the services hang."),
    Table(
        "recovery_tests.csv", RecoveryTestRecord, models.RecoveryTest,
        "How long it really took to bring a service back, and who watched.",
        derived=_joined("service", "on"),
    ),
    Table("cash.yaml", CashRecord, models.Cash, "What a loss would meet.", single=True),
    Table(
        "plans_ahead.yaml", PlanAheadRecord, models.PlanAhead,
        "What the business wants to do next, and on which conditions security says yes.",
    ),
)  # fmt: skip
