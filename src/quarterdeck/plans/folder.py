"""The plan part of the client folder."""

from datetime import date
from typing import Annotated, Literal

from quarterdeck.business.folder import OBLIGATIONS, Kind, SystemKeys
from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.folder.record import (
    Chance,
    Interval,
    Money,
    Piece,
    Record,
    Ref,
    Share,
    Sum,
    Texts,
)
from quarterdeck.clients.folder.whole import Whole
from quarterdeck.plans import models

INITIATIVES, SPENDING = "initiatives.yaml", "spending.csv"
State = Literal["considered", "proposed", "approved", "done", "dropped"]
InitiativeKeys = Annotated[Texts, Ref(INITIATIVES)]


class Effect(Piece):
    """Takes `strength` (a share) off the rate or the loss of scenarios, by key or by kind."""

    on: Literal["rate", "loss"]
    scenarios: Texts = []
    kinds: list[Kind] = []
    strength: Chance


class Improvement(Piece):
    """Makes a control that is there cover more or work more reliably; what is left out stays."""

    control: str
    coverage: Share | None = None
    reliability: Chance | None = None


class Deal(Piece):
    """Business that waits for it, with what it is worth a year."""

    says: str
    worth_per_year: Sum | None = None
    plan_ahead: str = ""


class Alternative(Piece):
    """Another way to decide, with its price and what it would still do."""

    name: str
    cost: Money = 0
    part_of_effect: Share = 0
    if_wrong: str = ""


class InitiativeRecord(Record):
    """One that is `considered` is planned with, and not yet put to the board."""

    name: str
    says: str = ""
    why: str = ""
    owner: str = ""
    state: State = "proposed"
    cost_once: Sum | None = None
    cost_per_year: Sum | None = None
    people_days: Interval | None = None
    duration_months: Interval | None = None
    due: date | None = None
    if_wrong: str = ""
    effects: list[Effect] = []
    closes: Annotated[Texts, Ref("requirements.csv")] = []
    improves: list[Improvement] = []
    mends_systems: SystemKeys = []
    fixes: Texts = []
    unblocks: list[Deal] = []
    demanded_by: Annotated[Texts, Ref(OBLIGATIONS)] = []
    serves: Texts = []
    needs: InitiativeKeys = []
    excludes: InitiativeKeys = []
    alternatives: list[Alternative] = []
    minutes: str = ""
    from_catalogue: str = ""


class SpendingRecord(Record):
    period: str
    says: str
    planned: Money
    spent: Money
    bought: str = ""
    initiative: Annotated[str | None, Ref(INITIATIVES)] = None


def _whole(whole: Whole, report: Report) -> None:
    from quarterdeck.plans import checking

    checking.check(whole, report)


CHECKS = (_whole,)
PARTS = (
    Table(
        INITIATIVES, InitiativeRecord, models.Initiative,
        "What one could fund: cost, what it changes, what it needs first.",
    ),
    Table(SPENDING, SpendingRecord, models.Spending, "Planned against spent."),
)  # fmt: skip
