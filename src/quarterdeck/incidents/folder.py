"""The incident part of the client folder."""

from datetime import date
from typing import Annotated, Literal

from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.folder.record import MONEY, Hours, Money, Range, Record, Texts
from quarterdeck.incidents import models


class IncidentRecord(Record):
    name: str
    kind: Literal["incident", "near miss"]
    on: date
    ended_on: date | None = None
    says: str = ""
    scenario: str = ""
    cost: Money = 0
    cost_expected: Annotated[Range, MONEY] | None = None
    hours_out: Hours = 0
    learned: str = ""
    told: Texts = []


PARTS = (
    Table(
        "incidents.yaml", IncidentRecord, models.Incident,
        "Incidents and near misses: what happened, its cost, what was learned, who was told.",
    ),
)  # fmt: skip
