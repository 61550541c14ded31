"""The reports that tests harm: every real one that is read, and a small one of every other format.

A new format without a real file needs a report of your own writing in `samples/`.
"""

from functools import lru_cache
from pathlib import Path

from quarterdeck.readers import ReadError, sniff
from tests.readers.support import SCANS

OWN = Path(__file__).with_name("samples")


def _formats() -> dict[str, str]:
    """Format by path, without what no reader takes yet."""
    found = {}
    for folder in (SCANS, OWN):
        for path in sorted(folder.rglob("*.*")):
            try:
                found[str(path.relative_to(folder))] = sniff(path)
            except ReadError:
                continue
    return found


FORMATS = _formats()


@lru_cache(maxsize=4)
def report(name: str) -> bytes:
    """The bytes of a report in FORMATS."""
    own = OWN / name
    return (own if own.exists() else SCANS / name).read_bytes()
