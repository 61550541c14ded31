"""Raw scan files: hashed, kept gzipped in the data folder, shared by clients that have the same."""

import gzip
import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from quarterdeck.readers import ReadError

_CHUNK = 2**20


def path_of(sha256: str) -> Path:
    """Where the file with that hash lies, gzipped."""
    return Path(settings.DATA_FOLDER) / "raw" / sha256


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def keeping(path: Path, sha256: str) -> Iterator[None]:
    """Packs the file's bytes beside the block, and keeps them if it ends well.

    Raises ReadError when the data folder cannot take them.
    """
    with ThreadPoolExecutor(1) as beside:
        packing = beside.submit(_pack, path)
        try:
            yield
            packing.result().replace(path_of(sha256))
        finally:
            if packing.exception() is None:
                packing.result().unlink(missing_ok=True)


def _pack(path: Path) -> Path:
    folder = path_of("")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(number, "wb") as out, path.open("rb") as stream:
            packer = zlib.compressobj(1, wbits=31)
            while chunk := stream.read(_CHUNK):
                out.write(packer.compress(chunk))
            out.write(packer.flush())
    except OSError as error:
        problem = f"cannot be kept in {folder} ({error.strerror or error})."
        raise ReadError(
            str(path), "", problem, "Make room there, or the right to write."
        ) from error
    return Path(name)


def unpack(sha256: str, target: Path) -> None:
    """Writes the kept bytes to `target`."""
    with gzip.open(path_of(sha256)) as stream, target.open("wb") as out:
        shutil.copyfileobj(stream, out, _CHUNK)
