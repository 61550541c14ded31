"""Raw files, the scans in them, and the ways of looking."""

from django.db import models

from quarterdeck.clients.isolation import ClientOwned


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
