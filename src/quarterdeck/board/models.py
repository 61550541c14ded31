"""What the board was given."""

from django.db import models

from quarterdeck.clients.isolation import Keyed


class Pack(Keyed):
    """A frozen, versioned brief with the inputs that it was worked out from.

    `figures` are those that were published, `inputs` all that today's engine needs to work them
    out again. `key` is the meeting and the version: "2026-12-03.v1".
    """

    meeting = models.DateField()
    version = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    data_as_of = models.DateField()
    figures = models.JSONField()
    inputs = models.JSONField()
    hash = models.CharField(max_length=64)
