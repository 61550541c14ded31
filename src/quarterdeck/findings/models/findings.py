"""Weaknesses on assets, what scopes say of them, and their history."""

from django.db import models

from quarterdeck.clients.isolation import ClientOwned
from quarterdeck.findings.models.assets import Asset
from quarterdeck.findings.models.scans import ScanFile, Scope


class State(models.TextChoices):
    """Of a finding. Only "open" and "unseen" are weaknesses."""

    OPEN = "open"
    UNSEEN = "unseen", "not seen since"
    MUTED = "muted", "muted in the tool"
    UNCHECKED = "unchecked", "nobody looked yet"
    PASSED = "passed", "looked at, never found wanting"
    FIXED = "fixed"


WEAK = (State.OPEN.value, State.UNSEEN.value)


class Finding(ClientOwned):
    """One weakness on one asset, whoever reported it; texts are those of the last report.

    `cves` and `cvss` are parted by blanks, `locations` by line ends. `rank` orders severities.
    """

    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="+", db_index=False)
    asset = models.ForeignKey(Asset, models.CASCADE, related_name="findings", db_index=False)
    key = models.CharField(max_length=400)
    title = models.CharField(max_length=500)
    severity = models.CharField(max_length=10)
    rank = models.SmallIntegerField()
    score = models.FloatField(null=True)
    category = models.CharField(max_length=20)
    cves = models.TextField(default="", blank=True)
    cvss = models.TextField(default="", blank=True)
    fix_key = models.CharField(max_length=300, default="", blank=True)
    fix = models.TextField(default="", blank=True)
    locations = models.TextField(default="", blank=True)
    family = models.CharField(max_length=80)
    place = models.CharField(max_length=300, default="", blank=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    state = models.CharField(max_length=10, default="", blank=True, choices=State.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset", "key"], name="findings_finding_once")
        ]
        indexes = [models.Index(fields=["client", "state"], name="findings_finding_state")]

    def __str__(self) -> str:
        return self.title


class Said(models.IntegerChoices):
    """What a scope last said of a finding."""

    OPEN = 0
    MUTED = 1
    UNCHECKED = 2


class Sighting(ClientOwned):
    """What one scope reported of one finding: first and last time, and last as open."""

    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="+", db_index=False)
    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="sightings", db_index=False
    )  # fmt: skip
    scope = models.ForeignKey(Scope, models.CASCADE, related_name="+", db_index=False)
    file = models.ForeignKey(ScanFile, models.CASCADE, related_name="+")
    said = models.SmallIntegerField(choices=Said.choices)
    first_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    open_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "scope"], name="findings_sighting_once")
        ]
        indexes = [models.Index(fields=["scope", "seen_at"], name="findings_sighting_scope")]

    def __str__(self) -> str:
        return f"{self.get_said_display()} {self.seen_at:%Y-%m-%d}"


class Turn(models.TextChoices):
    """Turns in a finding's history."""

    NEW = "new"
    FIXED = "fixed"
    REOPENED = "reopened"
    MUTED = "muted"
    UNMUTED = "unmuted"


class Change(ClientOwned):
    """A turn in a finding's history, and the file that brought it. Still there is no turn."""

    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="+", db_index=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="changes")
    file = models.ForeignKey(ScanFile, models.CASCADE, related_name="+")
    turn = models.CharField(max_length=10, choices=Turn.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.turn} {self.at:%Y-%m-%d}"


class PackedColumns(ClientOwned):
    """The open weaknesses column by column, packed: made again from the findings at any time."""

    packed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client"], name="findings_packedcolumns_once")
        ]

    def __str__(self) -> str:
        return f"{len(self.packed)} bytes"
