"""The risk part of the client folder."""

from datetime import date
from itertools import combinations
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from quarterdeck.business.folder import Kind, ServiceKeys, SystemKeys, YesNo
from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.folder.record import (
    MONEY,
    Chance,
    Evidence,
    Frequency,
    Hours,
    Interval,
    Money,
    Piece,
    Range,
    Record,
    Ref,
    Share,
    Sum,
    Texts,
    in_order,
)
from quarterdeck.clients.folder.whole import Whole
from quarterdeck.engine.loss.scenario import Form
from quarterdeck.risks import models


class TolerancePoint(Piece):
    """In at most `chance` of years (or: by one event) may the loss exceed `loss`."""

    loss: Money
    chance: Share
    basis: Literal["year", "event"] = "year"
    insurance: Literal["before", "after"] = "after"


class Materiality(Piece):
    """The loss from one event that would matter to owners, lenders or regulators, and why."""

    loss: Money
    chance: Share | None = None
    why: str = ""
    decided_by: str = ""
    within_hours: Hours | None = None


class Authority(Piece):
    """Who may accept a risk of up to which sum."""

    role: str
    up_to: Money


class AppetiteRecord(Record):
    set_on: date | None = None
    set_by: str = ""
    points: list[TolerancePoint] = []
    materiality: Materiality | None = None
    authority: list[Authority] = []

    @field_validator("points")
    @classmethod
    def _agree(cls, points: list[TolerancePoint]) -> list[TolerancePoint]:
        """On one basis and side of insurance, a larger loss is allowed no more often."""
        for one, two in combinations(sorted(points, key=lambda p: p.loss), 2):
            alike = (one.basis, one.insurance) == (two.basis, two.insurance)
            if alike and (one.chance < two.chance or (one.loss == two.loss and one != two)):
                raise ValueError(
                    f"must not contradict each other: {two.loss:g} may be lost with a chance of "
                    f"{two.chance:g}, and {one.loss:g} with {one.chance:g}"
                )
        return points


class Condition(Piece):
    says: str
    met: bool
    due: date | None = None


class PolicyRecord(Record):
    name: str
    retention: Money
    limit: Money
    aggregate: Money | None = None
    share: Share = 1
    starts: date | None = None
    ends: date | None = None
    excludes: str = ""
    conditions: list[Condition] = []

    @field_validator("ends")
    @classmethod
    def _after(cls, ends: date | None, given: ValidationInfo) -> date | None:
        in_order(given.data.get("starts"), ends, "starts")
        return ends


class LossRecord(Piece):
    """One form of loss: its size if it arises, the chance that it does, and a cap."""

    form: Form
    size: Sum
    chance: Chance | None = None
    cap: Money | None = Field(None, gt=0)


class ScenarioRecord(Record):
    """With `starter`, it says better what one of the starting scenarios says."""

    name: str
    kind: Kind
    story: str = ""
    starter: str = ""
    services: ServiceKeys = []
    systems: SystemKeys = []
    supplier: Annotated[str, Ref("suppliers.yaml")] = ""
    rate_per_year: Frequency | None = None
    losses: list[LossRecord] = []
    begins_with_weakness: Chance | None = None
    days_out: Interval | None = None
    people_affected: Interval | None = None
    harm: str = ""
    estimated_by: str = ""
    estimated_on: date | None = None
    proof: Evidence | None = None

    @field_validator("losses")
    @classmethod
    def _each_form_once(cls, losses: list[LossRecord]) -> list[LossRecord]:
        forms = [loss.form.value for loss in losses]
        for form in forms:
            if forms.count(form) > 1:
                raise ValueError(f"must hold each form of loss once, and {form} stands twice")
        return losses


class DecisionRecord(Record):
    """`chance` a year and `loss` are what was known of the risk that was signed."""

    on: date
    kind: Literal["approve", "accept", "transfer", "avoid", "defer"]
    says: str
    by: str
    knowing: str = ""
    until: date | None = None
    scenario: str = ""
    initiative: str = ""
    systems: SystemKeys = []
    chance: Chance | None = None
    loss: Annotated[Range, MONEY] | None = None
    conditions: Texts = []
    minutes: str = ""
    promised_by: date | None = None
    came: Literal["open", "kept", "late", "broken"] = "open"
    came_on: date | None = None
    came_says: str = ""

    @field_validator("until")
    @classmethod
    def _after(cls, until: date | None, given: ValidationInfo) -> date | None:
        in_order(given.data.get("on"), until, "on")
        return until


class ForecastRecord(Record):
    on: date
    says: str
    chance: Share
    resolves_on: date
    came_true: YesNo | None = None


class ReferenceRecord(Record):
    """Frozen by the engine on the first day, linked when a new look arrives; an older
    one never replaces a newer."""

    set_on: date
    findings: dict[str, Any]
    duties: dict[str, Any]
    scope: list[str] = []


def _outdates(stored: dict[str, Any], given: dict[str, Any]) -> bool:
    """A later day's reference, or that of the same day linked to more looks."""
    if stored["set_on"] != given["set_on"]:
        return bool(stored["set_on"] > given["set_on"])
    return set(stored["scope"]) > set(given["scope"])


def _whole(whole: Whole, report: Report) -> None:
    from quarterdeck.risks import checking

    checking.check(whole, report)


CHECKS = (_whole,)
PARTS = (
    Table(
        "appetite.yaml", AppetiteRecord, models.Appetite,
        "What the board said that it can bear, dated and signed; and who may accept how much.",
        single=True,
    ),
    Table("insurance.yaml", PolicyRecord, models.Policy, "Insurance against cyber losses."),
    Table(
        "scenarios.yaml", ScenarioRecord, models.Scenario,
        "Loss events in business words. What is left out comes from the starting estimates.",
    ),
    Table(
        "decisions.yaml", DecisionRecord, models.Decision,
        "Who decided what, when, knowing what, until when; and what came of it.",
    ),
    Table(
        "forecasts.csv", ForecastRecord, models.Forecast,
        "What we said would happen, with which chance, and whether it did.",
    ),
    Table(
        "reference.yaml", ReferenceRecord, models.Reference,
        "What counted as usual on the reference day. Written by the engine: leave it as it is.",
        single=True, outdates=_outdates,
    ),
)  # fmt: skip
