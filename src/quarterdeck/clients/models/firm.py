"""Who serves, and who is led."""

from itertools import count
from typing import Any

from django.db import models


class Firm(models.Model):
    """Who serves the clients: a practice, or the company itself."""

    name = models.CharField(max_length=200, unique=True)
    needs_second_factor = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Client(models.Model):
    """The organisation being led. Money below it is in `currency`.

    `key` is unique within the firm, `address` in the whole installation: its place in a URL.
    """

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="clients")
    key = models.SlugField(max_length=80)
    address = models.SlugField(max_length=100, unique=True)
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

    def save(self, *args: Any, **options: Any) -> None:
        if not self.address:
            self.address = _free_address(self.key)
        super().save(*args, **options)


def _free_address(key: str) -> str:
    """The key, or the key and a number where another firm has a client of that key."""
    taken = set(Client.objects.filter(address__startswith=key).values_list("address", flat=True))
    numbered = (f"{key}-{number}" for number in count(2))
    return key if key not in taken else next(free for free in numbered if free not in taken)
