"""Every client on one page: read across clients, so each read names the clients it is for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db.models import QuerySet

from quarterdeck.board.models import LiveAnswers
from quarterdeck.board.standing import Told
from quarterdeck.clients.isolation import across
from quarterdeck.clients.models import Client

WEIGHT = {"beyond": 4, "near": 2, "unproven": 1, "within": 0}


@dataclass(frozen=True, slots=True)
class Line:
    """A client's line: what is told of it, since when, and how much it needs somebody."""

    client: Client
    told: Told | None
    as_of: date | None
    attention: int

    @property
    def needs(self) -> bool:
        return self.attention >= WEIGHT["beyond"]


def lines(clients: QuerySet[Client], today: date) -> list[Line]:
    """One line a client, those that need most attention first; two queries for any number."""
    told = {row.client_id: row for row in across(LiveAnswers, clients)}
    found = [_line(client, told.get(client.pk), today) for client in clients]
    return sorted(found, key=lambda line: (-line.attention, line.client.name))


def _line(client: Client, row: Any, today: date) -> Line:
    if row is None:
        return Line(client, None, None, WEIGHT["near"])
    try:
        told = msgspec.convert(row.says, Told)
    except msgspec.ValidationError:
        return Line(client, None, None, WEIGHT["near"])
    attention = sum(WEIGHT[answer.standing] for answer in told.answers)
    soon = 0 <= (told.meeting - today).days <= 14
    return Line(client, told, row.as_of, attention + 2 * (soon and bool(told.asks)))
