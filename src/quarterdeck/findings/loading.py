"""Intelligence into storage: whole files or nothing; newer figures replace older, never the other
way round, and nothing known is dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from quarterdeck.findings import raw
from quarterdeck.findings.feeds import is_kev, read_epss, read_kev
from quarterdeck.findings.models import Release


@dataclass(frozen=True, slots=True)
class IntelligenceLoaded:
    """What a file of intelligence brought; `already` when it was loaded before."""

    source: str
    on: date
    version: str
    entries: int
    already: bool = False


def load_intelligence(path: Path | str) -> IntelligenceLoaded:
    """`load_epss` or `load_kev`, by what the file holds."""
    return load_kev(path) if is_kev(Path(path)) else load_epss(path)


def load_epss(path: Path | str) -> IntelligenceLoaded:
    """FIRST's day file, or an extract. Raises ReadError; then nothing was stored."""
    path = Path(path)
    day = read_epss(path)
    rows = ((cve, score, percentile, day.on, day.version) for cve, score, percentile in day.rows)
    return _store(path, "epss", day.on, day.version, _EPSS, rows, len(day.rows))


def load_kev(path: Path | str) -> IntelligenceLoaded:
    """CISA's catalogue, or an extract. Raises ReadError; then nothing was stored."""
    path = Path(path)
    catalogue = read_kev(path)
    rows = ((cve, added, ransomware, catalogue.on) for cve, added, ransomware in catalogue.rows)
    return _store(
        path, "kev", catalogue.on, catalogue.version, _KEV, rows, len(catalogue.rows)
    )  # fmt: skip


def _store(
    path: Path, source: str, on: date, version: str, statement: str,
    rows: Iterable[tuple[Any, ...]], entries: int,
) -> IntelligenceLoaded:  # fmt: skip
    sha256 = raw.digest(path)
    adapt = connection.ops.adapt_datefield_value
    with transaction.atomic():
        _, fresh = Release.objects.get_or_create(
            source=source, sha256=sha256, defaults={"date": on, "version": version,
                                                    "entries": entries},
        )  # fmt: skip
        if fresh:
            days: dict[date, Any] = {}
            values = [
                [days.setdefault(v, adapt(v)) if isinstance(v, date) else v for v in row]
                for row in rows
            ]
            with connection.cursor() as cursor:
                cursor.executemany(statement, values)
    return IntelligenceLoaded(source, on, version, entries, already=not fresh)


_EPSS = """
INSERT INTO findings_epss AS e (cve, score, percentile, date, version)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (cve) DO UPDATE SET
  score = excluded.score, percentile = excluded.percentile,
  date = excluded.date, version = excluded.version
WHERE excluded.date > e.date
"""
_KEV = """
INSERT INTO findings_knownexploited AS k (cve, added, ransomware, date)
VALUES (%s, %s, %s, %s)
ON CONFLICT (cve) DO UPDATE SET
  added = excluded.added, ransomware = excluded.ransomware, date = excluded.date
WHERE excluded.date > k.date
"""
