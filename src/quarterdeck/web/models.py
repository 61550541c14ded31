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
