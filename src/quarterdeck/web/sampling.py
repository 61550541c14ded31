"""The sample as an installation: its firm, its client, and one person a role."""

from datetime import timedelta

from django.utils import timezone

from quarterdeck.clients import ledger
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.models import Client, Firm, FirmRole, FirmSeat, Person, Role, Seat
from quarterdeck.clients.rights import AREAS
from quarterdeck.data import examples

PEOPLE = (
    ("owner", "Robin Vale", "Owner of the practice"),
    ("leader", "Sam Okoro", "Security leader"),
    ("analyst", "Kit Larsen", "Security analyst"),
    ("director", "Maria Whitcombe", "Chair, audit committee"),
    ("auditor", "Ines Duarte", "External auditor"),
)
YEAR = timedelta(days=365)


def address_of(role: str) -> str:
    """The sample person's address."""
    return f"{role}@sample.invalid"


def load_sample(firm: Firm) -> Client:
    """The sample client in the firm; what is there already stays as it is."""
    with examples.folder("northmere") as folder:
        return import_folder(folder, firm, ledger.local_actor()).client


def seat_sample_people(firm: Firm, client: Client) -> None:
    """One person a role, without passwords: they come in by their buttons alone."""
    for role, name, title in PEOPLE:
        person, _ = Person.objects.get_or_create(email=address_of(role), defaults={"name": name})
        if role == "owner":
            FirmSeat.objects.get_or_create(
                person=person, firm=firm, defaults={"role": FirmRole.OWNER}
            )
            continue
        areas, until = [], None
        if role == Role.AUDITOR:
            areas, until = [a for a in AREAS if a != "people"], timezone.localdate() + YEAR
        Seat.objects.get_or_create(
            person=person, client=client,
            defaults={"role": role, "title": title, "areas": areas, "until": until},
        )  # fmt: skip
