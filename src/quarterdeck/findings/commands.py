"""`scan read | import`, `intel load`. Verbs import their work when they run, for a short start."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.db import transaction
from rich.console import Console

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import (
    AsJson,
    ClientKey,
    Mistake,
    client_by_key,
    emit,
    open_storage,
    progress,
)
from quarterdeck.readers import registry
from quarterdeck.readers.lines import json_lines

if TYPE_CHECKING:
    from quarterdeck.findings import services

Format = Annotated[
    str | None, typer.Option("--format", help="The format, if the file's content misleads.")
]
Scan = Annotated[Path, typer.Argument(metavar="FILE", help="A scanner's export.")]


def register(app: typer.Typer) -> None:
    scan = typer.Typer(help="Scanner exports.", no_args_is_help=True)
    scan.command("read")(read)
    scan.command("import")(import_)
    app.add_typer(scan, name="scan")
    intel = typer.Typer(help="What the world knows of weaknesses.", no_args_is_help=True)
    intel.callback()(lambda: None)
    intel.command("load")(load)
    app.add_typer(intel, name="intel")


def read(
    file: Scan,
    format: Format = None,  # noqa: A002
    _as_json: Annotated[
        bool, typer.Option("--json", help="Changes nothing: it is JSON Lines anyhow.")
    ] = False,
) -> None:
    """Print a scanner's export as JSON Lines, as docs/readers.md; nothing is stored."""
    for line in json_lines(file, _known(format)):
        sys.stdout.write(line + "\n")


def import_(
    client: ClientKey,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Scanner exports.")],
    format: Format = None,  # noqa: A002
    as_json: AsJson = False,
) -> None:
    """Store what scanners' exports say; all of them whole, or nothing."""
    from quarterdeck.findings import services

    found, actor = client_by_key(client), ledger.local_actor()
    done = []
    with transaction.atomic(), progress("Importing") as step:
        for file in files:
            step(file.name)
            counted = partial(_counted, step, file.name)
            done.append(
                services.import_scan(found, file, actor, format=_known(format), progress=counted)
            )
    rows = [asdict(one) for one in done]
    emit("scan import", rows, as_json, lambda out: _show(out, done))


def load(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="EPSS or KEV files.")],
    as_json: AsJson = False,
) -> None:
    """Load EPSS scores (FIRST, CSV or .gz) and known exploited vulnerabilities (CISA, JSON)."""
    from quarterdeck.findings import services

    open_storage()
    with transaction.atomic(), progress("Loading") as step:
        done = []
        for file in files:
            step(file.name)
            done.append(services.load_intelligence(file))

    def show(out: Console) -> None:
        for one in done:
            said = "was loaded before" if one.already else f"{one.entries:,} CVEs"
            out.print(f"{one.source.upper()} of {one.on}: {said}.", markup=False)

    emit("intel load", [asdict(one) for one in done], as_json, show)


def _counted(step: Callable[..., None], name: str, records: int) -> None:
    step(f"{name}, {records:,} records")


def _known(format: str | None) -> str | None:  # noqa: A002
    if format is not None and format not in registry():
        raise Mistake(f"“{format}” is no format. Choose one of: {', '.join(registry())}.")
    return format


def _show(out: Console, done: "list[services.ImportedScan]") -> None:
    for one in done:
        if one.already:
            out.print(f"{one.file}: imported before; nothing changed.", markup=False)
            continue
        words = "new", "still", "fixed", "reopened", "muted", "unseen"
        said = ", ".join(f"{getattr(one, word):,} {_SAID[word]}" for word in words)
        out.print(f"{one.file}: {_systems(one.systems)}; {said}.", markup=False)
        if one.not_in_list:
            shown = ", ".join(one.not_in_list[:8]) + (" …" if len(one.not_in_list) > 8 else "")
            out.print(f"  {len(one.not_in_list):,} not in your list: {shown}", markup=False)


def _systems(count: int) -> str:
    return "1 system" if count == 1 else f"{count:,} systems"


_SAID = {
    "new": "new", "still": "still there", "fixed": "fixed", "reopened": "reopened",
    "muted": "muted in the tool", "unseen": "not seen since",
}  # fmt: skip
