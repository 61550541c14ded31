"""The wall between clients: records are read through a manager that is bound to one client."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class UnboundQueryError(RuntimeError):
    """A query that names no client."""


class BoundQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows of one client; refuses to store those of another."""

    client_id: int | None = None

    def _clone(self) -> "BoundQuerySet[Row]":
        clone = super()._clone()  # type: ignore[misc]
        clone.client_id = self.client_id
        return clone  # type: ignore[no-any-return]

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        rows = list(objs)
        if any(row.client_id != self.client_id for row in rows):  # type: ignore[attr-defined]
            raise UnboundQueryError("a row of another client was to be stored")
        return super().bulk_create(rows, *args, **options)

    def create(self, **values: Any) -> Row:
        return super().create(**values | {"client_id": self.client_id})


class BoundManager(models.Manager[Row], Generic[Row]):
    """`Model.objects.of(client)`; every other way to read raises UnboundQueryError."""

    use_in_migrations = False

    def of(self, client: "models.Model | int") -> BoundQuerySet[Row]:
        client_id = client if isinstance(client, int) else client.pk
        if client_id is None:
            raise UnboundQueryError("the client is not stored yet")
        rows: BoundQuerySet[Row] = BoundQuerySet(self.model, using=self._db)
        bound = rows.filter(client_id=client_id)
        bound.client_id = client_id  # type: ignore[attr-defined]
        return bound  # type: ignore[return-value]

    def get_queryset(self) -> models.QuerySet[Row]:
        raise UnboundQueryError(f"{self.model.__name__}: say whose rows: objects.of(client)")


class ClientOwned(models.Model):
    """A record that belongs to one client."""

    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="+")
    objects: "BoundManager[Any]" = BoundManager()

    class Meta:
        abstract = True
        base_manager_name = None


class Keyed(ClientOwned):
    """A record with a key that people write: unique within its client."""

    key = models.CharField(max_length=200)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="%(app_label)s_%(class)s_key")
        ]
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


def across(model: type[Row], clients: "models.QuerySet[Any]") -> BoundQuerySet[Row]:
    """Rows of exactly these clients, to be read: for a firm's pages. It stores nothing."""
    rows: BoundQuerySet[Row] = BoundQuerySet(model)
    return rows.filter(client__in=clients)  # type: ignore[return-value]
