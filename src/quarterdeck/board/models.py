"""What the board was given."""

from django.db import models
from django.utils import timezone

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


class Draft(ClientOwned):
    """A brief that is being composed, or was and has not gone to the board.

    `moved_at` is when its state or step last changed. `says` is what `board.drafting.Says` holds,
    `briefing`, packed, all that its papers are set from.
    """

    by = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, default="working")
    step = models.CharField(max_length=500, default="", blank=True)
    says = models.JSONField(default=dict)
    briefing = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return f"draft of {self.made_at:%Y-%m-%d %H:%M}"


class Paper(ClientOwned):
    """A file as it was set: of a draft, or of a pack, for one of its readers.

    `kind` is html, pdf, pptx, xlsx, or page: the board's copy as a part of a web page.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="+")
    pack = models.ForeignKey(Pack, models.CASCADE, null=True, related_name="+")
    copy = models.CharField(max_length=10)
    kind = models.CharField(max_length=5)
    name = models.CharField(max_length=80)
    hash = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["copy", "name"]

    def __str__(self) -> str:
        return self.name


class Reading(ClientOwned):
    """When a person first opened a pack."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="+")
    person = models.ForeignKey("clients.Person", models.CASCADE, related_name="+")
    title = models.CharField(max_length=120, default="", blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "person"], name="board_reading_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.at:%Y-%m-%d}"


class Proposal(Keyed):
    """A decision that is asked of the board. `state` is open, signed, declined or withdrawn.

    `chance` a year and `loss` of one event are ranges with a source, `sum` is what authority is
    measured by; None where nobody has measured it. `ways` are further ways: name, price, odds.
    """

    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    why = models.TextField(default="", blank=True)
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateField()
    meeting = models.DateField()
    until = models.DateField(null=True)
    scenario = models.CharField(max_length=200, default="", blank=True)
    initiative = models.CharField(max_length=200, default="", blank=True)
    renews = models.CharField(max_length=200, default="", blank=True)
    systems = models.JSONField(default=list)
    chance = models.JSONField(null=True)
    loss = models.JSONField(null=True)
    sum = models.FloatField(null=True)
    facts = models.JSONField(default=list)
    ways = models.JSONField(default=list)
    conditions = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="open")
    decision = models.CharField(max_length=200, default="", blank=True)


class Answer(ClientOwned):
    """What was said to a proposal: a question, the reply to it, no and why, or a signature."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    words = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by}"
