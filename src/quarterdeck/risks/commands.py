"""`rank`, `simulate`. A verb imports its work when it runs: start-up stays short."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from quarterdeck.clients.cli_support import AsJson, AsOf, ClientKey
from quarterdeck.risks.results import Order
from quarterdeck.risks.seed import SEED

WORLDS, YEARS = 500, 200


def register(app: typer.Typer) -> None:
    app.command("rank")(rank)
    app.command("simulate")(simulate_)


def rank(
    client: ClientKey,
    top: Annotated[int, typer.Option("--top", min=1, help="How many rows; none is too many.")] = 20,
    by: Annotated[Order, typer.Option("--by", help="Which order.")] = "business",
    fixes: Annotated[bool, typer.Option("--fixes", help="The work instead of findings.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Print each row's reason.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Rank a very large client whole and keep the order.")
    ] = False,
    xlsx: Annotated[
        Path | None,
        typer.Option("--xlsx", metavar="FILE", help="Write all of it as a new workbook, too."),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Findings and gaps by what leaving them costs the business, beside their severity."""
    from quarterdeck.risks import rank_command

    day = as_of.date() if as_of else date.today()
    if keep:
        rank_command.keep(client, day, as_json)
        return
    rank_command.run(client, day, top, by, fixes=fixes, why=why, xlsx=xlsx, as_json=as_json)


def simulate_(
    client: Annotated[str, typer.Argument(metavar="CLIENT", help="The client's key.")] = "",
    scenarios: Annotated[
        Path | None,
        typer.Option("--scenarios", metavar="FILE", help="YAML or JSON instead of a client."),
    ] = None,
    worlds: Annotated[
        int, typer.Option("--worlds", min=20, help="Draws of all that we are unsure of.")
    ] = WORLDS,
    years: Annotated[
        int, typer.Option("--years", min=1, help="Years of luck in each world.")
    ] = YEARS,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="The same seed gives the same figures.")
    ] = SEED,
    currency: Annotated[
        str, typer.Option("--currency", help="Of the file's sums; a client has its own.")
    ] = "USD",
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="A client's day; today."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Simulate years and tell what they cost: a client, or --scenarios FILE without any."""
    from quarterdeck.risks import simulate_command

    day = as_of.date() if as_of else date.today()
    simulate_command.run(client, scenarios, worlds, years, seed, currency, day, as_json)
