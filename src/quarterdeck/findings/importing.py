"""`import_scan`: a scanner's file becomes findings with history, whole or not at all."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from quarterdeck import readers
from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client, LedgerRow
from quarterdeck.findings import raw, states
from quarterdeck.findings.matching import rematch
from quarterdeck.findings.models import Asset, Look, Said, ScanFile, Turn
from quarterdeck.findings.storing import Storing
from quarterdeck.readers.source import sources

ACTION = "import scan"
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ImportedScan:
    """What a file brought. `still` were known and are reported again; `already` when it was
    imported before and nothing changed; `told` counts the records by what they say."""

    file: str
    sha256: str
    already: bool = False
    systems: int = 0
    new: int = 0
    still: int = 0
    fixed: int = 0
    reopened: int = 0
    muted: int = 0
    unchecked: int = 0
    unseen: int = 0
    told: dict[str, int] = field(default_factory=dict)
    not_in_list: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        names = ("systems", "new", "still", "fixed", "reopened", "muted", "unchecked", "unseen")
        return {name: getattr(self, name) for name in names}


def import_scan(
    client: Client,
    path: Path | str,
    actor: str,
    *,
    format: str | None = None,  # noqa: A002
    imported_at: datetime | None = None,
    progress: Progress | None = None,
) -> ImportedScan:
    """Stores what a scanner's file says: one transaction, one ledger row, the file kept by hash.

    `imported_at` (now by default) dates scans whose file names no time. `progress` is called with
    the number of records read so far. Raises readers.ReadError; then nothing was stored.
    """
    path = Path(path)
    sources(path)
    sha256 = raw.digest(path)
    if ScanFile.objects.of(client).filter(sha256=sha256).exists():
        return ImportedScan(path.name, sha256, already=True)
    with transaction.atomic(), raw.keeping(path, sha256):
        file = ScanFile.objects.of(client).create(
            sha256=sha256,
            name=path.name[:255],
            size_bytes=path.stat().st_size,
            format=format or "",
            imported_at=imported_at or datetime.now(UTC),
        )
        storing = Storing(client, file, progress)
        storing.store(readers.read(path, format))
        return _settle(client, actor, file, storing)


def _settle(client: Client, actor: str, file: ScanFile, storing: Storing) -> ImportedScan:
    affected = states.affected_assets(file.pk)
    settled = states.settle(client.pk, file.pk, affected)
    rematch(client, storing.assets.touched)
    seen = Look.objects.of(client).filter(file=file).values("asset")
    unlisted = Asset.objects.of(client).filter(pk__in=seen, system=None).order_by("name")
    turns, said = states.turns(file.pk), states.reported(file.pk)
    new, reopened = turns.get(Turn.NEW, 0), turns.get(Turn.REOPENED, 0)
    done = ImportedScan(
        file=file.name,
        sha256=file.sha256,
        systems=seen.distinct().count(),
        new=new,
        still=settled.still,
        fixed=turns.get(Turn.FIXED, 0),
        reopened=reopened,
        muted=said.get(Said.MUTED, 0),
        unchecked=said.get(Said.UNCHECKED, 0),
        unseen=settled.unseen,
        told=dict(Counter(storing.told)),
        not_in_list=tuple(unlisted.values_list("name", flat=True)),
    )
    _record(client, actor, done, states.states_hash(client.pk, affected))
    return done


def _record(client: Client, actor: str, done: ImportedScan, states_hash: str) -> None:
    """One ledger row; none for a replay that came to what the ledger says already."""
    after = {
        "file": done.file,
        "sha256": done.sha256,
        "counts": done.counts,
        "states": states_hash,
    }
    subject = f"scan:{done.sha256}"
    rows = LedgerRow.objects.of(client).filter(action=ACTION, subject=subject)
    last = rows.order_by("-number").first()
    if last is None or last.after | {"file": done.file} != after:
        ledger.append(client, actor, ACTION, subject, None, after)
