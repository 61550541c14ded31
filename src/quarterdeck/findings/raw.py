"""Raw scan files: hashed, kept gzipped in the data folder, shared by clients that have the same."""

import gzip
import hashlib
import os
import shutil
import tempfile
import zlib
from pathlib import Path

from django.conf import settings

_CHUNK = 2**20


def path_of(sha256: str) -> Path:
    """Where the file with that hash lies, gzipped."""
    return Path(settings.DATA_FOLDER) / "raw" / sha256


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def keep(path: Path, sha256: str) -> None:
    """Keeps the file's bytes; all of them or none."""
    kept = path_of(sha256)
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=kept.parent)
    try:
        with os.fdopen(number, "wb") as out, path.open("rb") as stream:
            packer = zlib.compressobj(1, wbits=31)
            while chunk := stream.read(_CHUNK):
                out.write(packer.compress(chunk))
            out.write(packer.flush())
        Path(name).replace(kept)
    finally:
        Path(name).unlink(missing_ok=True)


def unpack(sha256: str, target: Path) -> None:
    """Writes the kept bytes to `target`."""
    with gzip.open(path_of(sha256)) as stream, target.open("wb") as out:
        shutil.copyfileobj(stream, out, _CHUNK)
