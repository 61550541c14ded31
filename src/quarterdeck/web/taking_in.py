"""What the worker does with a file: look what it would change, then take it in.

A look runs the whole import and rolls it back, so that the preview is what will happen. Work that
was cut off leaves nothing behind and is taken up again (`web.resuming`).
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django_tasks import task

from quarterdeck.board.refreshing import ask
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.folder.unzipping import unzip
from quarterdeck.clients.models import Client
from quarterdeck.findings.services import import_scan
from quarterdeck.readers import ReadError
from quarterdeck.web.models import Upload
from quarterdeck.web.uploads import clear, note_step, path_of

EVERY = 500
State, Kind = Upload.State, Upload.Kind


class _OnlyLookingError(Exception):
    """Ends a look: what it stored is rolled back."""


@task()
def look(client: int, upload: int) -> str:
    """Tells what the file would change; the row is then ready, or says why not."""
    return _work(client, upload, State.CHECKING, State.READY, _looked)


@task()
def take(client: int, upload: int) -> str:
    """Takes the file in, whole or not at all, and asks for new answers."""
    done = _work(client, upload, State.TAKING, State.DONE, _import)
    if done == State.DONE:
        ask(Client.objects.get(pk=client))
    return done


def _work(
    client: int, pk: int, at: str, then: str, act: Callable[[Client, Upload], dict[str, Any]]
) -> str:
    upload = Upload.objects.of(client).filter(pk=pk, state=at).first()
    if upload is None:
        return "gone"
    try:
        upload.counts, upload.state = act(Client.objects.get(pk=client), upload), then
    except (ReadError, FolderError, ValueError, OSError) as error:
        upload.state, upload.says = State.FAILED, told(error, upload)
    upload.save(update_fields=["counts", "state", "says"])
    if upload.state in (State.DONE, State.FAILED):
        clear(upload)
    return str(upload.state)


def told(error: Exception, upload: Upload) -> str:
    """What is wrong, a line each; the file by its name, not by where it lies here."""
    folder = f"{path_of(upload).parent}/"
    if isinstance(error, FolderError):
        return "\n".join(
            str(problem).replace(folder, "") for problem in sorted(error.report.errors)
        )
    return str(error).replace(folder, "")


def _looked(client: Client, upload: Upload) -> dict[str, Any]:
    counts: dict[str, Any] = {}
    try:
        with transaction.atomic():
            counts = _import(client, upload)
            raise _OnlyLookingError
    except _OnlyLookingError:
        return counts


def _import(client: Client, upload: Upload) -> dict[str, Any]:
    return _scan(client, upload) if upload.kind == Kind.SCAN else _folder(client, upload)


def _scan(client: Client, upload: Upload) -> dict[str, Any]:
    def progress(records: int) -> None:
        if records % EVERY == 0:
            note_step(upload, f"Reading: {records:,} records so far")

    note_step(upload, "Reading")
    done = import_scan(client, path_of(upload), upload.by, progress=progress)
    strangers = {"not_in_list": list(done.not_in_list[:20]), "strangers": len(done.not_in_list)}
    return done.counts | strangers | {"already": done.already}


def _folder(client: Client, upload: Upload) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place, transaction.atomic():
        path = _opened(upload, Path(place))
        done = import_folder(path, client.firm, upload.by, progress=lambda s: note_step(upload, s))
        if done.client.pk != client.pk:
            raise ValueError(
                f"{upload.name} is of another client, {done.client.name} (key {done.client.key}); "
                f"this is {client.name} (key {client.key}). Nothing was stored."
            )
    tables = {file: [t.new, t.changed] for file, t in done.tables.items() if t.new or t.changed}
    kept = {file: len(keys) for file, keys in done.kept.items()}
    warnings = [str(problem) for problem in done.warnings[:20]]
    return {"tables": tables, "kept": kept, "warnings": warnings, "already": not done.changed}


def _opened(upload: Upload, place: Path) -> Path:
    if upload.name.lower().endswith(".xlsx"):
        return path_of(upload)
    with path_of(upload).open("rb") as stream:
        return unzip(stream, upload.name, place)
