"""Files on their way in."""

from django.db import models

from quarterdeck.clients.isolation import ClientOwned


class Upload(ClientOwned):
    """A file that somebody brought: looked at first, taken in when they say so.

    Its bytes lie under `uploads/` in the data folder until it is taken in or dropped. `counts` is
    what it would change, later what it changed; `says` is why it could not be read.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "being looked at"
        READY = "ready", "ready to be taken in"
        TAKING = "taking", "being taken in"
        DONE = "done", "taken in"
        FAILED = "failed", "not taken in"

    class Kind(models.TextChoices):
        SCAN = "scan", "scan file"
        FOLDER = "folder", "client folder"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=255)
    size_bytes = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    counts = models.JSONField(default=dict)
    says = models.TextField(default="", blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Answered(models.Model):
    """A write that was asked for under an idempotency key, and what it was answered."""

    person = models.ForeignKey("clients.Person", models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    mark = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="web_answered_once")]

    def __str__(self) -> str:
        return self.key


class Webhook(ClientOwned):
    """An address that is told of changes; `actions` are the ledger's, none for all."""

    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=100)
    actions = models.JSONField(default=list)
    by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.url


class Delivery(ClientOwned):
    """One message to a webhook: how often it was tried, and how it ended."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    row = models.PositiveIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    says = models.CharField(max_length=300, default="", blank=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["webhook", "row"], name="web_delivery_once")]

    def __str__(self) -> str:
        return f"row {self.row} to {self.webhook}"
