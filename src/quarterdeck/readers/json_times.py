"""The latest time that a JSON file names, for exports that do not say when they were made."""

from collections.abc import Collection
from datetime import datetime

from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import text
from quarterdeck.readers.source import Source
from quarterdeck.readers.times import moment


def latest(source: Source, paths: Collection[str]) -> datetime | None:
    """The latest moment at the dotted `paths`: the export cannot be older. Reads the file once."""
    times = (moment(text(value)) for _, _, value in walk(source, paths, many=True))
    return max((time for time in times if time), default=None)
