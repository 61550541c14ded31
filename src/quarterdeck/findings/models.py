"""What scanners saw, when, under which kind of look; and what the world knows about weaknesses.

`ScanFile` → `Scan`s in it, each under a `Scope` and in a `Circle`; `Asset`s with their
`AssetName`s; a `Look` is one asset under one scope at one time; a `Finding` is one weakness on one
asset, a `Sighting` what one scope last said of it, a `Change` a turn in its history. Intelligence
belongs to no client.
"""

from typing import Any

from django.db import models

from quarterdeck.clients.isolation import ClientOwned


class State(models.TextChoices):
    """Of a finding. Only "open" and "unseen" are weaknesses."""

    OPEN = "open"
    UNSEEN = "unseen", "not seen since"
    MUTED = "muted", "muted in the tool"
    UNCHECKED = "unchecked", "nobody looked yet"
    PASSED = "passed", "looked at, never found wanting"
    FIXED = "fixed"


WEAK = (State.OPEN.value, State.UNSEEN.value)


class ScanFile(ClientOwned):
    """A raw scan file as it was given; its bytes lie gzipped under `raw/<sha256>`.

    `format` is "" where the file's content told it.
    """

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size_bytes = models.PositiveBigIntegerField()
    format = models.CharField(max_length=40, default="", blank=True)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "sha256"], name="findings_scanfile_hash")
        ]

    def __str__(self) -> str:
        return self.name


class Scope(ClientOwned):
    """A way of looking. Only a later look of the same scope may call a finding fixed."""

    family = models.CharField(max_length=80)
    target = models.CharField(max_length=500, default="", blank=True)
    kind = models.CharField(max_length=40)
    policy = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "family", "target", "kind", "policy"], name="findings_scope_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.kind} {self.target} {self.policy}".strip()


class Circle(ClientOwned):
    """Scans of one scope that look at the same systems; `last_at` is when the last of them began.

    A scan belongs to the circle with which it shares a system; with a target, all scans do.
    """

    scope = models.ForeignKey(Scope, models.CASCADE, related_name="+")
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.scope} {self.last_at:%Y-%m-%d}"


class Scan(ClientOwned):
    """What one file says under one scope."""

    file = models.ForeignKey(ScanFile, models.CASCADE, related_name="+")
    scope = models.ForeignKey(Scope, models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="+")
    tool = models.CharField(max_length=120)
    tool_version = models.CharField(max_length=80, default="", blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "scope"], name="findings_scan_file_scope")
        ]

    def __str__(self) -> str:
        return f"{self.tool} {self.last_at:%Y-%m-%d}"


class Asset(ClientOwned):
    """A system as scanners see it; `system` is None where it is "not in your list"."""

    key = models.CharField(max_length=600)
    name = models.CharField(max_length=500)
    operating_system = models.CharField(max_length=500, default="", blank=True)
    reach = models.CharField(max_length=10)
    system = models.ForeignKey("business.System", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="findings_asset_key")]

    def __str__(self) -> str:
        return self.name


class AssetName(ClientOwned):
    """A name that an asset goes by, in the form that compares."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="names", db_index=False)
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "kind", "value"], name="findings_assetname_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


class Look(ClientOwned):
    """An asset that a scan named, with or without findings."""

    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="+", db_index=False)
    asset = models.ForeignKey(Asset, models.CASCADE, related_name="+", db_index=False)
    scope = models.ForeignKey(Scope, models.CASCADE, related_name="+")
    file = models.ForeignKey(ScanFile, models.CASCADE, related_name="+")
    family = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "scope", "at", "file"], name="findings_look_once"
            )
        ]
        indexes = [models.Index(fields=["asset", "family", "at"], name="findings_look_family")]

    def __str__(self) -> str:
        return f"{self.family} {self.at:%Y-%m-%d}"


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


class Release(models.Model):
    """A day's issue of public intelligence: "epss" or "kev"."""

    source = models.CharField(max_length=10)
    date = models.DateField()
    version = models.CharField(max_length=80, default="", blank=True)
    sha256 = models.CharField(max_length=64)
    entries = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "sha256"], name="findings_release_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.date}"


class Epss(models.Model):
    """FIRST's chance that a CVE is exploited within 30 days of `date`, from 0 to 1."""

    cve = models.CharField(max_length=20, primary_key=True)
    score = models.FloatField()
    percentile = models.FloatField()
    date = models.DateField()
    version = models.CharField(max_length=80, default="", blank=True)

    objects: "models.Manager[Any]" = models.Manager()

    def __str__(self) -> str:
        return self.cve


class KnownExploited(models.Model):
    """A CVE in CISA's catalogue of known exploited vulnerabilities of `date`."""

    cve = models.CharField(max_length=20, primary_key=True)
    added = models.DateField()
    ransomware = models.BooleanField(default=False)
    date = models.DateField()

    objects: "models.Manager[Any]" = models.Manager()

    def __str__(self) -> str:
        return self.cve
