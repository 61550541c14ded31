"""`catalogue`, `plan`. A verb imports its work when it runs: start-up stays short."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from quarterdeck.clients.cli_support import AsJson, ClientKey, Mistake
from quarterdeck.plans.asking import PERIODS, Ask, Objective, Per
from quarterdeck.risks.seed import SEED


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="What firms commonly fund against cyber losses.")
    group.command("list")(catalogue_list)
    group.command("take")(catalogue_take)
    app.add_typer(group, name="catalogue")
    app.command("plan")(plan)


def catalogue_list(
    client: Annotated[
        str, typer.Argument(metavar="[CLIENT]", help="Price it for this client's size.")
    ] = "",
    people: Annotated[
        int, typer.Option("--people", min=1, help="Price it for so many people instead.")
    ] = 100,
    as_json: AsJson = False,
) -> None:
    """The catalogue of initiatives, priced by head count, with the source of each figure."""
    from quarterdeck.plans import catalogue_command

    catalogue_command.show_list(client, people, as_json)


def catalogue_take(
    client: ClientKey,
    keys: Annotated[list[str], typer.Argument(metavar="KEY…", help="Keys of the catalogue.")],
    as_json: AsJson = False,
) -> None:
    """Take initiatives of the catalogue, and what they need, into the client's own."""
    from quarterdeck.plans import catalogue_command

    catalogue_command.take(client, keys, as_json)


def plan(
    client: Annotated[str, typer.Argument(metavar="CLIENT", help="The client's key.")] = "",
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", metavar="FILE", help="Initiatives and scenarios instead of a client."
        ),
    ] = None,
    budget: Annotated[
        float | None, typer.Option("--budget", help="Money for each period; must be given.")
    ] = None,
    per: Annotated[
        Per, typer.Option("--per", help="A year's money keeps, a quarter's does not.")
    ] = "year",
    periods: Annotated[
        int, typer.Option("--periods", min=0, help="How many; 2 years or 4 quarters.")
    ] = 0,
    people: Annotated[
        float | None, typer.Option("--people", min=0, help="Days of people for each period.")
    ] = None,
    objective: Annotated[
        Objective,
        typer.Option("--objective", help="What to take off: loss, or what breaks a limit."),
    ] = "loss",
    weight: Annotated[
        float, typer.Option("--weight", help="Of the limit, where the objective is both.")
    ] = 0.5,
    more: Annotated[
        float | None, typer.Option("--more", min=0, help="What would so much more buy?")
    ] = None,
    less: Annotated[
        float | None, typer.Option("--less", min=0, help="What would so much less lose?")
    ] = None,
    frontier: Annotated[
        int, typer.Option("--frontier", min=0, max=50, help="How many budgets from none to all.")
    ] = 0,
    xlsx: Annotated[
        Path | None,
        typer.Option(
            "--xlsx", metavar="FILE", help="Write it as a workbook that works itself out."
        ),
    ] = None,
    case: Annotated[
        Path | None,
        typer.Option("--case", metavar="FOLDER", help="Write a client's business case, two pages."),
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", min=1, help="How long to search for better plans.")
    ] = 20.0,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="The same seed gives the same figures.")
    ] = SEED,
    currency: Annotated[
        str, typer.Option("--currency", help="Of the file's sums; a client has its own.")
    ] = "USD",
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day it begins on; today."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What to fund and when within a budget, what it buys, and proof that nothing does better."""
    from quarterdeck.plans import plan_command

    if budget is None:
        raise Mistake("Give --budget: the money for each period, 0 if there is none.")
    try:
        ask = Ask(
            budget, per, periods or PERIODS[per], people, objective, weight, more, less, frontier,
            seconds,
        )  # fmt: skip
    except ValueError as error:
        raise Mistake(f"It cannot be planned so: {error}.") from error
    day = as_of.date() if as_of else date.today()
    wanted = plan_command.Wanted(client, file, day, seed, currency, xlsx, case)
    code = plan_command.run(wanted, ask, as_json)
    raise typer.Exit(code)
