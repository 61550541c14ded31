"""`backup` and `restore`: everything of an installation as one archive, while the server runs.

A backup holds the database as it was at one moment, the raw scan files, papers and the secret
key, each with its SHA-256 in a manifest. It is as secret as the installation itself. Databases on
a server are backed up with the server's own means (`pg_dump`); `backup` says so.
"""

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from quarterdeck import __version__

MANIFEST = "manifest.json"
DATABASE = "quarterdeck.sqlite3"
FOLDERS = ("raw", "plans", "packs", "papers", "drafts")
FILES = ("secret.key",)
Progress = Callable[[str], None]


class BackupError(ValueError):
    """What cannot be backed up or restored, and what to do."""


def backup(target: Path, progress: Progress = lambda _step: None) -> dict[str, Any]:
    """Writes the archive (.tar.gz) and returns its manifest. BackupError where there is one."""
    if target.exists():
        raise BackupError(f"{target} exists; choose another name")
    if connections["default"].vendor != "sqlite":
        raise BackupError(
            "the database is on a server: back it up with pg_dump, and copy the data folder "
            f"{settings.DATA_FOLDER}"
        )
    folder = Path(settings.DATA_FOLDER)
    with tempfile.TemporaryDirectory(dir=target.parent) as place:
        copy = Path(place) / DATABASE
        progress("copying the database")
        _copy_database(Path(settings.DATABASES["default"]["NAME"]), copy)
        members = {DATABASE: copy} | dict(_files(folder))
        manifest = {
            "made_at": datetime.now(UTC).isoformat(), "version": __version__,
            "files": {name: _digest(path) for name, path in members.items()},
        }  # fmt: skip
        part = Path(place) / "backup.tar.gz"
        with tarfile.open(part, "w:gz", compresslevel=1) as archive:
            _add(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
            for name, path in members.items():
                progress(name)
                archive.add(path, name, recursive=False)
        part.replace(target)
    return manifest


def restore(
    source: Path, *, replace: bool = False, progress: Progress = lambda _step: None
) -> dict[str, Any]:
    """Puts a backup in place and returns its manifest.

    Everything is unpacked and checked beside the data folder first. BackupError for an archive
    that is damaged or of a newer version, and where something is stored, unless `replace`.
    """
    folder = Path(settings.DATA_FOLDER)
    database = Path(settings.DATABASES["default"]["NAME"])
    if database.exists() and not replace:
        raise BackupError(f"{folder} holds an installation; add --replace to put the backup there")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        manifest = _unpacked(source, Path(place), progress)
        connections.close_all()
        folder.mkdir(parents=True, exist_ok=True)
        for name in (*FOLDERS, *FILES, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
            _remove(folder / name)
        for name in manifest["files"]:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(Path(place) / name, target)
    return manifest


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own copy: whole, as at one moment, whoever writes meanwhile."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for name in FILES:
        if (folder / name).exists():
            yield name, folder / name
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path


def _unpacked(source: Path, place: Path, progress: Progress) -> dict[str, Any]:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(place, filter="data")
        manifest: dict[str, Any] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        files = dict(manifest["files"])
    except (OSError, tarfile.TarError, ValueError, KeyError, EOFError) as error:
        raise BackupError(f"{source} is no backup that can be read: {error}") from error
    for name, digest in files.items():
        progress(name)
        path = (place / name).resolve()
        if (
            not path.is_relative_to(place.resolve())
            or not path.is_file()
            or _digest(path) != digest
        ):
            raise BackupError(f"{source} is damaged: {name} is not what was backed up")
    return manifest


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
