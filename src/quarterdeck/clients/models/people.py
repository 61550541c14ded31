"""People, and what they are to a firm and to a client.

A seat is what opens a client to a person, so it is read across clients; nothing else is
(`clients.access`).
"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from quarterdeck.clients.models.firm import Client, Firm


class Role(models.TextChoices):
    """What a person is to a client. What each may do stands in `clients.rights`."""

    LEADER = "leader", "Security leader"
    ANALYST = "analyst", "Analyst"
    DIRECTOR = "director", "Director"
    AUDITOR = "auditor", "Auditor"


class FirmRole(models.TextChoices):
    """What a person is to the firm: owners reach every client, practitioners those they serve."""

    OWNER = "owner", "Owner"
    PRACTITIONER = "practitioner", "Practitioner"


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> "Person":
        """A person who signs in by e-mail. ValueError without an address."""
        if not email:
            raise ValueError("a person signs in by e-mail: it cannot be empty")
        person = self.model(email=self.normalize_email(email).lower(), **values)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, default="", blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    keys_on = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name or self.email


class FirmSeat(models.Model):
    """A person's place in a firm."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="firm_seats")
    firm = models.ForeignKey(Firm, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=12, choices=FirmRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "firm"], name="clients_firmseat_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class Seat(models.Model):
    """A person's place at a client. An auditor's has areas and a last day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="seats")
    client = models.ForeignKey(Client, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=10, choices=Role.choices)
    title = models.CharField(max_length=120, default="", blank=True)
    areas = models.JSONField(default=list)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "client"], name="clients_seat_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class Invitation(models.Model):
    """A link, kept by its hash, that gives a seat to whoever opens it with that address."""

    firm = models.ForeignKey(Firm, models.CASCADE, related_name="invitations")
    client = models.ForeignKey(Client, models.CASCADE, null=True, related_name="invitations")
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=12)
    title = models.CharField(max_length=120, default="", blank=True)
    areas = models.JSONField(default=list)
    until = models.DateField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.email}, {self.role}"


class Token(models.Model):
    """A key for automations, kept by its hash; it acts as its person within its scopes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    client = models.ForeignKey(Client, models.CASCADE, null=True, related_name="tokens")
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
