"""`client export`: records become a folder that imports to the same records."""

import json
from pathlib import Path
from typing import Any

import yaml

from quarterdeck.clients import ledger
from quarterdeck.clients.folder import csv_lines, registry
from quarterdeck.clients.folder.origin import LEDGER
from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.folder.problems import FolderError, Report
from quarterdeck.clients.folder.profile import PROFILE, profile_values
from quarterdeck.clients.models import Client


def export_folder(client: Client, folder: Path) -> dict[str, int]:
    """Writes everything about the client; returns how many records each file has.

    Raises FolderError when the folder holds something already: nothing is overwritten.
    """
    if folder.exists() and any(folder.iterdir()):
        report = Report()
        report.error(str(folder), 0, "", "must be empty or new; choose another folder")
        raise FolderError(report)
    folder.mkdir(parents=True, exist_ok=True)
    _write_yaml(folder / PROFILE, profile_values(client), "Who the client is.")
    counts = {PROFILE: 1}
    for table in registry.tables():
        rows = table.values(client)
        if rows:
            write_table(folder, table, rows)
        counts[table.file] = len(rows)
    for part in registry.files():
        counts[part.file] = part.dump(client, folder)
    lines = list(ledger.export(client))
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / LEDGER).write_text(text, encoding="utf-8")
    return counts | {LEDGER: len(lines)}


def write_table(folder: Path, table: Table, rows: list[dict[str, Any]]) -> None:
    """One file of the folder, in the format that its name says."""
    path = folder / table.file
    kept = [{name: row[name] for name in table.columns} for row in rows]
    if path.suffix == ".csv":
        csv_lines.write(path, table.columns, kept, table.says)
    else:
        _write_yaml(path, _lean(kept[0]) if table.single else list(map(_lean, kept)), table.says)


def _lean(value: Any) -> Any:
    """Without the fields that say nothing."""
    if isinstance(value, dict):
        return {k: _lean(v) for k, v in value.items() if v not in (None, "", [], {})}
    return [_lean(part) for part in value] if isinstance(value, list) else value


def _write_yaml(path: Path, value: Any, says: str) -> None:
    head = "".join(f"# {line}\n" for line in says.splitlines())
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(head + text, encoding="utf-8")
