# ruff: noqa: S608 - constants and marks alone are put into the statements
"""What becomes of findings once a file is stored: states, history, and their hash.

A scope that reported a finding has let go of it once it looked at the asset again, later, without
it. All have let go: fixed. A scope that still holds it, with no later scan in its circle and no
later look of its family at the asset: open. Else "not seen since".
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeVar

from django.db import connection

from quarterdeck.findings.models import Said
from quarterdeck.findings.window import empty

Item = TypeVar("Item")

_BATCH = 300
_TEMP = "findings_verdict"


def affected_assets(file_id: int) -> list[int]:
    """Assets that the file names, or ought to: those of its scans' circles."""
    with connection.cursor() as cursor:
        cursor.execute(_AFFECTED, [file_id])
        return [row[0] for row in cursor.fetchall()]


class Settled(NamedTuple):
    """Findings that the file reports and that were known, and those it ought to but does not."""

    still: int = 0
    unseen: int = 0


def settle(client_id: int, file_id: int, assets: Iterable[int]) -> Settled:
    """Works out the states of all findings on the assets and writes the turns they took."""
    still = unseen = 0
    with connection.cursor() as cursor:
        stamp = "timestamptz" if connection.vendor == "postgresql" else "timestamp"
        cursor.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {_TEMP} (finding_id bigint, told smallint,"
            f" state text, gone_at {stamp}, first_seen {stamp}, last_seen {stamp})"
        )
        for some in batches(assets):
            marks = ", ".join(["%s"] * len(some))
            empty(cursor, _TEMP)
            cursor.execute(_VERDICTS.format(assets=marks), [*some, *some, file_id])
            cursor.execute(_SETTLED)
            more_still, more_unseen = cursor.fetchone()
            still, unseen = still + more_still, unseen + more_unseen
            cursor.execute(_CHANGES, [client_id, file_id])
            cursor.execute(_FOUND_FIXED, [client_id, file_id])
            cursor.execute(_UPDATE)
    return Settled(still, unseen)


def turns(file_id: int) -> dict[str, int]:
    """How many findings took which turn with this file."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT turn, count(*) FROM findings_change WHERE file_id = %s GROUP BY turn", [file_id]
        )
        return dict(cursor.fetchall())


def reported(file_id: int) -> dict[int, int]:
    """How many findings the file reports, by what it says of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT said, count(DISTINCT finding_id) FROM findings_sighting"
            " WHERE file_id = %s GROUP BY said",
            [file_id],
        )
        return dict(cursor.fetchall())


def states_hash(client_id: int, assets: Iterable[int] | None = None) -> str:
    """SHA-256 over assets, keys and states of findings, of all assets or of these, in order."""
    hashed = hashlib.sha256()
    for row in _states(client_id, None if assets is None else set(assets)):
        hashed.update("\t".join(row).encode() + b"\n")
    return hashed.hexdigest()


def _states(client_id: int, assets: set[int] | None) -> Iterator[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, key FROM findings_asset WHERE client_id = %s", [client_id])
        known = sorted((key, pk) for pk, key in cursor.fetchall() if assets is None or pk in assets)
        for some in batches(known):
            keys = {pk: key for key, pk in some}
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT asset_id, key, state FROM findings_finding WHERE asset_id IN ({marks})",
                list(keys),
            )
            rows = [(keys[asset], key, state) for asset, key, state in cursor.fetchall()]
            yield from sorted(rows)


def batches(items: Iterable[Item], size: int = _BATCH) -> Iterator[list[Item]]:
    """Lists of at most `size` items."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


_AFFECTED = """
SELECT DISTINCT l.asset_id FROM findings_scan mine
JOIN findings_scan n ON n.circle_id = mine.circle_id
JOIN findings_look l ON l.file_id = n.file_id AND l.scope_id = n.scope_id
WHERE mine.file_id = %s
"""
_SAID = f"""
SELECT s.finding_id, s.file_id, s.said, s.first_at, s.open_at,
  CASE WHEN s.said = {Said.UNCHECKED} THEN coalesce(s.open_at, s.seen_at) ELSE s.seen_at END
    AS seen_at,
  (SELECT min(l.at) FROM findings_look l
   WHERE l.asset_id = f.asset_id AND l.scope_id = s.scope_id AND l.at > s.seen_at) AS gone_at,
  CASE WHEN due.last_at > s.seen_at OR EXISTS (
    SELECT 1 FROM findings_look l
    WHERE l.asset_id = f.asset_id AND l.family = c.family AND l.at > s.seen_at)
  THEN 1 ELSE 0 END AS later
