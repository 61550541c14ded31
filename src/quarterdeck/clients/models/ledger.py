"""The ledger's rows."""

from typing import Any, NoReturn

from django.db import models

from quarterdeck.clients.isolation import BoundManager, ClientOwned


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
