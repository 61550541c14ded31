"""What happened, and what nearly happened."""

from django.db import models

from quarterdeck.clients.isolation import Keyed


class Incident(Keyed):
    """An incident or near miss: what, its cost, what was learned, who was told."""

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10)
    on = models.DateField()
    ended_on = models.DateField(null=True)
    says = models.TextField(default="", blank=True)
    scenario = models.CharField(max_length=200, default="", blank=True)
    cost = models.FloatField(default=0)
    cost_expected = models.JSONField(null=True)
    hours_out = models.FloatField(default=0)
    learned = models.TextField(default="", blank=True)
    told = models.JSONField(default=list)
