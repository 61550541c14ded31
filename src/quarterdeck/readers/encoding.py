"""Which encoding a file really has, and its text as UTF-8."""

import codecs
from typing import IO

from quarterdeck.readers.errors import ReadError
from quarterdeck.readers.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def marked(head: bytes) -> str | None:
    """The encoding that a byte-order mark, or the zeros of unmarked UTF-16, give away."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if len(head) >= 4 and head[1] == 0 == head[3] and head[0]:
        return "utf-16-le"
    if len(head) >= 4 and head[0] == 0 == head[2] and head[1]:
        return "utf-16-be"
    return None


def as_utf8(head: bytes) -> bytes:
    """The beginning of a file in UTF-8, without mark and leading blanks, as sniffers see it."""
    name = marked(head)
    if name == "utf-8-sig":
        head = head[3:]
    elif name:
        head = codecs.getincrementaldecoder(name)("replace").decode(head).encode()
    return head.lstrip()


class Utf8Stream:
    """A stream of UTF-8 bytes, transcoded when the file is marked as something else.

    `quiet_bytes` counts what was read since the reader last set it to nought; `count` all of it.
    """

    def __init__(self, source: Source, inner: IO[bytes]) -> None:
        self.source, self.inner = source, inner
        self.count = self.quiet_bytes = 0
        self._head = inner.read(4)
        name = marked(self._head)
        if name == "utf-8-sig":
            self._head = self._head[3:]
        self._decoder = (
            codecs.getincrementaldecoder(name)() if name and name != "utf-8-sig" else None
        )

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        data = self._head + self.inner.read(size)
        self._head = b""
        self.count += len(data)
        self.quiet_bytes += len(data)
        return self._decoded(data) if self._decoder else data

    def _decoded(self, data: bytes) -> bytes:
        assert self._decoder is not None
        try:
            text = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise wrong_encoding(self.source, self.count, error) from error
        return text.encode("utf-8", "replace") or (self.read(65_536) if data else b"")


def text_encoding(source: Source) -> str:
    """The encoding of a text file: its mark, else UTF-8 when every byte fits, else Windows-1252.

    Raises ReadError for files that are no text in any of them. Reads the file once.
    """
    with source.open() as stream:
        head = stream.read(65_536)
        name = marked(head)
        if name:
            return name
        decoder = codecs.getincrementaldecoder("utf-8")()
        count = 0
        while head:
            if b"\0" in head:
                place = f"byte {count + head.index(0):,}"
                raise source.error(place, "is no text: it holds zero bytes.", "Export it again.")
            try:
                decoder.decode(head)
            except UnicodeDecodeError:
                return "cp1252"
            count += len(head)
            head = stream.read(65_536)
    return "utf-8"


def wrong_encoding(source: Source, byte: int, error: UnicodeDecodeError) -> ReadError:
    problem = f"has bytes that are not {error.encoding} near here."
    return source.error(f"near byte {byte:,}", problem, "Save it as UTF-8 or export it again.")
