"""Which clients a person reaches, and as what. The only reader of seats."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from quarterdeck.clients.models import Client, Firm, FirmRole, FirmSeat, Person, Role, Seat
from quarterdeck.clients.rights import Act, Area, may


@dataclass(frozen=True, slots=True)
class Visit:
    """A person at a client: as what, and where an auditor may look.

    `scopes` are those of the key that an automation came with; None for a person at a browser.
    """

    person: Person
    client: Client
    role: Role
    title: str = ""
    areas: tuple[str, ...] = ()
    scopes: tuple[str, ...] | None = None

    def may(self, area: Area, act: Act = "read") -> bool:
        """Whether this visitor may do that there."""
        if self.scopes is not None and f"{area}:{act}" not in self.scopes:
            return False
        return may(self.role, area, act, self.areas)

    @property
    def actor(self) -> str:
        """How the ledger names this visitor."""
        return self.person.email


def visit(
    person: Person, address: str, today: date | None = None, scopes: tuple[str, ...] | None = None
) -> Visit | None:
    """The person at the client of that address; None where it does not exist or is not theirs.

    Both look the same on purpose: nobody learns which clients there are. `scopes` are those of a
    key, and narrow what the person may do.
    """
    client = Client.objects.select_related("firm").filter(address=address).first()
    if client is None or not person.is_active:
        return None
    seat = _open_seats(person, today).filter(client=client).first()
    if seat is not None:
        return Visit(person, client, Role(seat.role), seat.title, tuple(seat.areas), scopes)
    owns = FirmSeat.objects.filter(person=person, firm=client.firm_id, role=FirmRole.OWNER)
    return Visit(person, client, Role.LEADER, scopes=scopes) if owns.exists() else None


def clients_of(person: Person, today: date | None = None) -> QuerySet[Client]:
    """The clients that the person reaches, by name."""
    owned = FirmSeat.objects.filter(person=person, role=FirmRole.OWNER).values("firm")
    seated = _open_seats(person, today).values("client")
    return Client.objects.filter(Q(firm__in=owned) | Q(pk__in=seated)).order_by("name", "pk")


def firm_seat(person: Person) -> FirmSeat | None:
    """The person's place in a firm; None for a client's directors and auditors."""
    return FirmSeat.objects.select_related("firm").filter(person=person).order_by("pk").first()


def firms_of(person: Person) -> QuerySet[Firm]:
    """The firms whose rules bind the person: those they work for and those that serve them."""
    through = Q(seats__person=person) | Q(clients__seats__person=person)
    return Firm.objects.filter(through).distinct()


def _open_seats(person: Person, today: date | None) -> QuerySet[Seat]:
    day = today or timezone.localdate()
    return Seat.objects.filter(Q(until=None) | Q(until__gte=day), person=person)
