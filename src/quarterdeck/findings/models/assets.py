"""Systems as scanners see them, and when they did."""

from django.db import models

from quarterdeck.clients.isolation import ClientOwned
from quarterdeck.findings.models.scans import ScanFile, Scope


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
