"""Firm, client, people, ledger."""

from quarterdeck.clients.models.firm import Client, Firm
from quarterdeck.clients.models.ledger import LedgerRow
from quarterdeck.clients.models.people import (
    FirmRole,
    FirmSeat,
    Invitation,
    Person,
    Role,
    Seat,
    Token,
)

__all__ = [
    "Client",
    "Firm",
    "FirmRole",
    "FirmSeat",
    "Invitation",
    "LedgerRow",
    "Person",
    "Role",
    "Seat",
    "Token",
]
