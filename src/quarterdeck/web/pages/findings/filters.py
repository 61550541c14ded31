"""What the list is narrowed to: told by the address, so that a look can be kept and sent."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from quarterdeck.clients.models import Client
from quarterdeck.findings.models import WEAK, Finding

SEVERITIES = ("critical", "high", "medium", "low", "none", "unknown")
KINDS = (("", "all"), ("finding", "findings"), ("gap", "gaps"), ("unseen", "not scanned"))
SEEN = (("", "any time"), ("7", "7 days"), ("30", "30 days"), ("90", "90 days"))


@dataclass(frozen=True, slots=True)
class Filters:
    """Each is "" for any. `seen` are days, `mine` is an assignee."""

    kind: str = ""
    severity: str = ""
    service: str = ""
    system: str = ""
    tool: str = ""
    seen: str = ""
    mine: str = ""
    text: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Filters":
        """From the address; what is not known there is passed over."""
        return cls(**{f.name: str(given.get(f.name, "")).strip()[:200] for f in fields(cls)})

    @property
    def query(self) -> str:
        """As the address holds them."""
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        return urlencode({name: value for name, value in told.items() if value})

    @property
    def any(self) -> bool:
        return bool(self.query)

    @property
    def of_findings_only(self) -> bool:
        """Whether gaps and unseen systems cannot be meant."""
        return bool(self.severity or self.tool or self.seen or self.mine)


def findings(client: Client, filters: Filters) -> QuerySet[Finding]:
    """The open findings that the filters leave."""
    rows: QuerySet[Finding] = Finding.objects.of(client).filter(state__in=WEAK)
    exact = {
        "severity": filters.severity,
        "asset__system__key": filters.system,
        "family": filters.tool,
        "assignment__to": filters.mine,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if filters.service:
        rows = rows.filter(asset__system__in=systems_of(client, filters.service))
    if filters.seen.isdigit():
        since = timezone.now() - timedelta(days=min(int(filters.seen), 36_500))
        rows = rows.filter(last_seen__gte=since)
    if filters.text:
        rows = rows.filter(
            Q(title__icontains=filters.text)
            | Q(cves__icontains=filters.text)
            | Q(asset__name__icontains=filters.text)
        )
    return rows


def systems_of(client: Client, service: str) -> list[int]:
    """Primary keys of the systems that a service runs on."""
    from quarterdeck.business.models import System

    rows = System.objects.of(client).values_list("pk", "services")
    return [pk for pk, services in rows if service in services]
