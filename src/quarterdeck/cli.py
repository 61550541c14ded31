"""The command line. Rooms bring their own verbs; found through their `commands` modules."""

import os
import sys
from importlib import import_module

import django
import typer
from django.apps import apps
from django.utils.module_loading import module_has_submodule

EXIT_CODES = """Exit codes: 0 done · 1 checked and found something wrong · 2 a mistake in what was
asked or given; nothing was stored · 3 refused (out-of-date data or board text that fails)."""


def build() -> typer.Typer:
    """The whole command line, with every room's verbs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quarterdeck.web.settings")
    django.setup()
    app = typer.Typer(
        name="quarterdeck",
        help="What engineers know and what the business knows, turned into the four answers "
        "a board asks for.",
        epilog=EXIT_CODES,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    for room in apps.get_app_configs():
        if module_has_submodule(room.module, "commands"):
            import_module(f"{room.name}.commands").register(app)
    return app


def main() -> None:
    """Runs the command line; a user's mistake ends in a sentence, never in a traceback."""
    app = build()
    from quarterdeck.clients.cli_support import MISTAKE, Mistake, err
    from quarterdeck.clients.folder.problems import FolderError
    from quarterdeck.readers.errors import ReadError

    try:
        app()
    except Mistake as mistake:
        err.print(str(mistake), style="bold", markup=False)
        for detail in mistake.details:
            err.print(f"  {detail}", markup=False)
        sys.exit(mistake.code)
    except FolderError as error:
        report = error.report
        err.print(f"{len(report.errors)} things to put right; nothing was stored.", style="bold")
        for problem in sorted(report.errors):
            err.print(f"  {problem}", markup=False)
        sys.exit(MISTAKE)
    except ReadError as error:
        err.print(str(error), style="bold", markup=False)
        sys.exit(MISTAKE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
