"""`backup FILE`, `restore FILE`."""

from pathlib import Path
from typing import Annotated

import typer

from quarterdeck.clients.cli_support import AsJson, Mistake, emit, open_storage, progress

Archive = Annotated[Path, typer.Argument(metavar="FILE", help="A .tar.gz file.")]


def register(app: typer.Typer) -> None:
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(file: Archive, as_json: AsJson = False) -> None:
    """Write everything of this installation to one archive, while it runs. Keep it secret."""
    from quarterdeck.web import backup as work

    open_storage()
    try:
        with progress("Backing up") as step:
            manifest = work.backup(file, step)
    except work.BackupError as error:
        raise Mistake(f"Nothing was written: {error}.") from error
    data = {"file": str(file), "files": len(manifest["files"]), "made_at": manifest["made_at"]}
    emit("backup", data, as_json, lambda out: out.print(f"Wrote {data['files']} files to {file}."))


def restore(
    file: Archive,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of what is stored.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup in place, checked first. Stop the server before."""
    from quarterdeck.web import backup as work

    try:
        with progress("Restoring") as step:
            manifest = work.restore(file, replace=replace, progress=step)
    except work.BackupError as error:
        raise Mistake(f"Nothing was changed: {error}.") from error
    open_storage()
    data = {"file": str(file), "files": len(manifest["files"]), "made_at": manifest["made_at"]}
    emit("restore", data, as_json, lambda out: out.print(f"Restored {data['files']} files."))
