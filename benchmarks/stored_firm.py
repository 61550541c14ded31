"""A client of any size in a database of its own: systems, findings and sightings, as imports leave
them. Weaknesses, reaches and forecasts follow `benchmarks.firms`."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.firms import epss

if TYPE_CHECKING:
    from quarterdeck.clients.models import Client

ZONES = ("web", "office", "plant", "partners", "cards", "health", "lab", "archive")
REACHES = ("internet", "partner", "internal", "isolated")
REACHED = (0.05, 0.08, 0.75, 0.12)
SEVERITIES = (("critical", 5), ("high", 4), ("medium", 3), ("low", 2))
SEEN = datetime(2026, 11, 20, tzinfo=UTC)
AS_OF = date(2026, 11, 25)
_BATCH = 5_000


def stored(key: str, systems: int, findings: int, services: int = 100) -> "Client":
    """The client, with everything that ranking reads; the same for the same numbers."""
    from quarterdeck.clients.models import Client, Firm

    dice = np.random.default_rng(1)
    firm, _ = Firm.objects.get_or_create(name="Benchmark")
    client = Client.objects.create(
        firm=firm, key=key, name=key, revenue_per_year=6e7, board={"next_meeting": "2026-12-03"}
    )
    scope, file = _look(client)
    owned = _business(client, dice, systems, services)
    assets = _assets(client, owned, scope, file)
    cves = _world(dice, max(1_000, findings // 20))
    _findings(client, dice, assets, cves, findings, scope, file)
    return client


def _look(client: "Client") -> tuple[Any, Any]:
    from quarterdeck.findings.models import ScanFile, Scope

    scope = Scope.objects.of(client).create(family="generic", kind="network-credentialed")
    file = ScanFile.objects.of(client).create(
        sha256="0" * 64, name="benchmark.nessus", size_bytes=1, imported_at=SEEN
    )
    return scope, file


def _business(
    client: "Client", dice: np.random.Generator, systems: int, services: int
) -> list[Any]:
    from quarterdeck.business.models import Edge, Service, System

    Service.objects.of(client).bulk_create(
        Service(
            client=client, key=f"service-{n}", name=f"Service {n}", revenue_share=1 / services,
            downtime_cost=[{"hours": 4, "cost": 2_000}, {"hours": 24, "cost": 30_000}],
        )
        for n in range(services)
    )  # fmt: skip
    reach = dice.choice(REACHES, size=systems, p=REACHED)
    rows = [
        System(
            client=client, key=f"system-{n}", name=f"System {n}", environment="production",
            reach=str(reach[n]), zone=ZONES[n % len(ZONES)], hostname=[f"system-{n}"],
            services=[f"service-{n % services}"] if n < 3 * services else [],
        )
        for n in range(systems)
    ]  # fmt: skip
    owned = System.objects.of(client).bulk_create(rows, batch_size=_BATCH)
    ends = dice.integers(systems, size=(3 * systems, 2))
    kinds = ("depends_on", "holds_credentials_for")
    Edge.objects.of(client).bulk_create(
        [
            Edge(
                client=client, key=f"edge-{n}", source=owned[a], target=owned[b],
                kind=kinds[n % 2],
            )
            for n, (a, b) in enumerate(ends)
            if a != b
        ],
        batch_size=_BATCH,
    )  # fmt: skip
    return list(owned)


def _assets(client: "Client", systems: list[Any], scope: Any, file: Any) -> list[Any]:
    from quarterdeck.findings.models import Asset, AssetName, Look

    rows = [
        Asset(client=client, key=f"hostname:{s.hostname[0]}", name=s.name, reach=s.reach, system=s)
        for s in systems
    ]
    assets = Asset.objects.of(client).bulk_create(rows, batch_size=_BATCH)
    AssetName.objects.of(client).bulk_create(
        [
            AssetName(client=client, asset=a, kind="hostname", value=s.hostname[0])
            for a, s in zip(assets, systems, strict=True)
        ],
        batch_size=_BATCH,
    )
    Look.objects.of(client).bulk_create(
        [
            Look(client=client, asset=a, scope=scope, file=file, family="generic", at=SEEN)
            for a in assets
        ],
        batch_size=_BATCH,
    )
    return list(assets)


def _world(dice: np.random.Generator, count: int) -> list[str]:
    """Forecasts for that many CVEs, one in a hundred of them known to be used."""
    from quarterdeck.findings.models import Epss, KnownExploited, Release

    cves = [f"CVE-{2010 + n % 16}-{10_000 + n}" for n in range(count)]
    if not Epss.objects.exists():
        scores = epss(dice, count)
        Epss.objects.bulk_create(
            [
                Epss(cve=cve, score=float(score), percentile=0.5, date=AS_OF)
                for cve, score in zip(cves, scores, strict=True)
            ],
            batch_size=_BATCH,
        )
        KnownExploited.objects.bulk_create(
            [KnownExploited(cve=cve, added=AS_OF, date=AS_OF) for cve in cves[::100]]
        )
        Release.objects.create(source="epss", date=AS_OF, sha256="1" * 64, entries=count)
    return cves


def _findings(
    client: "Client", dice: np.random.Generator, assets: list[Any], cves: list[str], count: int,
    scope: Any, file: Any,
) -> None:  # fmt: skip
    """Each asset in turn has one more; rows go to the database without their models, as there may
    be a million."""
    from django.db import connection, transaction

    seen = connection.ops.adapt_datetimefield_value(SEEN)
    which = dice.integers(len(cves), size=count).tolist()
    columns = ", ".join(_FINDING)
    marks = ", ".join(["%s"] * len(_FINDING))
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, count, _BATCH):
            cursor.executemany(
                f"INSERT INTO findings_finding ({columns}) VALUES ({marks})",
                [
                    _finding(n, client.pk, assets, which[n], cves[which[n]], seen)
                    for n in range(start, min(start + _BATCH, count))
                ],
            )
        cursor.execute(_SIGHTINGS, [scope.pk, file.pk, client.pk])


_FINDING = (
    "client_id", "asset_id", "key", "title", "severity", "rank", "score", "category", "cves",
    "cvss", "fix_key", "fix", "locations", "family", "place", "first_seen", "last_seen", "state",
)  # fmt: skip
_SIGHTINGS = """
INSERT INTO findings_sighting
  (client_id, finding_id, scope_id, file_id, said, first_at, seen_at, open_at)
SELECT client_id, id, %s, %s, 0, first_seen, first_seen, first_seen
FROM findings_finding WHERE client_id = %s
"""


def _finding(
    number: int, client: int, assets: list[Any], which: int, cve: str, seen: Any
) -> tuple[Any, ...]:
    severity, rank = SEVERITIES[which % 4]
    return (
        client, assets[number % len(assets)].pk, f"{cve} {number // len(assets)}",
        f"An outdated library that {cve} tells of", severity, rank, rank * 2.0, "vulnerability",
        cve, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", f"patch {which % 20_000}",
        "Install the patch.", "443/tcp", "generic", f"item {number}", seen, seen, "open",
    )  # fmt: skip
