"""Invitations and seats: how people come in, and how they go."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from quarterdeck.clients import ledger
from quarterdeck.clients.models import (
    Client,
    Firm,
    FirmRole,
    FirmSeat,
    Invitation,
    Person,
    Role,
    Seat,
)

DAYS_OPEN = 7


def invite(
    firm: Firm, role: Role | FirmRole, by: str, *, client: Client | None = None, email: str = "",
    title: str = "", areas: Sequence[str] = (), until: date | None = None,
) -> str:  # fmt: skip
    """The secret of a link that gives the seat to whoever opens it first, within a week.

    An auditor's seat needs areas and a last day: ValueError without.
    """
    if role == Role.AUDITOR and not (areas and until):
        raise ValueError("an auditor's seat needs its areas and its last day")
    if isinstance(role, Role) and client is None:
        raise ValueError("a seat at a client needs the client")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.create(
            firm=firm, client=client, email=email.lower(), role=role.value, title=title,
            areas=list(areas), until=until, token_hash=hashed(token), invited_by=by,
            expires_at=timezone.now() + timedelta(days=DAYS_OPEN),
        )  # fmt: skip
        if client:
            ledger.append(
                client, by, "invite", email or title or role.value, None, {"role": role.value}
            )
    return token


def open_invitation(token: str) -> Invitation | None:
    """The invitation of that secret, if it is neither used nor out of date."""
    fresh = Invitation.objects.filter(token_hash=hashed(token), accepted_at=None)
    return fresh.filter(expires_at__gt=timezone.now()).select_related("firm", "client").first()


@transaction.atomic
def accept(invitation: Invitation, person: Person) -> None:
    """Gives the person the seat, once; a seat that is there already takes the new role."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        raise ValueError("this invitation was used already")
    if invitation.client is None:
        FirmSeat.objects.update_or_create(
            person=person, firm=invitation.firm, defaults={"role": invitation.role}
        )
    else:
        Seat.objects.update_or_create(
            person=person, client=invitation.client,
            defaults={
                "role": invitation.role, "title": invitation.title, "areas": invitation.areas,
                "until": invitation.until,
            },
        )  # fmt: skip
        ledger.append(
            invitation.client, person.email, "join", person.email, None, {"role": invitation.role}
        )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])


@transaction.atomic
def end_seat(seat: Seat, by: str) -> None:
    """Takes the seat away, with a row on the ledger."""
    ledger.append(seat.client, by, "end seat", seat.person.email, {"role": seat.role}, None)
    seat.delete()


def has_owner() -> bool:
    """Whether anybody can sign in as an owner yet."""
    return FirmSeat.objects.filter(role=FirmRole.OWNER, person__is_active=True).exists()


def seats_of(client: Client) -> list[Seat]:
    """The seats at a client, those that ended by their date too."""
    return list(Seat.objects.filter(client=client).select_related("person").order_by("role", "pk"))


def waiting(client: Client) -> list[Invitation]:
    """Invitations to the client that nobody has taken yet."""
    fresh = Q(accepted_at=None, expires_at__gt=timezone.now())
    return list(Invitation.objects.filter(fresh, client=client).order_by("made_at"))


def hashed(token: str) -> str:
    """SHA-256 of a secret that is itself random: no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
