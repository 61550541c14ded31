"""The plan part of the client folder."""

from datetime import date
from typing import Annotated, Literal

from quarterdeck.business.folder import Kind, SystemKeys
from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.folder.record import (
    Chance,
    Money,
    Piece,
    Record,
    Ref,
    Share,
    Sum,
    Texts,
)
from quarterdeck.plans import models

INITIATIVES = "initiatives.yaml"
InitiativeKeys = Annotated[Texts, Ref(INITIATIVES)]


class Effect(Piece):
    """Takes `strength` (a share) off the rate or the loss of scenarios, by key or by kind."""

    on: Literal["rate", "loss"]
    scenarios: Texts = []
    kinds: list[Kind] = []
    strength: Chance


class Alternative(Piece):
    """Another way to decide, with its price and what it would still do."""

    name: str
    cost: Money = 0
    part_of_effect: Share = 0
    if_wrong: str = ""


class InitiativeRecord(Record):
    name: str
    says: str = ""
    why: str = ""
    owner: str = ""
    state: Literal["proposed", "approved", "done", "dropped"] = "proposed"
    cost_once: Sum | None = None
    cost_per_year: Sum | None = None
    due: date | None = None
    if_wrong: str = ""
    effects: list[Effect] = []
    closes: Annotated[Texts, Ref("requirements.csv")] = []
    mends_systems: SystemKeys = []
    needs: InitiativeKeys = []
    excludes: InitiativeKeys = []
    alternatives: list[Alternative] = []
    minutes: str = ""


class SpendingRecord(Record):
    period: str
    says: str
    planned: Money
    spent: Money
    bought: str = ""
    initiative: Annotated[str | None, Ref(INITIATIVES)] = None


PARTS = (
    Table(
        INITIATIVES, InitiativeRecord, models.Initiative,
        "What one could fund: cost, what it changes, what it needs first.",
    ),
    Table("spending.csv", SpendingRecord, models.Spending, "Planned against spent."),
)  # fmt: skip
