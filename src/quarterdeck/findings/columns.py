# ruff: noqa: S608 - marks alone are put into the statements
"""A client's open weaknesses column by column: what ranking takes when there are very many.

Kept packed beside the findings, so that a new scan reads only the systems that it looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import msgspec
import numpy as np
from django.db import connection

from quarterdeck.clients.models import Client
from quarterdeck.findings.intelligence import intelligence_on
from quarterdeck.findings.models import WEAK, Asset, Look, PackedColumns, ScanFile
from quarterdeck.findings.states import batches

_FETCH = 20_000
_ASSETS = 500
_RELOAD_AT = 0.25
"""From this part of all assets on, reading everything again is faster."""


@dataclass(frozen=True, eq=False)
class Columns:
    """N open weaknesses, one a weakness and system.

    `finding` and `asset` (N,) are primary keys, `score` (N,) the tool's (nan: none). `kind`,
    `forecast`, `impact` and `fix` (N,) are places in the tuples of the same meaning: (category,
    severity), CVEs parted by blanks, (CVSS vectors, category), and fix keys. `files` are the scan
    files that had been imported.
    """

    finding: np.ndarray
    asset: np.ndarray
    score: np.ndarray
    kind: np.ndarray
    forecast: np.ndarray
    impact: np.ndarray
    fix: np.ndarray
    kinds: tuple[tuple[str, str], ...]
    cves: tuple[str, ...]
    impacts: tuple[tuple[str, str], ...]
    fixes: tuple[str, ...]
    files: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.finding)


_ARRAYS = ("finding", "asset", "score", "kind", "forecast", "impact", "fix")
_WORDS = ("kinds", "cves", "impacts", "fixes")
_TYPES = dict.fromkeys(_ARRAYS, "<i4") | {"finding": "<i8", "asset": "<i8", "score": "<f8"}


@dataclass(frozen=True, slots=True)
class Host:
    """Where an asset stands: its system's key, or its own name and reach where none is known."""

    system: str
    name: str
    reach: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """The highest chance within 30 days of some CVEs (None: no forecast), and known use."""

    chance: float | None
    known_exploited: bool


def columns(client: Client) -> Columns:
    """The columns as they are now; read anew only where scans have come since they were kept."""
    kept = PackedColumns.objects.of(client).first()
    files = tuple(ScanFile.objects.of(client).order_by("pk").values_list("pk", flat=True))
    old = _unpacked(bytes(kept.packed)) if kept else None
    if old is not None and old.files == files:
        return old
    found = _refreshed(client, old, files) if old is not None else _read(client, files)
    PackedColumns.objects.of(client).update_or_create(
        client_id=client.pk, defaults={"packed": _packed(found)}
    )
    return found


def hosts(client: Client) -> dict[int, Host]:
    """Where each asset stands, by primary key."""
    rows = Asset.objects.of(client).values_list("pk", "system__key", "name", "reach")
    return {pk: Host(system or "", name, reach) for pk, system, name, reach in rows.iterator()}


def forecasts(found: Columns) -> list[Forecast]:
    """What the world says of each entry of `cves`."""
    known = intelligence_on({cve for text in found.cves for cve in text.split()})
    told = []
    for text in found.cves:
        of = [known[cve] for cve in text.split() if cve in known]
        chances = [one.epss for one in of if one.epss is not None]
        told.append(Forecast(max(chances, default=None), any(one.known_exploited for one in of)))
    return told


def _read(client: Client, files: tuple[int, ...]) -> Columns:
    return _of(_rows(_QUERY, [client.pk]), _repeated(client), files)


def _refreshed(client: Client, old: Columns, files: tuple[int, ...]) -> Columns:
    """The old columns, with the rows of what new files looked at read again.

    Elsewhere a new file turns "open" into "not seen since" at most, and both are weaknesses.
    """
    new = set(files) - set(old.files)
    looks = Look.objects.of(client).filter(file__in=new)
    touched = sorted(set(looks.values_list("asset_id", flat=True)))
    many = len(touched) > _RELOAD_AT * Asset.objects.of(client).count()
    if many or not set(old.files) <= set(files):
        return _read(client, files)
    untouched = ~np.isin(old.asset, np.array(touched, dtype=np.int64))
    fresh = _of(_of_assets(client, touched), _repeated(client), files)
    return _joined(old, untouched, fresh)


