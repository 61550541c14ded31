"""Files as readers open them: plain, gzipped or members of a zip, within bounds."""

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from quarterdeck.readers.errors import ReadError
from quarterdeck.readers.unpacking import Unpacked, bomb, is_bomb, packing_errors

MOST_MEMBERS = 1_000


@dataclass(frozen=True, slots=True)
class Source:
    """One report to read. `path` is how errors name it; `open` starts it from its first byte.

    `beside` gives the members of the archive that it lies in, itself among them, for tools that
    spread the facts of one scan over files.
    """

    path: str
    name: str
    opener: Callable[[], IO[bytes]]
    beside: "Callable[[], tuple[Source, ...]]" = tuple

    def open(self) -> IO[bytes]:
        return self.opener()

    def error(self, place: str, problem: str, mend: str = "") -> ReadError:
        return ReadError(self.path, place, problem, mend)

    def head(self, size: int) -> bytes:
        with self.open() as stream:
            return stream.read(size)


def sources(path: str | Path) -> list[Source]:
    """The reports in the file at `path`: itself, or each member of a zip in the zip's order.

    Raises ReadError when the file is missing, unreadable, empty, or a broken or odd archive.
    """
    path = Path(path)
    if path.is_fifo() or path.is_char_device():
        problem = "is a pipe or a device, not a file."
        raise ReadError(str(path), "", problem, "Save the report to a file: it is read twice.")
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
            size = path.stat().st_size
    except OSError as error:
        problem = f"cannot be opened ({error.strerror or error})."
        raise ReadError(str(path), "", problem, "Check the name and the rights.") from error
    if not magic:
        problem = "is empty (0 bytes), which says nothing about any system."
        raise ReadError(str(path), "byte 0", problem, "Export the report again.")
    if magic[:2] == b"\x1f\x8b":
        return [_gzipped(path, size)]
    if magic in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zipped(path, size)
    return [Source(str(path), path.name, lambda: path.open("rb"))]


def _gzipped(path: Path, size: int) -> Source:
    def opener() -> IO[bytes]:
        inner = gzip.open(path)  # noqa: SIM115 - closed with the stream
        return io.BufferedReader(Unpacked(str(path), inner, size, inner.close), 65_536)

    return Source(str(path), path.name.removesuffix(".gz"), opener)


def _zipped(path: Path, size: int) -> list[Source]:
    with packing_errors(str(path)), zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not _is_litter(member)]
    names = {member.filename for member in members}
    if "[Content_Types].xml" in names:
        problem = "is an office document (Excel or Word), not a report as the tool wrote it."
        raise ReadError(str(path), "", problem, "Save the sheet as CSV, or export the report anew.")
    if not members:
        raise ReadError(str(path), "", "is an archive without any file.", "Export it again.")
    if len(members) > MOST_MEMBERS:
        problem = f"holds {len(members):,} files, more than {MOST_MEMBERS:,}."
        raise ReadError(str(path), "", problem, "Give the reports one by one.")
    unpacked = sum(member.file_size for member in members)
    if is_bomb(unpacked, size):
        raise bomb(str(path), "", unpacked)
    found: list[Source] = []
    found += [_member(path, member, lambda: tuple(found)) for member in members]
    return found


def _parts(member: zipfile.ZipInfo) -> list[str]:
    return member.filename.replace("\\", "/").split("/")


def _is_litter(member: zipfile.ZipInfo) -> bool:
    """A folder, a nameless entry, or what a desktop puts into archives unasked."""
    parts = _parts(member)
    return not parts[-1] or parts[0] == "__MACOSX" or parts[-1].startswith(".")


def _member(
    path: Path, member: zipfile.ZipInfo, beside: Callable[[], tuple[Source, ...]]
) -> Source:
    shown = f"{path}, member {member.filename}"

    def opener() -> IO[bytes]:
        with packing_errors(shown):
            archive = zipfile.ZipFile(path)
            try:
                inner = archive.open(member)
            except BaseException:
                archive.close()
                raise

        def close() -> None:
            inner.close()
            archive.close()

        return io.BufferedReader(Unpacked(shown, inner, member.compress_size, close), 65_536)

    return Source(shown, _parts(member)[-1], opener, beside)
