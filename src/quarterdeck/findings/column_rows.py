"""From the rows of open weaknesses to their columns."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from django.db import connection

from quarterdeck.clients.models import Client
from quarterdeck.findings.columns import DTYPES, WORDS, Columns, Sharing, ordered
from quarterdeck.findings.models import WEAK
from quarterdeck.findings.states import batches

_FETCH = 20_000
_ASSETS = 500
_READ = ("finding", "score", *WORDS)
Rows = Iterator[list[tuple[Any, ...]]]


def read(
    client: Client, files: tuple[int, ...], sharing: Sharing, assets: set[int] | None = None
) -> Columns:
    """Those of all assets, or of some. Of assets that share a system all or none are given."""
    if assets is None:
        rows = _rows(_QUERY, [client.pk])
    else:
        rows = of_assets(_QUERY, client, sorted(assets))
    repeated = _repeated(client, dict(sharing), assets)
    chunks: dict[str, list[np.ndarray]] = {name: [] for name in _READ}
    places: dict[str, dict[Any, int]] = {name: {} for name in WORDS}
    for some in rows:
        kept = [row for row in some if row[0] not in repeated] if repeated else some
        for name, column in _coded(kept, places).items():
            chunks[name].append(column)
    columns = {
        name: np.concatenate((np.zeros(0, DTYPES[name]), *parts)) for name, parts in chunks.items()
    }
    words: dict[str, Any] = {WORDS[name]: tuple(known) for name, known in places.items()}
    return Columns(**ordered(columns), **words, files=files, sharing=sharing)


def _coded(rows: list[tuple[Any, ...]], places: dict[str, dict[Any, int]]) -> dict[str, np.ndarray]:
    """The columns of some rows; words become places as they come."""
    if not rows:
        return {}
    finding, asset, score, category, severity, cves, cvss, fix = zip(*rows, strict=True)
    words = {
        "asset": asset, "kind": zip(category, severity, strict=True), "forecast": cves,
        "impact": zip(cvss, category, strict=True), "fix": fix,
    }  # fmt: skip
    found: dict[str, Any] = {
        "finding": finding,
        "score": [np.nan if s is None else s for s in score],
    }
    for name, column in words.items():
        known = places[name]
        found[name] = [known.setdefault(word, len(known)) for word in column]
    return {name: np.array(column, dtype=DTYPES[name]) for name, column in found.items()}


def _repeated(client: Client, sharing: dict[int, int], assets: set[int] | None) -> set[int]:
    """Findings that stand for a weakness of a system that a worse or later one already tells."""
    sharers = sharing.keys() if assets is None else sharing.keys() & assets
    best: dict[tuple[int, str], tuple[int, int]] = {}
    repeated = set()
    for some in of_assets(_SHARED, client, sorted(sharers)):
        for finding, asset, key, rank in some:
            place, this = (sharing[asset], key), (rank, finding)
            other = best.get(place)
            best[place] = this if other is None else max(this, other)
            if other is not None:
                repeated.add(min(this, other)[1])
    return repeated


def of_assets(query: str, client: Client, assets: Iterable[int]) -> Rows:
    """Rows of a query of one client's that goes on with AND, of some assets."""
    for some in batches(assets, _ASSETS):
        marks = ", ".join(["%s"] * len(some))
        yield from _rows(f"{query} AND asset_id IN ({marks})", [client.pk, *some])


def _rows(query: str, values: list[Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        while some := cursor.fetchmany(_FETCH):
            yield some


_WEAK = ", ".join(f"'{state}'" for state in WEAK)
_FROM = f"FROM findings_finding WHERE client_id = %s AND state IN ({_WEAK})"
_QUERY = f"SELECT id, asset_id, score, category, severity, cves, cvss, fix_key {_FROM}"
_SHARED = f"SELECT id, asset_id, key, rank {_FROM}"
