"""`client import`: a folder becomes records, whole or not at all."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from quarterdeck.clients import ledger
from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.origin import LEDGER, Origin, origin_of
from quarterdeck.clients.folder.part import Loaded
from quarterdeck.clients.folder.problems import FolderError, Problem, Report
from quarterdeck.clients.folder.profile import store_profile
from quarterdeck.clients.folder.reading import Read, check_refs
from quarterdeck.clients.folder.state import state_hash
from quarterdeck.clients.folder.whole import Whole
from quarterdeck.clients.models import Client, Firm

Progress = Callable[[str], None]


@dataclass(slots=True)
class Imported:
    """What an import did. `kept` are records that are stored and that the folder lacks."""

    client: Client
    tables: dict[str, Loaded] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    changed: bool = False


def import_folder(
    path: Path,
    firm: Firm,
    actor: str,
    *,
    replace: bool = False,
    progress: Progress = lambda _step: None,
) -> Imported:
    """Stores what a folder or a workbook holds for the client that its profile names.

    Records match by key, so that a second import changes nothing. What is stored and missing in
    the folder is kept and listed, or removed with `replace`; of a workbook, that goes for the rows
    of the sheets that it has. Raises FolderError with every problem at once; then nothing was
    stored.
    """
    report = Report()
    origin = origin_of(path)
    profile = origin.profile(firm, report)
    client = Client.objects.filter(firm=firm, key=profile.key).first() if profile else None
    reads = [origin.read(table, client, report) for table in registry.tables()]
    _check_refs(reads, client, replace, report)
    origin.warn_of_strangers(report)
    lines = origin.ledger(report)
    for part in origin.files:
        part.check(origin.folder, report)
    if profile and not report.errors:
        whole = Whole(profile, tuple(reads), client, replace)
        for check in registry.checks():
            check(whole, report)
    if report.errors or profile is None:
        raise FolderError(report)
    with transaction.atomic():
        before = state_hash(client) if client else ""
        result = _store(before, origin, firm, actor, replace, progress, profile, reads, lines)
    result.warnings = sorted(report.warnings)
    return result


def _store(
    before: str, origin: Origin, firm: Firm, actor: str, replace: bool, progress: Progress,
    profile: Any, reads: list[Read], lines: list[dict[str, Any]],
) -> Imported:  # fmt: skip
    client = store_profile(firm, profile)
    rows_before = ledger.length(client)
    result = Imported(client)
    try:
        ledger.adopt(client, lines)
    except ledger.LedgerForkedError as error:
        report = Report()
        report.error(LEDGER, 0, "", str(error))
        raise FolderError(report) from error
    rows: dict[type, dict[str, Any]] = {}
    for read in reads:
        progress(read.table.file)
        rows[read.table.model] = store_table(client, read, rows, replace, result)
    for part in origin.files:
        progress(part.file)
        result.tables[part.file] = part.load(client, origin.folder, actor)
    _record(client, actor, origin.says, result, before)
    result.changed = ledger.length(client) > rows_before
    return result


def _record(client: Client, actor: str, says: str, result: Imported, before: str) -> None:
    """One ledger row for the import, unless it changed nothing or the last one says this state."""
    state = state_hash(client)
    if state not in (before, ledger.last_state(client)):
        counts = {
            file: [loaded.new, loaded.changed]
            for file, loaded in result.tables.items()
            if loaded.new or loaded.changed
        }
        after = {"state": state, "new_and_changed": counts, "removed": result.removed}
        ledger.append(client, actor, "import", says, None, after)


def store_table(
    client: Client,
    read: Read,
    rows: dict[type, dict[str, Any]],
    replace: bool,
    result: Imported,
    only: Collection[str] | None = None,
) -> dict[str, Any]:
    """Stores what was read of one table, tells `result`, and returns the table's rows by key.

    `rows` holds those of the tables that it points to. With `replace`, what was not read goes.
    `only` are the keys of the rows to look at, where the others stay as they are.
    """
    table = read.table
    stored = table.stored(client, only)
    new, changed, same = [], [], 0
    for key in read.records:
        values = read.values(key)
        row = stored.get(key)
        if row is None:
            new.append(table.model(**table.as_row(client, values, rows)))
        elif (old := table.as_values(row)) == values or table.outdates(old, values):
            same += 1
        else:
            for name, value in table.as_row(client, values, rows).items():
                setattr(row, name, value)
            changed.append(row)
    table.model.objects.of(client).bulk_create(new, batch_size=500)
    for row in changed:
        row.save()
    missing = sorted(stored.keys() - read.records.keys()) if read.given else []
    if missing and replace:
        result.removed[table.file] = missing
        for key in missing:
            stored.pop(key).delete()
    elif missing:
        result.kept[table.file] = missing
    result.tables[table.file] = Loaded(len(new), len(changed), same)
    return stored | {row.key: row for row in new}


def _check_refs(reads: list[Read], client: Client | None, replace: bool, report: Report) -> None:
    known = {
        read.table.file: set(read.records)
        | (set(read.table.stored(client)) if client and not (replace and read.given) else set())
        for read in reads
    }
    for read in reads:
        check_refs(read, known, report)
