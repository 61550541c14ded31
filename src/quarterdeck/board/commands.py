"""`brief`, `demo`, `plain`. A verb imports its work when it runs: start-up stays short."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import (
    FOUND_WRONG,
    AsJson,
    AsOf,
    ClientKey,
    Mistake,
    client_by_key,
    emit,
    firm,
    open_storage,
    progress,
)
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.data import examples
from quarterdeck.data.plain import words as plain_words
from quarterdeck.engine.plain.places import report

Out = Annotated[Path, typer.Option("--out", help="The folder to write to.")]
DEMO_DAY = date(2026, 11, 20)
OLDER_SAMPLE = (
    "The sample client cannot be loaded over the one that is stored, which is of another version "
    "or was changed. Nothing was stored. Name an empty data folder for the demo: QUARTERDECK_DATA."
)


def register(app: typer.Typer) -> None:
    app.command("brief")(brief)
    app.command("demo")(demo)
    app.command("plain")(plain_)


def brief(
    client: ClientKey,
    out: Out = Path("out"),
    as_of: AsOf = None,
    paper: Annotated[
        str, typer.Option("--paper", help="a4 or us-letter; else as the profile.")
    ] = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="Write it, marked as a draft, whatever stops it.")
    ] = False,
    publish: Annotated[
        bool, typer.Option("--publish", help="Freeze it as the pack for the meeting.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the board brief: the board's copy and management's, as HTML and PDF."""
    from quarterdeck.board import brief_command

    sizes: dict[str, Literal["a4", "us-letter"] | None] = {
        "": None,
        "a4": "a4",
        "us-letter": "us-letter",
    }
    if paper not in sizes:
        raise Mistake(f"“{paper}” is no paper size. Choose a4 or us-letter.")
    found = client_by_key(client)
    day = as_of.date() if as_of else date.today()
    brief_command.run("brief", found, out, day, sizes[paper], draft, publish, as_json)


def demo(out: Out = Path("out"), as_json: AsJson = False) -> None:
    """Load the sample client and write its brief."""
    from quarterdeck.board import brief_command

    open_storage()
    with examples.folder("northmere") as folder, progress("Loading the sample") as step:
        try:
            client = import_folder(folder, firm(), ledger.local_actor(), progress=step).client
        except FolderError as error:
            raise Mistake(OLDER_SAMPLE, details=tuple(map(str, error.report.errors))) from error
    brief_command.run("demo", client, out, DEMO_DAY, None, False, False, as_json)


def plain_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Plain text or Markdown.")],
    as_json: AsJson = False,
) -> None:
    """Find what a director could not use in a text, say why, and offer a wording."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Mistake(f"{file} cannot be read as text: {error}") from error
    faults = report(text, plain_words())

    def show(console: Console) -> None:
        for fault in faults:
            offer = f" Say: {fault['offer']}" if fault["offer"] else ""
            console.print(
                f"{file}:{fault['line']}:{fault['column']}: “{fault['words']}”: "
                f"{fault['why']}{offer}",
                markup=False, soft_wrap=True,
            )  # fmt: skip
        console.print(f"{len(faults)} things a director could not use." if faults else "Plain.")

    emit("plain", {"file": str(file), "faults": faults}, as_json, show)
    if faults:
        raise typer.Exit(FOUND_WRONG)
