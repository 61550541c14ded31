"""`catalogue`. A verb imports its work when it runs: start-up stays short."""

from typing import Annotated

import typer

from quarterdeck.clients.cli_support import AsJson, ClientKey


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="What firms commonly fund against cyber losses.")
    group.command("list")(catalogue_list)
    group.command("take")(catalogue_take)
    app.add_typer(group, name="catalogue")


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
