"""Bytes of packed files: no more than a report would hold, and errors in our own words."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from quarterdeck.readers.errors import ReadError, line_of

MOST_BYTES_UNPACKED = 8 * 2**30
RATIO_CHECKED_FROM = 64 * 2**20
HIGHEST_RATIO = 300
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip


class Unpacker(Protocol):
    """The part of an unpacking stream that is used here."""

    def read(self, size: int, /) -> bytes: ...


class Unpacked(io.RawIOBase):
    """What a packed file holds, never more than the bounds above allow."""

    def __init__(self, path: str, inner: Unpacker, packed_size: int, close: Callable[[], None]):
        self.path, self.inner, self.packed_size, self._close = path, inner, packed_size, close
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        with packing_errors(self.path):
            data = self.inner.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        if is_bomb(self.count, self.packed_size):
            raise bomb(self.path, f"byte {self.count:,} when unpacked", self.count)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._close()


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether so many bytes from so few are more than any report is."""
    too_dense = unpacked > RATIO_CHECKED_FROM and unpacked > HIGHEST_RATIO * packed
    return too_dense or unpacked > MOST_BYTES_UNPACKED


def bomb(path: str, place: str, unpacked: int) -> ReadError:
    problem = f"unpacks to far more than a report would (over {unpacked // 2**20:,} MiB)."
    return ReadError(
        path, place, problem, "Unpack it yourself and give the report if you trust it."
    )


@contextmanager
def packing_errors(path: str, place: str = "") -> Iterator[None]:
    """Turns what the unpackers raise into a ReadError."""
    try:
        yield
    except ReadError:
        raise
    except (NotImplementedError, *BROKEN) as error:
        raise ReadError(
            path,
            place,
            f"cannot be unpacked ({line_of(error)}).",
            "It is damaged, cut short or locked: export it again, without a password.",
        ) from error
