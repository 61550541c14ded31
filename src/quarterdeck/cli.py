"""The command line. Rooms bring their own verbs; found through their `commands` modules."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, NoReturn

import django
import typer
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError
from django.utils.module_loading import module_has_submodule

from quarterdeck import __version__

EXIT_CODES = (
    "Exit codes: 0 done · 1 checked and found something wrong · 2 a mistake in what was asked or "
    "given; nothing was stored · 3 refused (out-of-date data or board text that fails) · "
    "130 stopped with Ctrl-C."
)
MISTAKE, STOPPED = 2, 130
MEND = "Wait if another program is using it. What is wrong with it: quarterdeck doctor"


def build() -> typer.Typer:
    """The whole command line, with every room's verbs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quarterdeck.web.settings")
    django.setup()
    app = typer.Typer(
        name="quarterdeck",
        help="What engineers know and what the business knows, turned into the four answers "
        "a board asks for.",
        epilog=EXIT_CODES,
        callback=_options,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    rooms = [room.name for room in apps.get_app_configs()]
    for name in rooms:
        if module_has_submodule(import_module(name), "commands"):
            import_module(f"{name}.commands").register(app)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line; a user's mistake ends in a sentence, never in a traceback."""
    _write_utf8()
    try:
        build()(arguments, prog_name="quarterdeck")
    except SystemExit as end:
        if end.code == STOPPED:
            _stop("Stopped.", code=STOPPED)
        raise
    except KeyboardInterrupt:
        _stop("Stopped.", code=STOPPED)
    except ImproperlyConfigured as error:
        says = f"The settings cannot be used: {_first_line(error)}."
        _stop(says, "Set DATABASE_URL as docs/cli.md says, or leave it out.")
    except DatabaseError as error:
        if type(error) not in (DatabaseError, OperationalError):
            raise
        _stop(f"The storage failed: {_first_line(error)}.", MEND)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        _stop(f"{name}{error.strerror or error}.")
    except Exception as error:
        _tell(error)
        raise


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quarterdeck {__version__}")
        raise typer.Exit


def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    pass


def _tell(error: Exception) -> None:
    """Ends with what the user can mend, if the fault is not our own."""
    from quarterdeck.clients.cli_support import Mistake
    from quarterdeck.clients.folder.problems import FolderError
    from quarterdeck.readers.errors import ReadError

    if isinstance(error, Mistake):
        _stop(str(error), *error.details, code=error.code)
    if isinstance(error, FolderError):
        problems = [str(problem) for problem in sorted(error.report.errors)]
        things = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
        _stop(f"{things} to put right; nothing was stored.", *problems)
    if isinstance(error, ReadError):
        _stop(str(error))


def _stop(says: str, *details: str, code: int = MISTAKE) -> NoReturn:
    """Says what is wrong on standard error and ends."""
    typer.secho(says, err=True, bold=True)
    for detail in details:
        typer.echo(f"  {detail}", err=True)
    sys.exit(code)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")


def _write_utf8() -> None:
    """UTF-8 into files and pipes on every system; no crash on a terminal that lacks a letter."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
