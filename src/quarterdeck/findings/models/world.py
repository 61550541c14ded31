"""What the world knows of CVEs; it belongs to no client."""

from typing import Any

from django.db import models


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
