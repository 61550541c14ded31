"""Firm, client, ledger."""

from typing import Any, NoReturn

from django.db import models

from quarterdeck.clients.isolation import BoundManager, ClientOwned


class Firm(models.Model):
    """Who serves the clients: a practice, or the company itself."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Client(models.Model):
    """The organisation being led. Money below it is in `currency`."""

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="clients")
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=40, default="", blank=True)
    country = models.CharField(max_length=2, default="US")
    jurisdictions = models.JSONField(default=list)
    places = models.JSONField(default=list)
    currency = models.CharField(max_length=3, default="USD")
    rates = models.JSONField(default=list)
    revenue_per_year = models.FloatField(default=0)
    employees = models.PositiveIntegerField(default=0)
    priorities = models.JSONField(default=list)
    board = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="en-US")
    paper = models.CharField(max_length=10, default="us-letter")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "key"], name="clients_client_key")]
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class LedgerRow(ClientOwned):
    """One change that a director relies on; chained to the row before it, never updated."""

    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: "BoundManager[Any]" = BoundManager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["client", "number"], name="clients_ledger_number")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise TypeError("a ledger row is never updated")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise TypeError("a ledger row is never deleted")