FROM findings_finding f
JOIN findings_sighting s ON s.finding_id = f.id
JOIN findings_scope c ON c.id = s.scope_id
LEFT JOIN due ON due.asset_id = f.asset_id AND due.scope_id = s.scope_id
WHERE f.asset_id IN ({{assets}})
"""
_DUE = """
SELECT l.asset_id, l.scope_id, max(r.last_at) AS last_at FROM findings_look l
JOIN findings_scan n ON n.file_id = l.file_id AND n.scope_id = l.scope_id
JOIN findings_circle r ON r.id = n.circle_id
WHERE l.asset_id IN ({assets}) GROUP BY l.asset_id, l.scope_id
"""
_VERDICTS = f"""
INSERT INTO {_TEMP} (finding_id, told, state, gone_at, first_seen, last_seen)
WITH due AS MATERIALIZED ({_DUE}), said AS MATERIALIZED ({_SAID})
SELECT finding_id,
  max(CASE WHEN file_id = %s AND said = {Said.OPEN} THEN 1 ELSE 0 END),
  CASE
    WHEN sum(CASE WHEN gone_at IS NULL AND said = {Said.OPEN} AND later = 0
             THEN 1 ELSE 0 END) > 0 THEN 'open'
    WHEN sum(CASE WHEN gone_at IS NULL AND said = {Said.OPEN}
             THEN 1 ELSE 0 END) > 0 THEN 'unseen'
    WHEN sum(CASE WHEN gone_at IS NULL AND said = {Said.MUTED}
             THEN 1 ELSE 0 END) > 0 THEN 'muted'
    WHEN sum(CASE WHEN gone_at IS NULL AND open_at IS NOT NULL
             THEN 1 ELSE 0 END) > 0 THEN 'unseen'
    WHEN sum(CASE WHEN gone_at IS NULL THEN 1 ELSE 0 END) > 0 THEN 'unchecked'
    WHEN max(CASE WHEN said < {Said.UNCHECKED} OR open_at IS NOT NULL
             THEN 1 ELSE 0 END) = 0 THEN 'passed'
    ELSE 'fixed' END,
  max(gone_at), min(first_at), max(seen_at)
FROM said GROUP BY finding_id
"""
_SETTLED = f"""
SELECT
  coalesce(sum(CASE WHEN v.told = 1 AND f.state IN ('open', 'unseen')
    AND v.state IN ('open', 'unseen') THEN 1 ELSE 0 END), 0),
  coalesce(sum(CASE WHEN f.state = 'open' AND v.state = 'unseen' THEN 1 ELSE 0 END), 0)
FROM {_TEMP} v JOIN findings_finding f ON f.id = v.finding_id
"""
_CHANGES = f"""
INSERT INTO findings_change (client_id, file_id, finding_id, turn, at)
SELECT %s, %s, finding_id, turn, at FROM (
  SELECT f.id AS finding_id,
    CASE
      WHEN v.state IN ('open', 'unseen') THEN CASE
        WHEN f.state IN ('', 'unchecked', 'passed') THEN 'new'
        WHEN f.state = 'fixed' THEN 'reopened'
        WHEN f.state = 'muted' THEN 'unmuted' END
      WHEN v.state = 'muted' AND f.state <> 'muted' THEN 'muted'
      WHEN v.state = 'fixed' AND f.state <> 'fixed' THEN 'fixed' END AS turn,
    CASE
      WHEN v.state = 'fixed' THEN v.gone_at
      WHEN f.state IN ('', 'unchecked', 'passed') THEN v.first_seen
      ELSE v.last_seen END AS at
  FROM {_TEMP} v JOIN findings_finding f ON f.id = v.finding_id
) turned WHERE turn IS NOT NULL
"""
_FOUND_FIXED = f"""
INSERT INTO findings_change (client_id, file_id, finding_id, turn, at)
SELECT %s, %s, f.id, 'new', v.first_seen
FROM {_TEMP} v JOIN findings_finding f ON f.id = v.finding_id
WHERE f.state IN ('', 'unchecked', 'passed') AND v.state = 'fixed'
"""
_UPDATE = f"""
UPDATE findings_finding
SET state = v.state, first_seen = v.first_seen, last_seen = v.last_seen
FROM {_TEMP} v WHERE v.finding_id = findings_finding.id AND (
  v.state <> findings_finding.state OR v.first_seen <> findings_finding.first_seen
  OR v.last_seen <> findings_finding.last_seen)
"""
