"""Plain words: the tables of `engine/plain`, shipped as CSV beside this file.

terms-*.csv   term|other form|…, kind, unless, why, offer
known.csv     what passes as it is written, with its meaning for the reader of the table
kinds.csv     why a kind fails and what to write, where no term says
lists.csv     the word lists of the rules
"""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import StringIO

from quarterdeck.engine.plain import Kind, Term, Words
from quarterdeck.engine.plain.words import EXCUSES

ROOM = files(__name__)


@cache
def words() -> Words:
    """The shipped tables, read once. A row may leave `why` or `offer` to its kind."""
    kinds = {Kind(row["kind"]): row for row in _rows("kinds.csv")}
    lists: dict[str, set[str]] = {}
    for row in _rows("lists.csv"):
        lists.setdefault(row["list"], set()).update(row["words"].split("|"))
    return Words(
        terms=tuple(_terms(kinds)),
        known=frozenset(form for row in _rows("known.csv") for form in row["term"].split("|")),
        reasons={kind: row["why"] for kind, row in kinds.items()},
        offers={kind: row["offer"] for kind, row in kinds.items()},
        lists={name: frozenset(held) for name, held in lists.items()},
    )


def _terms(kinds: dict[Kind, dict[str, str]]) -> Iterator[Term]:
    tables = sorted(f.name for f in ROOM.iterdir() if f.name.startswith("terms-"))
    for row in (row for table in tables for row in _rows(table)):
        kind = Kind(row["kind"])
        why, offer = (row[name] or kinds[kind][name] for name in ("why", "offer"))
        unless = EXCUSES[EXCUSES.index(row["unless"])]
        for form in row["term"].split("|"):
            yield Term(form, kind, why, offer, unless)


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((ROOM / name).read_text(encoding="utf-8"))))
