"""Where files on their way in lie, and how far the worker is with each."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from quarterdeck.clients.models import Client
from quarterdeck.web.models import Upload

STEP = "step.txt"


def folder_of(upload: Upload) -> Path:
    """The upload's own folder: its file under its own name, and a note of progress."""
    return Path(settings.DATA_FOLDER) / "uploads" / str(upload.pk)


def path_of(upload: Upload) -> Path:
    """The file itself, under the name that it was given, without any folders of it."""
    return folder_of(upload) / "file" / (Path(upload.name).name or "file")


def receive(client: Client, kind: str, name: str, blocks: Iterable[bytes], actor: str) -> Upload:
    """Keeps the bytes and a row; nothing has looked at them yet. OSError where there is no room."""
    upload = Upload.objects.of(client).create(
        kind=kind, name=Path(name).name[:255] or "file", size_bytes=0, by=actor, at=timezone.now()
    )
    path = path_of(upload)
    clear(upload)  # what a row of the same number may have left that was never stored
    try:
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            upload.size_bytes = sum(map(file.write, blocks))
    except OSError:
        forget(upload)
        raise
    upload.save(update_fields=["size_bytes"])
    return upload


def forget(upload: Upload) -> None:
    """Removes bytes and row: it was never here."""
    clear(upload)
    upload.delete()


def clear(upload: Upload) -> None:
    """Removes the bytes; what became of them stays told."""
    shutil.rmtree(folder_of(upload), ignore_errors=True)


def note_step(upload: Upload, says: str) -> None:
    """How far the work is. A file, since the work's own transaction is not seen by pages."""
    folder_of(upload).mkdir(parents=True, exist_ok=True)
    (folder_of(upload) / STEP).write_text(says, encoding="utf-8")


def step_of(upload: Upload) -> str:
    """How far the work is, as last noted."""
    try:
        return (folder_of(upload) / STEP).read_text(encoding="utf-8")
    except OSError:
        return ""
