"""What an attacker would put into a report of any format, and what must not come of it."""

import os
import random
from pathlib import Path

import pytest

from quarterdeck.readers import ReadError, read
from tests.readers.corpus import FORMATS, report
from tests.readers.fields import fields, with_text
from tests.readers.fuzzing import ENTITIES
from tests.readers.support import no_hang, records, settled, written

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "24"))
RUN = 60_000
RUNS = "".join(
    text * RUN for text in ("\n", " ", "!\n", "<p ", "/", "|", "{0}", "[a](", "\\", "&lt;")
)
XML = [n for n in FORMATS if b"<?xml" in report(n)[:9] and b"<!DOCTYPE" not in report(n)[:3_000]]
DEFINING = [doctype for doctype in ENTITIES if b"<!ENTITY" in doctype]


def chosen_fields(name: str) -> list[tuple[str, ...]]:
    """Some of a report's fields, more in more rounds."""
    found = fields(report(name))
    count = min(len(found), max(ROUNDS // (8 if len(report(name)) < 200_000 else 24), 1))
    return random.Random(name).sample(found, count)


@pytest.mark.parametrize("name", FORMATS)
def test_long_runs_of_one_character_take_no_long_time(name: str, tmp_path: Path) -> None:
    """Searches that begin anew at each place of a run would take minutes."""
    for field in chosen_fields(name):
        path = written(tmp_path, "runs", with_text(report(name), field, RUNS))
        with no_hang(f"{name}, {'.'.join(field)}", cpu_seconds=10):
            assert settled(lambda path=path: records(path, FORMATS[name])) in ("read", "refused")


@pytest.mark.parametrize("doctype", DEFINING, ids=range(len(DEFINING)))
@pytest.mark.parametrize("name", XML)
def test_entities_of_its_own_are_refused(name: str, doctype: bytes, tmp_path: Path) -> None:
    data = report(name)
    root = data.index(b"<", data.index(b"?>"))
    path = written(tmp_path, "entities", data[:root] + doctype + data[root:])
    with pytest.raises(ReadError, match=r"entities of its own|not whole, well-formed"):
        list(read(path, FORMATS[name]))
