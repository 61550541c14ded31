"""Whether storage, intelligence and the makers of papers are sound, and what to do if not."""

import os
import platform
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

import quarterdeck
from quarterdeck.clients.models import Client
from quarterdeck.findings.services import intelligence_age

OLDEST_DAYS = 45
PAGE = b'#set text(font: "Source Serif 4")\nAll is well.'
REINSTALL = "Install it anew: python -m pip install --force-reinstall quarterdeck"
BESIDE = ("Django", "numpy", "scipy", "lxml", "typst", "vl-convert-python")
Standing = Literal["good", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it stands, and what to do when it is not good."""

    name: str
    standing: Standing
    says: str
    mend: str = ""


def checks(today: date) -> Iterator[Check]:
    """Everything that can be looked at from here; nothing is changed."""
    yield versions()
    yield data_folder()
    database = database_()
    yield database
    if database.standing == "good":
        yield from (migrations(), journal())
        yield from intelligence(today)
    yield papers()


def versions() -> Check:
    beside = ", ".join(f"{name} {version(name)}" for name in BESIDE)
    python = platform.python_version()
    says = f"Quarterdeck {quarterdeck.__version__}, Python {python}, {beside}"
    return Check("versions", "good", says)


def data_folder() -> Check:
    folder = Path(settings.DATA_FOLDER)
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return Check(
            "data folder", "wrong", f"{there} cannot be written to: {error.strerror}",
            "Set QUARTERDECK_DATA to a folder that you may write to.",
        )  # fmt: skip
    says = str(folder) if there == folder else f"{folder} will be made at the first use"
    return Check("data folder", "good", says)


def database_() -> Check:
    """Reached, and (SQLite) whole."""
    file = sqlite_file()
    if file and not file.exists():
        return Check("database", "note", "nothing is stored yet", "quarterdeck demo")
    try:
        with connection.cursor() as cursor:
            if file:
                cursor.execute("PRAGMA quick_check(1)")
                (found,) = cursor.fetchone()
                if found != "ok":
                    return _broken(found)
        said = f"SQLite {sqlite3.sqlite_version}, {file}" if file else connection.display_name
        return Check("database", "good", said)
    except (DatabaseError, ImproperlyConfigured) as error:
        return _broken(str(error).strip().partition("\n")[0])


def _broken(says: str) -> Check:
    mend = "Put back a copy of the file, or move it away and import the client folders again."
    if os.environ.get("DATABASE_URL"):
        mend = "See that DATABASE_URL is right and the server runs."
    return Check("database", "wrong", says, mend)


def sqlite_file() -> Path | None:
    """The file in which everything lies; None on a server."""
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def migrations() -> Check:
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    newer = [key for key in executor.loader.applied_migrations if key not in known]
    if newer:
        return Check(
            "tables", "wrong", f"made by a newer version ({newer[0][0]} {newer[0][1]})",
            "Install the version that made them: pip install --upgrade quarterdeck",
        )  # fmt: skip
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        return Check("tables", "note", f"{len(behind)} steps behind; the next verb takes them")
    return Check("tables", "good", "up to date")


def journal() -> Check:
    if sqlite_file() is None:
        return Check("journal", "good", "kept by the server")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        (mode,) = cursor.fetchone()
    if mode in ("wal", "memory"):
        return Check("journal", "good", mode.upper())
    return Check(
        "journal", "wrong", f"{mode} instead of WAL: readers and writers wait for each other",
        "Keep the data folder on a local disk: set QUARTERDECK_DATA.",
    )  # fmt: skip


def intelligence(today: date) -> Iterator[Check]:
    """How old the forecasts of attacks (EPSS) and the list of attacks seen (KEV) are."""
    if migrations().standing != "good":
        return
    age = intelligence_age()
    needed = Client.objects.exists()
    for name, on, cves in (("EPSS", age.epss_on, age.epss_cves), ("KEV", age.kev_on, age.kev_cves)):
        mend = f"quarterdeck intel load FILE, with a new {name} file"
        if on is None:
            standing: Standing = "wrong" if needed else "note"
            yield Check(name, standing, "never loaded", mend)
            continue
        days = (today - on).days
        says = f"of {on}, {days} days old, {cves:,} CVEs"
        good = days <= OLDEST_DAYS
        yield Check(name, "good", says) if good else Check(name, "wrong", says, mend)


def papers() -> Check:
    """Whether a chart and a page come out, with our own fonts."""
    try:
        import typst
        import vl_convert

        from quarterdeck.papers.fonts import FOLDERS

        if not all(any(folder.glob("*.ttf")) for folder in FOLDERS):
            return Check("papers", "wrong", "the fonts are missing", REINSTALL)
        vl_convert.vegalite_to_svg({"mark": "point", "data": {"values": [{}]}})
        page = typst.compile(PAGE, font_paths=list(FOLDERS))
    except Exception as error:
        return Check("papers", "wrong", f"{type(error).__name__}: {error}", REINSTALL)
    if not page:
        return Check("papers", "wrong", "Typst wrote no page", REINSTALL)
    return Check("papers", "good", "fonts, charts (Vega-Lite) and PDF (Typst) work")
