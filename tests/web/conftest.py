"""People at two clients: one a role, an owner, a practitioner without a seat, and strangers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quarterdeck.board.standing import work_out
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.models import (
    Firm,
    FirmRole,
    FirmSeat,
    LedgerRow,
    Person,
    Role,
    Seat,
)
from quarterdeck.data import examples
from quarterdeck.findings.models import Epss, KnownExploited, Release

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


@pytest.fixture(scope="module")
def northmere(django_db_setup, django_db_blocker):
    """The sample, with its answers worked out once for all tests of a file."""
    with django_db_blocker.unblock():
        firm = Firm.objects.create(name="The sample's practice")
        with examples.folder("northmere") as folder:
            found = import_folder(folder, firm, "tester").client
        work_out(found, timezone.localdate())
        yield found
        LedgerRow.objects.of(found)._raw_delete("default")
        found.delete()
        firm.delete()
        for public in (Epss, KnownExploited, Release):
            public.objects.all().delete()
