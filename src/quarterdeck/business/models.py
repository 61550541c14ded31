"""What the client does, what it runs on, what it owes, and what guards it."""

from django.db import models

from quarterdeck.clients.isolation import Keyed


class Service(Keyed):
    """A business service: what the client does for money or by duty."""

    name = models.CharField(max_length=200)
    says = models.TextField(default="", blank=True)
    owner = models.CharField(max_length=200, default="", blank=True)
    revenue_share = models.FloatField(default=0)
    downtime_cost = models.JSONField(default=list)
    people_affected = models.CharField(max_length=300, default="", blank=True)
    safety = models.CharField(max_length=300, default="", blank=True)
    mtd_hours = models.FloatField(null=True)
    rto_hours = models.FloatField(null=True)
    rpo_hours = models.FloatField(null=True)


class System(Keyed):
    """What services run on."""

    name = models.CharField(max_length=200)
    environment = models.CharField(max_length=20)
    reach = models.CharField(max_length=10)
    zone = models.CharField(max_length=80, default="", blank=True)
    hostname = models.JSONField(default=list)
    fqdn = models.JSONField(default=list)
    ip = models.JSONField(default=list)
    cloud_id = models.JSONField(default=list)
    repository = models.JSONField(default=list)
    image = models.JSONField(default=list)
    services = models.JSONField(default=list)
    owner = models.CharField(max_length=200, default="", blank=True)


class Edge(Keyed):
    """`source` depends on, or holds credentials for, `target`."""

    source = models.ForeignKey(System, models.CASCADE, related_name="+")
    target = models.ForeignKey(System, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    trust = models.FloatField(null=True)


class Holding(Keyed):
    """A class of data in a system."""

    system = models.ForeignKey(System, models.CASCADE, related_name="+")
    data_class = models.CharField(max_length=40)
    records = models.PositiveBigIntegerField()


class Obligation(Keyed):
    """A law, regulation, contract or insurance condition that applies."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    authority = models.CharField(max_length=200, default="", blank=True)
    says = models.TextField(default="", blank=True)
    consequence = models.TextField(default="", blank=True)
    penalty = models.JSONField(null=True)
    contract_loss = models.JSONField(null=True)
    looked_at_per_year = models.JSONField(null=True)
    due = models.DateField(null=True)
    directors_duty = models.CharField(max_length=300, default="", blank=True)
    regime = models.CharField(max_length=80, default="", blank=True)


class Requirement(Keyed):
    """One thing that an obligation asks for."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="+")
    says = models.TextField()
    state = models.CharField(max_length=10)
    weight = models.FloatField(default=1)
    proof = models.CharField(max_length=30, default="", blank=True)
    proven_by = models.CharField(max_length=200, default="", blank=True)
    proven_on = models.DateField(null=True)
    proof_valid_until = models.DateField(null=True)
    evidence = models.CharField(max_length=300, default="", blank=True)
    due = models.DateField(null=True)
    owner = models.CharField(max_length=200, default="", blank=True)


class Control(Keyed):
    """A safeguard as it is operated here."""

    name = models.CharField(max_length=200)
    says = models.TextField(default="", blank=True)
    works_on = models.CharField(max_length=20)
    systems = models.JSONField(default=list)
    services = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    coverage = models.FloatField(default=1)
    reliability = models.JSONField(null=True)
    effect = models.JSONField(null=True)
    in_force_from = models.DateField(null=True)
    cost_per_year = models.FloatField(default=0)
    owner = models.CharField(max_length=200, default="", blank=True)
    proof = models.JSONField(null=True)


class Supplier(Keyed):
    """Somebody on whom services hang."""

    name = models.CharField(max_length=200)
    provides = models.CharField(max_length=300)
    services = models.JSONField(default=list)
    days_without = models.FloatField(null=True)
    days_to_replace = models.JSONField(null=True)
    fails_per_year = models.JSONField(null=True)
    exit_plan = models.CharField(max_length=300, default="", blank=True)
    proof = models.JSONField(null=True)


class RecoveryTest(Keyed):
    """How long it really took to bring a service back."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    on = models.DateField()
    hours = models.FloatField()
    whole = models.BooleanField(default=True)
    watched_by = models.CharField(max_length=200, default="", blank=True)
    proof = models.CharField(max_length=30, default="self-reported")
    says = models.TextField(default="", blank=True)


class Cash(Keyed):
    """What the client could live on when a loss comes."""

    as_of = models.DateField()
    cash = models.FloatField()
    credit_lines = models.FloatField(default=0)
    outgoings_per_week = models.FloatField()
    loan = models.FloatField(default=0)
    covenant = models.TextField(default="", blank=True)
    proof = models.JSONField(null=True)


class PlanAhead(Keyed):
    """What the business wants to do next, and on which conditions security says yes."""

    name = models.CharField(max_length=200)
    says = models.TextField(default="", blank=True)
    when = models.DateField(null=True)
    owner = models.CharField(max_length=200, default="", blank=True)
    services = models.JSONField(default=list)
    worth_per_year = models.FloatField(null=True)
    changes = models.TextField(default="", blank=True)
    conditions = models.JSONField(default=list)
