"""`clocks`: which notices are due, for facts in a file."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from quarterdeck.clients.cli_support import AsJson, Mistake, emit
from quarterdeck.data.clocks import tables
from quarterdeck.engine.clocks import Tables
from quarterdeck.incidents import notices
from quarterdeck.incidents.clocking import clocked
from quarterdeck.incidents.clocks_data import all_data
from quarterdeck.incidents.clocks_shown import Shown
from quarterdeck.incidents.facts_file import FactsError, Told, read
from quarterdeck.incidents.facts_starter import starter
from quarterdeck.incidents.moments import moment, zone_named


def clocks(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="YAML or JSON; docs/cli.md.")],
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="MOMENT", help="Now; else what the file says."),
    ] = "",
    zone: Annotated[
        str, typer.Option("--zone", help="The zone to tell deadlines in; that of each authority.")
    ] = "",
    every: Annotated[
        bool, typer.Option("--all", help="Also what does not apply or is not in force, and why.")
    ] = False,
    drafts: Annotated[
        Path | None, typer.Option("--notices", metavar="FOLDER", help="Write draft notices there.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Write FACTS instead: every question, to fill in.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say which notices are due to whom, why, and by when. Needs no client."""
    known = tables()
    if new:
        _start(facts, known, as_json)
        return
    shown = _zone(zone) if zone else None
    found = clocked(_read(facts, known, as_of))
    files = notices.write(found.drafts, drafts, known) if drafts else []
    data = all_data(found, known, every) | {"files": [str(file) for file in files]}
    emit(
        "clocks", data, as_json, lambda out: Shown(out, found.facts, known, shown).all(found, every)
    )


def _start(path: Path, known: Tables, as_json: bool) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(starter(known))
    except FileExistsError as error:
        raise Mistake(f"{path} exists already: name a new file.") from error
    says = f"Wrote {path}. Fill in what is known, then:\n  quarterdeck clocks {path}"
    emit("clocks --new", {"file": str(path)}, as_json, lambda out: out.print(says))


def _read(path: Path, known: Tables, as_of: str) -> Told:
    try:
        told = read(path, known, datetime.now(UTC).replace(microsecond=0))
        if as_of:
            at = moment(as_of, ZoneInfo("UTC")).earliest
            return replace(told, facts=replace(told.facts, as_of=at))
    except FactsError as error:
        things = "1 thing" if len(error.problems) == 1 else f"{len(error.problems)} things"
        raise Mistake(f"{things} to put right.", details=tuple(error.problems)) from error
    except ValueError as error:
        raise Mistake(f"--as-of: {error}") from error
    return told


def _zone(name: str) -> ZoneInfo:
    try:
        return zone_named(name)
    except ValueError as error:
        raise Mistake(f"--zone: {error}") from error
