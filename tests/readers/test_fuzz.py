"""Every real report, harmed in every way we could think of: records, or one error that helps.

FUZZ_ROUNDS says how often each is harmed (`make fuzz`: often); the same round harms the same way.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec.structs
import pytest

from quarterdeck.readers import ReadError, SystemSeen, read, registry
from quarterdeck.readers.text import LONGEST
from tests.readers.corpus import FORMATS, OWN, report
from tests.readers.fuzzing import harmed
from tests.readers.support import checked, no_hang, scan_file, written

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "24"))
LARGE_BYTES = 300_000


def fault(path: Path, format_: str | None) -> str:
    """What is wrong with how the file is read, "" when it is read or refused as it should be."""
    try:
        for record in checked(read(path, format_)):
            if odd := odd_text(record):
                return f"{odd} holds what no record may"
            msgspec.json.encode(record)
    except ReadError as error:
        if str(path) not in str(error) or not error.problem or not error.mend:
            return f"an error that does not help: {error}"
        return f"a bug: {error} from {error.__cause__!r}" if "bug" in error.mend else ""
    except Exception as error:
        return f"{error!r}"
    return ""


def odd_text(record: Any) -> str:
    """The first field with a text that is longer than records promise, or that stores refuse."""
    for field, value in msgspec.structs.asdict(record).items():
        if any(len(text) > LONGEST or "\0" in text for text in texts(value)):
            return field
    return ""


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, SystemSeen):
        yield from texts(msgspec.structs.astuple(value))


@pytest.mark.parametrize("name", FORMATS)
def test_a_harmed_report_is_read_or_refused_with_one_error(name: str, tmp_path: Path) -> None:
    whole = report(name)
    for number in range(max(ROUNDS // (1 if len(whole) < LARGE_BYTES else 4), 3)):
        seed = f"{name} {number}"
        path = written(tmp_path, "harmed", harmed(whole, seed))
        with no_hang(seed):
            for format_ in (FORMATS[name], None):
                said = fault(path, format_)
                assert not said, (
                    f"{said}\nformat {format_}, made by harmed(report({name!r}), {seed!r})"
                )


@pytest.mark.parametrize("name", FORMATS)
def test_no_other_reader_takes_it_even_when_told_to(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, "mislabelled", report(name))
    for other in registry():
        if other != FORMATS[name]:
            with pytest.raises(ReadError) as caught, no_hang(f"{name} as {other}"):
                list(read(path, other))
            assert caught.value.problem
            assert "bug" not in caught.value.mend, caught.value


def test_every_format_is_harmed() -> None:
    scan_file("trivy")
    missing = set(registry()) - set(FORMATS.values())
    assert not missing, f"write a small report of your own for each into {OWN}"
