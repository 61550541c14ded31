"""What every verb of the command line shares: storage, clients by key, output, progress."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from quarterdeck.clients.models import Client, Firm

DONE, FOUND_WRONG, MISTAKE, REFUSED = 0, 1, 2, 3
SCHEMA = 1
WIDTH = 120  # of text that goes to no terminal
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document, as docs/cli.md.")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day to work it out for; today."),
]
ClientKey = Annotated[str, typer.Argument(metavar="CLIENT", help="The client's key.")]
err = Console(stderr=True, highlight=False, markup=False)


class Mistake(Exception):  # noqa: N818 - it is the user's, not ours
    """Something the user can mend: what is wrong and what to do. Ends with exit code 2."""

    def __init__(self, says: str, code: int = MISTAKE, details: tuple[str, ...] = ()) -> None:
        super().__init__(says)
        self.code, self.details = code, details


def open_storage() -> None:
    """Makes the data folder and brings the database up to date.

    Raises Mistake for the folder and DatabaseError for the database.
    """
    folder = Path(settings.DATA_FOLDER)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connections["default"])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except OSError as error:
        raise Mistake(
            f"The data folder {folder} cannot be made: {error.strerror or error}. "
            "Set QUARTERDECK_DATA to a folder that you may write to."
        ) from error


def firm() -> Firm:
    """The local firm that the command line acts for."""
    return Firm.objects.order_by("pk").first() or Firm.objects.create(name="My firm")


def client_by_key(key: str) -> Client:
    """The client with that key. Raises Mistake with the nearest keys otherwise."""
    open_storage()
    found = Client.objects.filter(firm=firm(), key=key).first()
    if found:
        return found
    keys = list(Client.objects.filter(firm=firm()).values_list("key", flat=True))
    near = get_close_matches(key, keys, 1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    known = f" Known: {', '.join(keys)}." if keys else " There is none yet: quarterdeck client new"
    raise Mistake(f"No client has the key “{key}”.{hint}{known}")


def emit(verb: str, data: Any, as_json: bool, show: Callable[[Console], None]) -> None:
    """The result as one JSON document, or as `show` prints it for people."""
    if as_json:
        document = {"verb": verb, "schema": SCHEMA, "data": finite(data)}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, default=str, indent=2) + "\n")
    else:
        width = None if sys.stdout.isatty() else WIDTH
        show(Console(highlight=False, markup=False, width=width))


def finite(value: Any) -> Any:
    """The value with null in place of numbers that JSON has no sign for."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(inner) for key, inner in value.items()}
    return [finite(inner) for inner in value] if isinstance(value, list | tuple) else value


@contextmanager
def progress(label: str, total: float | None = None) -> Iterator[Callable[..., None]]:
    """A bar on standard error while the block runs; call the value with (step, done=number)."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(label, total=total)

        def step(says: str = "", done: float | None = None) -> None:
            text = f"{label}: {says}" if says else label
            bar.update(task, description=text, completed=done)

        yield step
