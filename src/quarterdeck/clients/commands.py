"""`client new | import | export | list`, `verify`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import (
    FOUND_WRONG,
    AsJson,
    ClientKey,
    Mistake,
    client_by_key,
    emit,
    firm,
    open_storage,
    progress,
)
from quarterdeck.clients.folder.exporting import export_folder
from quarterdeck.clients.folder.importing import Imported, import_folder
from quarterdeck.clients.folder.starting import write_starter
from quarterdeck.clients.models import Client

FolderOut = Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")]


def register(app: typer.Typer) -> None:
    client = typer.Typer(help="Clients and their folders.", no_args_is_help=True)
    client.command("new")(new)
    client.command("import")(import_)
    client.command("export")(export)
    client.command("list")(list_)
    app.add_typer(client, name="client")
    app.command("verify")(verify)


def new(folder: FolderOut, as_json: AsJson = False) -> None:
    """Write a commented starter folder to fill in."""
    files = write_starter(folder)
    emit(
        "client new",
        {"folder": str(folder), "files": files},
        as_json,
        lambda out: out.print(
            f"Wrote {len(files)} files to {folder}. Fill in profile.yaml first, then:\n"
            f"  quarterdeck client import {folder}",
            markup=False,
        ),
    )


def import_(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="A client folder, or a workbook that was exported."),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Remove what is stored and the folder lacks.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Store what a client folder or a workbook holds; whole, or not at all."""
    open_storage()
    with progress("Importing") as step:
        result = import_folder(folder, firm(), ledger.local_actor(), replace=replace, progress=step)
    emit("client import", _imported(result), as_json, lambda out: _show_import(out, result))


def export(
    client: ClientKey,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A new or empty folder; a new file of --xlsx.")
    ],
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="One workbook to fill in, without scans and papers.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write everything about a client as a folder that imports to the same."""
    from quarterdeck.clients.folder.sheets.writing import export_book

    if xlsx != (folder.suffix.lower() == ".xlsx"):
        raise Mistake("A workbook's name ends in .xlsx: client export CLIENT FILE.xlsx --xlsx")
    found = client_by_key(client)
    counts = export_book(found, folder) if xlsx else export_folder(found, folder)
    records, name = sum(counts.values()), "rows" if xlsx else "records"
    emit(
        "client export",
        {"folder": str(folder), "records": counts},
        as_json,
        lambda out: out.print(f"Wrote {records} {name} to {folder}.", markup=False),
    )


def list_(as_json: AsJson = False) -> None:
    """List the clients."""
    open_storage()
    rows = [
        {"key": c.key, "name": c.name, "sector": c.sector, "currency": c.currency}
        for c in Client.objects.filter(firm=firm())
    ]
    emit("client list", rows, as_json, lambda out: _show_list(out, rows))


def verify(client: ClientKey, as_json: AsJson = False) -> None:
    """Walk a client's ledger and name every row that was altered, removed or reordered."""
    found = client_by_key(client)
    faults = ledger.verify(found)
    rows = ledger.length(found)
    data = {"rows": rows, "faults": [fault._asdict() for fault in faults]}

    def show(out: Console) -> None:
        for fault in faults:
            out.print(fault.says, markup=False)
        out.print("The ledger is broken." if faults else f"The ledger is whole: {rows} rows.")

    emit("verify", data, as_json, show)
    if faults:
        raise typer.Exit(FOUND_WRONG)


def _imported(result: Imported) -> dict[str, object]:
    return {
        "client": result.client.key,
        "changed": result.changed,
        "files": {
            file: {"new": done.new, "changed": done.changed, "same": done.same}
            for file, done in result.tables.items()
        },
        "kept": result.kept,
        "removed": result.removed,
        "warnings": [str(problem) for problem in result.warnings],
    }


def _show_import(out: Console, result: Imported) -> None:
    new = sum(done.new for done in result.tables.values())
    changed = sum(done.changed for done in result.tables.values())
    if result.changed:
        out.print(f"{result.client.name}: {new} new, {changed} changed.", markup=False)
    else:
        out.print(f"{result.client.name}: nothing changed.", markup=False)
    for word, found in (("kept, not in the folder", result.kept), ("removed", result.removed)):
        for file, keys in found.items():
            out.print(f"  {file}: {len(keys)} {word}: {', '.join(keys[:8])}", markup=False)
    for problem in result.warnings:
        out.print(f"  warning: {problem}", markup=False)


def _show_list(out: Console, rows: list[dict[str, str]]) -> None:
    if not rows:
        out.print("No clients yet. Begin with: quarterdeck client new FOLDER")
        return
    grid = Grid(box=None, header_style="")
    for head in ("Key", "Name", "Sector", "Currency"):
        grid.add_column(head)
    for row in rows:
        grid.add_row(*row.values())
    out.print(grid)
