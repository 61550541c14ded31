"""What people do about findings, and the looks at the list that they keep."""

from django.db import models

from quarterdeck.clients.isolation import ClientOwned
from quarterdeck.findings.models.findings import Finding


class Assignment(ClientOwned):
    """Who is to mend a finding, by when, and a note."""

    finding = models.OneToOneField(Finding, models.CASCADE, related_name="assignment")
    to = models.CharField(max_length=200)
    due = models.DateField(null=True)
    note = models.CharField(max_length=500, default="", blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.to}, {self.due or 'no day'}"


class SavedView(ClientOwned):
    """A named look at the list: its filters as the address holds them."""

    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "name"], name="findings_savedview_name")
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
