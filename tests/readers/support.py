"""What the readers' tests share: the real scan files, and ways to harm a file."""

import os
import random
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quarterdeck.readers import FindingSeen, ReadError, Record, ScanHeader, SystemSeen, read

SCANS = Path(__file__).parents[2].parent / "shared" / "data" / "scans"


def scan_file(name: str) -> Path:
    """A real scanner export; without it the test is skipped, and fails where CI promises it."""
    path = SCANS / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing")
        pytest.skip(f"{path} is not there")
    return path


def records(path: Path, format: str | None = None) -> list[Record]:  # noqa: A002
    """All records of a file, after checking that they come in the order the contract states."""
    return list(checked(read(path, format)))


def checked(found: Iterable[Record]) -> Iterator[Record]:
    """The records, each after a check that it may stand where it does."""
    seen: set[SystemSeen] | None = None
    for record in found:
        if isinstance(record, ScanHeader):
            seen = set()
        assert seen is not None, "a header comes first"
        if isinstance(record, SystemSeen):
            seen.add(record)
        elif isinstance(record, FindingSeen):
            assert record.system in seen, "a system is yielded before its first finding"
            assert record.weakness
            assert record.title
        yield record


def headers(found: list[Record]) -> list[ScanHeader]:
    return [record for record in found if isinstance(record, ScanHeader)]


def systems(found: list[Record]) -> list[SystemSeen]:
    return [record for record in found if isinstance(record, SystemSeen)]


def findings(found: list[Record]) -> list[FindingSeen]:
    return [record for record in found if isinstance(record, FindingSeen)]


def opened(found: list[Record]) -> list[FindingSeen]:
    """Findings that are weaknesses."""
    return [
        finding
        for finding in findings(found)
        if finding.status == "open" and finding.category != "information"
    ]


def written(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def outcome(folder: Path, name: str, data: bytes, format: str) -> str:  # noqa: A002
    """ "read" or "refused" for harmed bytes; any other error than a plain ReadError passes."""
    path = written(folder, name, data)
    return settled(lambda: records(path, format))


def settled(reading: Callable[[], object]) -> str:
    """ "read" or "refused", whatever the reading came to; errors must say what is wrong."""
    try:
        reading()
    except ReadError as error:
        said = error
    else:
        return "read"
    assert said.problem
    assert "bug" not in said.mend, said
    return "refused"


@contextmanager
def no_hang(what: str, cpu_seconds: int = 60) -> Iterator[None]:
    """Fails what takes as much processor time; nothing that is read here should take a second."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        pytest.fail(f"{what}: over {cpu_seconds} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def cuts(data: bytes, count: int) -> Iterator[bytes]:
    """The file cut short at `count` places, spread over it and at random."""
    chosen = random.Random(7)
    for step in range(count):
        spread = len(data) * (2 * step + 1) // (2 * count)
        yield data[: spread if step % 2 else chosen.randrange(1, len(data))]


def mutations(data: bytes, count: int) -> Iterator[bytes]:
    """The file with some of its bytes changed, lost or doubled; the same ones every time."""
    chosen = random.Random(11)
    for _ in range(count):
        harmed = bytearray(data)
        for _ in range(chosen.randint(1, 6)):
            at = chosen.randrange(len(harmed))
            what = chosen.randrange(4)
            if what == 0:
                harmed[at] = chosen.randrange(256)
            elif what == 1:
                del harmed[at : at + chosen.randint(1, 20)]
            elif what == 2:
                harmed[at:at] = harmed[at : at + chosen.randint(1, 20)]
            else:
                harmed[at:at] = chosen.choice((b"{}", b"[", b"null", b"<a/>", b'"', b"-1", b"\xff"))
        yield bytes(harmed)
