"""The installation's own secret, made at the first start."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

FILE = "secret.key"


def secret_key(folder: Path) -> str:
    """QUARTERDECK_SECRET_KEY, else the one kept in the data folder, else one for this run.

    The data folder is never made here: a command that only reads leaves no trace.
    """
    given = os.environ.get("QUARTERDECK_SECRET_KEY", "").strip()
    if given:
        return given
    try:
        return (folder / FILE).read_text(encoding="ascii").strip() or get_random_secret_key()
    except OSError:
        return get_random_secret_key()


def keep_secret_key(folder: Path, key: str) -> None:
    """Writes the key for the next start, readable by its owner alone; keeps one that is there."""
    path = folder / FILE
    if path.exists():
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
