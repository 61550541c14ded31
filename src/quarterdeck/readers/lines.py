"""A report as JSON Lines: one record a line, in the shape that `docs/readers.md` describes."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from quarterdeck.readers import read


def json_lines(path: str | Path, format: str | None = None) -> Iterator[str]:  # noqa: A002
    """The records in the file at `path`, each as a line of JSON without its line break.

    What `generic-json` reads back as the same records. Raises ReadError as `read` does.
    """
    encoder = msgspec.json.Encoder()
    for record in read(path, format):
        yield encoder.encode(record).decode()
