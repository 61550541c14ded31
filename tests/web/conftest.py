"""People at two clients: one a role, an owner, a practitioner without a seat, and strangers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quarterdeck.clients.models import FirmRole, FirmSeat, Person, Role, Seat

AREAS = ["business", "findings", "board", "ledger"]


@pytest.fixture
def person(db):
    def made(name):
        return Person.objects.create_user(f"{name}@example.com", None, name=name.title())

    return made


@pytest.fixture
def seated(person):
    """Somebody with a seat at the client: seated(client_, "leader")."""

    def made(client, role, **values):
        someone = person(f"{role}-{client.key}")
        values = {"areas": AREAS, "until": timezone.localdate() + timedelta(days=30)} | values
        if role != Role.AUDITOR:
            values = {}
        Seat.objects.create(person=someone, client=client, role=role, **values)
        return someone

    return made


@pytest.fixture
def owner(person, firm):
    someone = person("owner")
    FirmSeat.objects.create(person=someone, firm=firm, role=FirmRole.OWNER)
    return someone


@pytest.fixture
def practitioner(person, firm):
    someone = person("practitioner")
    FirmSeat.objects.create(person=someone, firm=firm, role=FirmRole.PRACTITIONER)
    return someone
