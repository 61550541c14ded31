"""`clocks`."""

import typer

from quarterdeck.incidents.clocks_command import clocks


def register(app: typer.Typer) -> None:
    app.command("clocks")(clocks)
