"""`clocks`, `recover`, `regimes`."""

import typer

from quarterdeck.incidents.clocks_command import clocks
from quarterdeck.incidents.recover_command import recover_
from quarterdeck.incidents.regimes_command import regimes_


def register(app: typer.Typer) -> None:
    app.command("clocks")(clocks)
    app.command("recover")(recover_)
    app.command("regimes")(regimes_)
