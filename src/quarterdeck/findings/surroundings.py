# ruff: noqa: S608 - marks alone are put into the statement
"""What ranking by columns asks beside them: where assets stand, and what the world says of CVEs."""

from dataclasses import dataclass

import numpy as np
from django.db import connection

from quarterdeck.clients.models import Client
from quarterdeck.findings.models import Asset, KnownExploited
from quarterdeck.findings.states import batches

_CVES = 5_000


@dataclass(frozen=True, slots=True)
class Host:
    """Where an asset stands: its system's key, or its own name and reach where none is known."""

    system: str
    name: str
    reach: str


@dataclass(frozen=True, eq=False)
class Forecasts:
    """Of C sets of CVEs: the highest chance within 30 days (C,), nan where there is no forecast;
    and whether any is known to be exploited (C,)."""

    chance: np.ndarray
    known_exploited: np.ndarray


def hosts(client: Client) -> dict[int, Host]:
    """Where each asset stands, by primary key."""
    rows = Asset.objects.of(client).values_list("pk", "system__key", "name", "reach")
    return {pk: Host(system or "", name, reach) for pk, system, name, reach in rows.iterator()}


def forecasts(cves: tuple[str, ...]) -> Forecasts:
    """What the world says of each set of CVEs, parted by blanks."""
    sets = [text.split() for text in cves]
    scores = _scores({cve for each in sets for cve in each})
    exploited = set(KnownExploited.objects.values_list("pk", flat=True))
    chances = (max((scores[cve] for cve in each if cve in scores), default=np.nan) for each in sets)
    return Forecasts(
        chance=np.fromiter(chances, dtype=float, count=len(sets)),
        known_exploited=np.array([not exploited.isdisjoint(each) for each in sets], dtype=bool),
    )


def _scores(cves: set[str]) -> dict[str, float]:
    """EPSS by CVE, of those that have one."""
    found: dict[str, float] = {}
    with connection.cursor() as cursor:
        for some in batches(sorted(cves), _CVES):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT cve, score FROM findings_epss WHERE cve IN ({marks})", some)
            found.update(cursor.fetchall())
    return found