def _rows(query: str, values: list[Any]) -> Iterator[list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        while some := cursor.fetchmany(_FETCH):
            yield some


def _of_assets(client: Client, assets: Iterable[int]) -> Iterator[list[tuple[Any, ...]]]:
    for some in batches(assets, _ASSETS):
        marks = ", ".join(["%s"] * len(some))
        yield from _rows(f"{_QUERY} AND asset_id IN ({marks})", [client.pk, *some])


def _of(
    parts: Iterable[list[tuple[Any, ...]]], repeated: set[int], files: tuple[int, ...]
) -> Columns:
    """Columns of fetched rows; words become places as they come."""
    places: tuple[dict[Any, int], ...] = ({}, {}, {}, {})
    arrays: list[list[np.ndarray]] = [[] for _ in _ARRAYS]
    for rows in parts:
        kept = [row for row in rows if row[0] not in repeated] if repeated else rows
        if not kept:
            continue
        finding, asset, score, category, severity, cves, cvss, fix = zip(*kept, strict=True)
        words = (
            zip(category, severity, strict=True), cves, zip(cvss, category, strict=True), fix,
        )  # fmt: skip
        coded = [
            [known.setdefault(word, len(known)) for word in column]
            for known, column in zip(places, words, strict=True)
        ]
        values = (finding, asset, [np.nan if s is None else s for s in score], *coded)
        for name, column, chunks in zip(_ARRAYS, values, arrays, strict=True):
            chunks.append(np.array(column, dtype=_TYPES[name]))
    joined = (
        np.concatenate(chunks) if chunks else np.zeros(0, dtype=_TYPES[name])
        for name, chunks in zip(_ARRAYS, arrays, strict=True)
    )
    return Columns(*joined, *(tuple(known) for known in places), files)


def _repeated(client: Client) -> set[int]:
    """Findings that stand for a weakness of a system that a worse or later one already tells."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, [client.pk, client.pk])
        best: dict[tuple[int, str], tuple[int, int]] = {}
        repeated = set()
        for finding, system, key, rank in cursor.fetchall():
            this, other = (rank, finding), best.get((system, key))
            best[system, key] = this if other is None else max(this, other)
            if other is not None:
                repeated.add(min(this, other)[1])
    return repeated


def _joined(old: Columns, kept: np.ndarray, fresh: Columns) -> Columns:
    """The kept rows of the old, then the fresh, in the words of both."""
    found: dict[str, Any] = {
        name: np.concatenate((getattr(old, name)[kept], getattr(fresh, name)))
        for name in ("finding", "asset", "score")
    }
    codes = ("kind", "forecast", "impact", "fix")
    for code, words in zip(codes, _WORDS, strict=True):
        known = {word: place for place, word in enumerate(getattr(old, words))}
        moved = [known.setdefault(word, len(known)) for word in getattr(fresh, words)]
        places = np.array(moved, dtype="<i4")[getattr(fresh, code)]
        found[code] = np.concatenate((getattr(old, code)[kept], places))
        found[words] = tuple(known)
    return replace(fresh, **found)


def _packed(found: Columns) -> bytes:
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return msgspec.msgpack.encode(values | {name: values[name].tobytes() for name in _ARRAYS})


def _unpacked(packed: bytes) -> Columns:
    values = msgspec.msgpack.decode(packed)
    arrays = {name: np.frombuffer(values[name], dtype=_TYPES[name]) for name in _ARRAYS}
    words = {name: tuple(tuple(w) if isinstance(w, list) else w for w in values[name])
             for name in _WORDS}  # fmt: skip
    return Columns(**arrays, **words, files=tuple(values["files"]))


_WEAK = ", ".join(f"'{state}'" for state in WEAK)
_QUERY = f"""
SELECT id, asset_id, score, category, severity, cves, cvss, fix_key FROM findings_finding
WHERE client_id = %s AND state IN ({_WEAK})
"""
_SHARED = f"""
SELECT f.id, a.system_id, f.key, f.rank FROM findings_finding f
JOIN findings_asset a ON a.id = f.asset_id
WHERE f.client_id = %s AND f.state IN ({_WEAK}) AND a.system_id IN (
  SELECT system_id FROM findings_asset
  WHERE client_id = %s AND system_id IS NOT NULL GROUP BY system_id HAVING COUNT(*) > 1
)
"""
