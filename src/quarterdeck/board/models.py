"""What the board was given."""

from django.db import models

from quarterdeck.clients.isolation import ClientOwned, Keyed


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


class LiveAnswers(ClientOwned):
    """The four answers as they stand, worked out when the ledger had `at_row` rows.

    `says` is what `board.standing.Told` holds.
    """

    as_of = models.DateField()
    made_at = models.DateTimeField()
    at_row = models.PositiveIntegerField()
    says = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client"], name="board_liveanswers_once")]

    def __str__(self) -> str:
        return f"answers of {self.as_of}"
