"""`doctor`. It imports its work when it runs, for a short start."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from quarterdeck.clients.cli_support import FOUND_WRONG, AsJson, emit, progress
from quarterdeck.web import backup_command, serve

if TYPE_CHECKING:
    from quarterdeck.web.doctor import Check

MARKS = {"good": "✓", "note": "·", "wrong": "✗"}


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)
    serve.register(app)
    backup_command.register(app)


def doctor(as_json: AsJson = False) -> None:
    """Check storage, age of intelligence, fonts and paper; say what is wrong and what to do."""
    from quarterdeck.web.doctor import checks

    found = []
    with progress("Looking") as step:
        for check in checks(date.today()):
            step(check.name)
            found.append(check)
    wrong = sum(check.standing == "wrong" for check in found)
    data = {"well": not wrong, "checks": [asdict(check) for check in found]}
    emit("doctor", data, as_json, lambda out: _show(out, found, wrong))
    if wrong:
        raise typer.Exit(FOUND_WRONG)


def _show(out: Console, found: "list[Check]", wrong: int) -> None:
    for check in found:
        out.print(f"{MARKS[check.standing]} {check.name}: {check.says}", soft_wrap=True)
        if check.mend:
            out.print(f"    {check.mend}", soft_wrap=True)
    things = "1 thing is" if wrong == 1 else f"{wrong} things are"
    out.print(f"{things} wrong." if wrong else "All is well.")
