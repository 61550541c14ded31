"""What is known of a client's weaknesses, as values for ranking."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, overload

import msgspec
from django.db import connection
from django.db.models import Max

from quarterdeck.clients.models import Client
from quarterdeck.findings.intelligence import Intelligence, intelligence_on
from quarterdeck.findings.models import WEAK, Finding, Look


class Weakness(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An open weakness on a system of the inventory, or on an asset that is not in it.

    `system` is "" where the inventory knows none; `reach` and `zone` are then guesses from the
    address. `epss` is the highest score of its CVEs, None for "no forecast". `unseen`: later scans
    did not report it, but none that could call it fixed.
    """

    finding: int
    key: str
    system: str
    asset: str
    asset_key: str
    reach: str
    zone: str
    title: str
    severity: str
    score: float | None
    category: str
    cves: tuple[str, ...]
    cvss: tuple[str, ...]
    epss: float | None
    epss_date: date | None
    known_exploited: bool
    ransomware: bool
    fix_key: str
    fix: str
    first_seen: datetime
    last_seen: datetime
    unseen: bool
    tool: str
    tools: tuple[str, ...]
    looks: tuple[str, ...]
    place: str
    location: str


@dataclass(frozen=True, slots=True)
class Weaknesses(Sequence[Weakness]):
    """Weaknesses in the order of their systems and keys."""

    rows: tuple[Weakness, ...]

    def column(self, name: str) -> tuple[Any, ...]:
        """One field of all rows."""
        return tuple(getattr(row, name) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Weakness: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Weakness, ...]: ...
    def __getitem__(self, index: int | slice) -> Weakness | tuple[Weakness, ...]:
        return self.rows[index]

    def __iter__(self) -> Iterator[Weakness]:
        return iter(self.rows)


class Looked(NamedTuple):
    """When a system of the inventory was last seen by which kind of look ("nmap network")."""

    system: str
    by: str
    on: date


_FIELDS = (
    "pk", "key", "asset__system__key", "asset__name", "asset__key", "asset__reach",
    "asset__system__reach", "asset__system__zone", "title", "severity", "rank", "score",
    "category", "cves", "cvss", "fix_key", "fix", "first_seen", "last_seen", "state", "family",
    "place", "locations",
)  # fmt: skip


def weaknesses(client: Client) -> Weaknesses:
    """Open weaknesses, one a weakness and system: assets that are one inventory system share."""
    rows = Finding.objects.of(client).filter(state__in=WEAK).values(*_FIELDS)
    one: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows.iterator(chunk_size=5_000):
        system = row["asset__system__key"]
        place = (f"s:{system}" if system else f"a:{row['asset__key']}", row["key"])
        known = one.get(place)
        one[place] = row if known is None else _merged(known, row)
    looks = _looks(client)
    known_cves = {cve for row in one.values() for cve in row["cves"].split()}
    intelligence = intelligence_on(known_cves)
    return Weaknesses(
        tuple(_weakness(row, looks, intelligence) for _, row in sorted(one.items(), key=_place))
    )


def looked(client: Client) -> tuple[Looked, ...]:
    """The last look of each kind at each system of the inventory."""
    looks = Look.objects.of(client).filter(asset__system__isnull=False)
    kinds = looks.values_list("asset__system__key", "family", "scope__kind")
    last: dict[tuple[str, str], datetime] = {}
    for system, family, kind, at in kinds.annotate(Max("at")).iterator(chunk_size=5_000):
        place = (system, f"{family} {kind}")
        last[place] = max(at, last.get(place, at))
    return tuple(Looked(system, by, at.date()) for (system, by), at in sorted(last.items()))


def _place(item: tuple[tuple[str, str], Any]) -> tuple[str, str]:
    return item[0]


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two findings of one system as one: the worse one's words, the whole span, all places."""
    worse, milder = sorted((one, other), key=lambda row: (row["rank"], row["pk"]), reverse=True)
    places = dict.fromkeys(f"{worse['locations']}\n{milder['locations']}".split("\n"))
    return worse | {
        "pks": (*one.get("pks", (one["pk"],)), *other.get("pks", (other["pk"],))),
        "locations": "\n".join(filter(None, places)),
        "first_seen": min(one["first_seen"], other["first_seen"]),
        "last_seen": max(one["last_seen"], other["last_seen"]),
        "state": min(one["state"], other["state"]),
    }


def _looks(client: Client) -> dict[int, set[str]]:
    """The kinds of look that reported each weakness ("nmap network")."""
    found: dict[int, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_LOOKS, [client.pk])
        for finding, family, kind in cursor.fetchall():
            found[finding].add(f"{family} {kind}")
    return found


def _weakness(
    row: dict[str, Any], looks: dict[int, set[str]], known: dict[str, Intelligence]
) -> Weakness:
    cves = tuple(row["cves"].split())
    told = [known[cve] for cve in cves if cve in known]
    forecast = max((t for t in told if t.epss is not None), key=lambda t: t.epss or 0, default=None)
    listed = row["asset__system__key"] is not None
    by = {look for pk in row.get("pks", (row["pk"],)) for look in looks[pk]}
    return Weakness(
        finding=row["pk"],
        key=row["key"],
        system=row["asset__system__key"] or "",
        asset=row["asset__name"],
        asset_key=row["asset__key"],
        reach=row["asset__system__reach"] if listed else row["asset__reach"],
        zone=row["asset__system__zone"] if listed else row["asset__reach"],
        title=row["title"],
        severity=row["severity"],
        score=row["score"],
        category=row["category"],
        cves=cves,
        cvss=tuple(row["cvss"].split()),
        epss=forecast.epss if forecast else None,
        epss_date=forecast.epss_date if forecast else None,
        known_exploited=any(t.known_exploited for t in told),
        ransomware=any(t.ransomware for t in told),
        fix_key=row["fix_key"],
        fix=row["fix"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        unseen=row["state"] == "unseen",
        tool=row["family"],
        tools=tuple(sorted({look.split(" ")[0] for look in by})),
        looks=tuple(sorted(by)),
        place=row["place"],
        location=row["locations"],
    )


_LOOKS = """
SELECT DISTINCT s.finding_id, c.family, c.kind FROM findings_finding f
JOIN findings_sighting s ON s.finding_id = f.id
JOIN findings_scope c ON c.id = s.scope_id
WHERE f.client_id = %s AND f.state IN ('open', 'unseen')
"""
