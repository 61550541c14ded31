"""What one could fund, and what was spent."""

from django.db import models

from quarterdeck.clients.isolation import ClientOwned, Keyed


class Initiative(Keyed):
    """Something one could fund: cost, effort, what it changes, what it needs first."""

    name = models.CharField(max_length=300)
    says = models.TextField(default="", blank=True)
    why = models.TextField(default="", blank=True)
    owner = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=12, default="proposed")
    cost_once = models.JSONField(null=True)
    cost_per_year = models.JSONField(null=True)
    people_days = models.JSONField(null=True)
    duration_months = models.JSONField(null=True)
    due = models.DateField(null=True)
    if_wrong = models.TextField(default="", blank=True)
    effects = models.JSONField(default=list)
    closes = models.JSONField(default=list)
    improves = models.JSONField(default=list)
    mends_systems = models.JSONField(default=list)
    fixes = models.JSONField(default=list)
    unblocks = models.JSONField(default=list)
    demanded_by = models.JSONField(default=list)
    serves = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    excludes = models.JSONField(default=list)
    alternatives = models.JSONField(default=list)
    minutes = models.TextField(default="", blank=True)
    from_catalogue = models.CharField(max_length=100, default="", blank=True)


class Spending(Keyed):
    """Planned against actual, and what it bought."""

    period = models.CharField(max_length=40)
    says = models.CharField(max_length=300)
    planned = models.FloatField()
    spent = models.FloatField()
    bought = models.TextField(default="", blank=True)
    initiative = models.ForeignKey(Initiative, models.SET_NULL, null=True, related_name="+")


class PlanRun(ClientOwned):
    """A plan that somebody asked for: what was asked, and what `plan_telling.as_data` tells of it.

    Its business case and workbook lie under `plans/<number>/` in the data folder.
    """

    asked = models.JSONField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    at_row = models.PositiveIntegerField(default=0)
    says = models.JSONField(null=True)
    trouble = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"plan of {self.at:%Y-%m-%d}"
