# ruff: noqa: S608 - constants and marks alone are put into the statements
"""From records to rows: merged in memory for a few thousand at a time, stored by sets.

A window holds at most one row an (asset, key): PostgreSQL cannot meet a row twice in one statement.
"""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from quarterdeck.findings.models import Said
from quarterdeck.findings.texts import clean

ROWS = 4_000
MOST_LOCATIONS = 4_000

_TEMP = "findings_window"
_TYPES = {
    "asset_id": "bigint", "scope_id": "bigint", "said": "smallint", "rank": "smallint",
    "score": "double precision", "seen_at": "timestamp", "first_at": "timestamp",
}  # fmt: skip
_TEXTS = ("title", "severity", "rank", "score", "category", "cves", "cvss", "fix_key", "fix",
          "family", "place")  # fmt: skip


@dataclass(slots=True)
class Row:
    """One finding as one scope reports it at one time; the worst of its records, all locations."""

    asset_id: int
    key: str
    scope_id: int
    seen_at: datetime
    first_at: datetime
    said: int
    title: str
    severity: str
    rank: int
    score: float | None
    category: str
    cves: str
    cvss: str
    fix_key: str
    fix: str
    family: str
    place: str
    locations: dict[str, None] = field(default_factory=dict)

    def absorb(self, other: "Row") -> None:
        """Takes in another record of the same finding; open outweighs muted, worse milder."""
        self.locations |= other.locations
        self.first_at = min(self.first_at, other.first_at)
        self.said = min(self.said, other.said)
        if other.rank > self.rank:
            for name in _TEXTS:
                setattr(self, name, getattr(other, name))


COLUMNS = tuple(column.name for column in fields(Row))


class Window:
    """Rows on their way into storage for one file of one client."""

    def __init__(self, client_id: int, file_id: int) -> None:
        self.client_id, self.file_id = client_id, file_id
        self._rows: dict[tuple[int, str], Row] = {}
        _make_temp()

    def add(self, row: Row) -> None:
        """Keeps the row; stores what is kept when it grows too large or would meet itself."""
        place = (row.asset_id, row.key)
        known = self._rows.get(place)
        if known is None:
            if len(self._rows) >= ROWS:
                self.flush()
            self._rows[place] = row
        elif known.scope_id == row.scope_id and known.seen_at == row.seen_at:
            known.absorb(row)
        else:
            self.flush()
            self._rows[place] = row

    def flush(self) -> None:
        """Stores what is kept: findings first, then what their scopes say."""
        if not self._rows:
            return
        adapt = connection.ops.adapt_datetimefield_value
        values = [_values(row, adapt) for _, row in sorted(self._rows.items())]
        self._rows.clear()
        with connection.cursor() as cursor:
            empty(cursor, _TEMP)
            _fill(cursor, values)
            cursor.execute(_FINDINGS, [self.client_id, "\n", MOST_LOCATIONS])
            cursor.execute(_SIGHTINGS, [self.client_id, self.file_id, Said.OPEN])


def _values(row: Row, adapt: Any) -> tuple[Any, ...]:
    return (
        row.asset_id, row.key, row.scope_id, adapt(row.seen_at), adapt(row.first_at), row.said,
        clean(row.title, 500), row.severity, row.rank, row.score, row.category,
        clean(row.cves, 10_000), clean(row.cvss, 2_000), clean(row.fix_key, 300),
        clean(row.fix, 4_000), row.family, clean(row.place, 300),
        clean("\n".join(row.locations), MOST_LOCATIONS),
    )  # fmt: skip


def _make_temp() -> None:
    typed = dict(_TYPES)
    if connection.vendor == "postgresql":
        typed |= {"seen_at": "timestamptz", "first_at": "timestamptz"}
    columns = ", ".join(f"{name} {typed.get(name, 'text')}" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {_TEMP} ({columns})")
        empty(cursor, _TEMP)


def empty(cursor: CursorWrapper, table: str) -> None:
    """Deletes every row; PostgreSQL would walk over deleted rows until the transaction ends."""
    truncated = connection.vendor == "postgresql"
    cursor.execute(f"TRUNCATE {table}" if truncated else f"DELETE FROM {table}")


def _fill(cursor: CursorWrapper, values: list[tuple[Any, ...]]) -> None:
    """By COPY where there is one: a fifth of an INSERT's time a row."""
    if connection.vendor != "postgresql":
        cursor.executemany(_FILL, values)
        return
    with cursor.copy(f"COPY {_TEMP} FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def _newest(name: str) -> str:
    """The last report's value; of reports of one time, the worst's."""
    return (
        f"{name} = CASE WHEN excluded.last_seen > f.last_seen OR excluded.rank > f.rank "
        f"THEN excluded.{name} ELSE f.{name} END"
    )


_FILL = f"INSERT INTO {_TEMP} VALUES ({', '.join(['%s'] * len(COLUMNS))})"
_FINDINGS = f"""
INSERT INTO findings_finding AS f
  (client_id, asset_id, key, {", ".join(_TEXTS)}, locations, first_seen, last_seen, state)
SELECT %s, asset_id, key, {", ".join(_TEXTS)}, locations, first_at, seen_at, ''
FROM {_TEMP} WHERE true
ON CONFLICT (asset_id, key) DO UPDATE SET
  {", ".join(map(_newest, _TEXTS))},
  locations = CASE
    WHEN excluded.last_seen > f.last_seen THEN excluded.locations
    WHEN excluded.locations = f.locations THEN f.locations
    ELSE substr(f.locations || %s || excluded.locations, 1, %s) END,
  last_seen = excluded.last_seen
WHERE excluded.last_seen >= f.last_seen
"""
_SIGHTINGS = f"""
INSERT INTO findings_sighting AS s
  (client_id, file_id, finding_id, scope_id, said, first_at, seen_at, open_at)
SELECT %s, %s, f.id, w.scope_id, w.said, w.first_at, w.seen_at,
  CASE WHEN w.said = %s THEN w.seen_at END
FROM {_TEMP} w JOIN findings_finding f ON f.asset_id = w.asset_id AND f.key = w.key
WHERE true
ON CONFLICT (finding_id, scope_id) DO UPDATE SET
  file_id = excluded.file_id,
  said = CASE
    WHEN excluded.seen_at > s.seen_at THEN excluded.said
    WHEN excluded.seen_at = s.seen_at AND excluded.said < s.said THEN excluded.said
    ELSE s.said END,
  first_at = CASE WHEN excluded.first_at < s.first_at THEN excluded.first_at ELSE s.first_at END,
  open_at = CASE
    WHEN s.open_at IS NULL OR excluded.open_at > s.open_at THEN excluded.open_at
    ELSE s.open_at END,
  seen_at = CASE WHEN excluded.seen_at > s.seen_at THEN excluded.seen_at ELSE s.seen_at END
"""
