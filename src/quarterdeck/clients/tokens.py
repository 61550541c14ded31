"""Keys for automations: shown once, kept by their hash, acting as their person within scopes."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from quarterdeck.clients.inviting import hashed
from quarterdeck.clients.models import Client, Person, Token
from quarterdeck.clients.rights import TABLE

PREFIX = "qd_"
LONGEST_DAYS = 366
USED_EVERY = timedelta(minutes=5)
SCOPES = tuple(f"{area}:{act}" for area, acts in TABLE.items() for act in acts)


def create(
    person: Person, name: str, scopes: Sequence[str], days: int, client: Client | None = None
) -> str:
    """The secret of a new key. ValueError for no scope, an unknown one, or too many days."""
    if not scopes:
        raise ValueError("choose at least one scope")
    strange = sorted(set(scopes) - set(SCOPES))
    if strange:
        raise ValueError(f"“{strange[0]}” is no scope")
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"a key lives between 1 and {LONGEST_DAYS} days")
    secret = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(
        person=person, client=client, name=name.strip()[:100] or "key", scopes=sorted(scopes),
        token_hash=hashed(secret), hint=secret[-4:],
        expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    return secret


def token_of(secret: str, now: datetime | None = None) -> Token | None:
    """The key of that secret if it still holds; notes that it was used."""
    now = now or timezone.now()
    alive = Token.objects.filter(revoked_at=None, expires_at__gt=now, person__is_active=True)
    found = alive.select_related("person", "client").filter(token_hash=hashed(secret)).first()
    if found and (found.used_at is None or now - found.used_at > USED_EVERY):
        Token.objects.filter(pk=found.pk).update(used_at=now)
    return found


def revoke(person: Person, pk: int) -> bool:
    """Ends one of the person's keys; whether there was one."""
    rows = Token.objects.filter(person=person, pk=pk, revoked_at=None)
    return bool(rows.update(revoked_at=timezone.now()))


def keys_of(person: Person) -> list[Token]:
    """The person's keys, the newest first."""
    return list(Token.objects.filter(person=person).select_related("client").order_by("-made_at"))
