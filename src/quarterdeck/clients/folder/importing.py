"""`client import`: a folder becomes records, whole or not at all."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from quarterdeck.clients import ledger
from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.part import Loaded
from quarterdeck.clients.folder.problems import FolderError, Problem, Report
from quarterdeck.clients.folder.profile import PROFILE, read_profile, store_profile
from quarterdeck.clients.folder.reading import Read, check_refs, read_table
from quarterdeck.clients.folder.state import state_hash
from quarterdeck.clients.folder.whole import Whole
from quarterdeck.clients.models import Client, Firm

LEDGER = "ledger.jsonl"
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
    folder: Path,
    firm: Firm,
    actor: str,
    *,
    replace: bool = False,
    progress: Progress = lambda _step: None,
) -> Imported:
    """Stores what the folder holds for the client that its profile names.

    Records match by key, so that a second import changes nothing. What is stored and missing in
    the folder is kept and listed, or removed with `replace`. Raises FolderError with every problem
    at once; then nothing was stored.
    """
    report = Report()
    if not folder.is_dir():
        report.error(str(folder), 0, "", "must be a folder")
        raise FolderError(report)
    profile = read_profile(folder, report)
    reads = [read_table(folder, table, report) for table in registry.tables()]
    client = profile and Client.objects.filter(firm=firm, key=profile.key).first()
    _check_refs(reads, client, replace, report)
    _warn_of_strangers(folder, report)
    lines = _read_ledger(folder, report)
    for part in registry.files():
        part.check(folder, report)
    if profile and not report.errors:
        whole = Whole(profile, tuple(reads), None if replace else client)
        for check in registry.checks():
            check(whole, report)
    if report.errors or profile is None:
        raise FolderError(report)
    with transaction.atomic():
        before = state_hash(client) if client else ""
        result = _store(before, folder, firm, actor, replace, progress, profile, reads, lines)
    result.warnings = sorted(report.warnings)
    return result


def _store(
    before: str, folder: Path, firm: Firm, actor: str, replace: bool, progress: Progress,
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
        rows[read.table.model] = _store_table(client, read, rows, replace, result)
    for part in registry.files():
        progress(part.file)
        result.tables[part.file] = part.load(client, folder, actor)
    _record(client, actor, folder, result, before)
    result.changed = ledger.length(client) > rows_before
    return result


def _record(client: Client, actor: str, folder: Path, result: Imported, before: str) -> None:
    """One ledger row for the import, unless it changed nothing or the last one says this state."""
    state = state_hash(client)
    if state not in (before, ledger.last_state(client)):
        counts = {
            file: [loaded.new, loaded.changed]
            for file, loaded in result.tables.items()
            if loaded.new or loaded.changed
        }
        after = {"state": state, "new_and_changed": counts, "removed": result.removed}
        ledger.append(client, actor, "import", f"folder:{folder.resolve().name}", None, after)


def _store_table(
    client: Client, read: Read, rows: dict[type, dict[str, Any]], replace: bool, result: Imported
) -> dict[str, Any]:
    table = read.table
    stored = table.stored(client)
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
    missing = sorted(stored.keys() - read.records.keys())
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
        | (set(read.table.stored(client)) if client and not replace else set())
        for read in reads
    }
    for read in reads:
        check_refs(read, known, report)


def _warn_of_strangers(folder: Path, report: Report) -> None:
    ours = {PROFILE, LEDGER, "README.md"}
    ours |= {part.file.split("/")[0] for part in registry.parts()}
    for path in sorted(folder.iterdir()):
        if path.name not in ours and not path.name.startswith("."):
            report.warn(path.name, 0, "", "is no file of a client folder and was passed over")


def _read_ledger(folder: Path, report: Report) -> list[dict[str, Any]]:
    path = folder / LEDGER
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.splitlines() if line.strip()]
        for fault in ledger.faults(lines):
            report.error(LEDGER, fault.number, "", fault.says)
    except (ValueError, KeyError, TypeError) as error:
        report.error(LEDGER, 0, "", f"must be as `client export` wrote it ({error})")
        return []
    return lines
