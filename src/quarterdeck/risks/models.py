"""What could happen, what the board said about it, and what was decided."""

from django.db import models

from quarterdeck.clients.isolation import ClientOwned, Keyed


class Appetite(Keyed):
    """What the board said that it can bear: points of tolerance and the material sum."""

    set_on = models.DateField(null=True)
    set_by = models.CharField(max_length=200, default="", blank=True)
    points = models.JSONField(default=list)
    materiality = models.JSONField(null=True)
    authority = models.JSONField(default=list)


class Policy(Keyed):
    """Insurance against cyber losses."""

    name = models.CharField(max_length=200)
    retention = models.FloatField()
    limit = models.FloatField()
    aggregate = models.FloatField(null=True)
    share = models.FloatField(default=1)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    excludes = models.CharField(max_length=300, default="", blank=True)
    conditions = models.JSONField(default=list)


class Scenario(Keyed):
    """A loss event told in business words; what is left out comes from the starting estimates."""

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    story = models.TextField(default="", blank=True)
    starter = models.CharField(max_length=200, default="", blank=True)
    services = models.JSONField(default=list)
    systems = models.JSONField(default=list)
    supplier = models.CharField(max_length=200, default="", blank=True)
    rate_per_year = models.JSONField(null=True)
    losses = models.JSONField(default=list)
    begins_with_weakness = models.JSONField(null=True)
    days_out = models.JSONField(null=True)
    people_affected = models.JSONField(null=True)
    harm = models.TextField(default="", blank=True)
    estimated_by = models.CharField(max_length=200, default="", blank=True)
    estimated_on = models.DateField(null=True)
    proof = models.JSONField(null=True)


class Decision(Keyed):
    """Who decided what, when, knowing what, until when."""

    on = models.DateField()
    kind = models.CharField(max_length=10)
    says = models.CharField(max_length=300)
    by = models.CharField(max_length=200)
    knowing = models.TextField(default="", blank=True)
    until = models.DateField(null=True)
    scenario = models.CharField(max_length=200, default="", blank=True)
    initiative = models.CharField(max_length=200, default="", blank=True)
    systems = models.JSONField(default=list)
    chance = models.JSONField(null=True)
    loss = models.JSONField(null=True)
    conditions = models.JSONField(default=list)
    minutes = models.TextField(default="", blank=True)
    promised_by = models.DateField(null=True)
    came = models.CharField(max_length=10, default="open")
    came_on = models.DateField(null=True)
    came_says = models.TextField(default="", blank=True)


class Forecast(Keyed):
    """Something we said would happen, with which chance, and whether it did."""

    on = models.DateField()
    says = models.CharField(max_length=300)
    chance = models.FloatField()
    resolves_on = models.DateField()
    came_true = models.BooleanField(null=True)


class Reference(Keyed):
    """What counted as usual on the reference day: levels of exposure, and what was looked at."""

    set_on = models.DateField()
    findings = models.JSONField()
    duties = models.JSONField()
    scope = models.JSONField(default=list)


class RankedList(ClientOwned):
    """The ranking as it was last worked out: `count` rows that bear `total_per_year` together.

    `others` are the keys of rows that are no findings.
    """

    as_of = models.DateField()
    made_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    total_per_year = models.FloatField()
    others = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client"], name="risks_rankedlist_once")]

    def __str__(self) -> str:
        return f"{self.count} rows of {self.as_of}"


class RankedPage(ClientOwned):
    """A run of its rows, the dearest first, packed as `risks.ranked.ROW`; pages count from 0."""

    number = models.PositiveIntegerField()
    rows = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "number"], name="risks_rankedpage_once")
        ]

    def __str__(self) -> str:
        return f"page {self.number}"


class Assessed(ClientOwned):
    """The assessment as it was last worked out, when the ledger had `at_row` rows.

    `values` are those of `risks.results.Assessment` without its ranking, which lies in ToldPage.
    """

    as_of = models.DateField()
    made_at = models.DateTimeField()
    at_row = models.PositiveIntegerField()
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client"], name="risks_assessed_once")]

    def __str__(self) -> str:
        return f"assessed for {self.as_of}"


class ToldPage(ClientOwned):
    """The first rows of the ranking with their reasons, `risks.kept.PAGE` a page from page 0."""

    number = models.PositiveIntegerField()
    rows = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "number"], name="risks_toldpage_once")
        ]

    def __str__(self) -> str:
        return f"told page {self.number}"
