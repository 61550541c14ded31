"""A client's open weaknesses column by column: what ranking takes when there are very many."""

from dataclasses import dataclass, fields, replace
from typing import Any

import msgspec
import numpy as np

Sharing = tuple[tuple[int, int], ...]
"""Assets that are one system of the inventory with others: (asset, system), in order."""


@dataclass(frozen=True, eq=False)
class Columns:
    """N open weaknesses, one a weakness and system, in the order of `finding`.

    `finding` (N,) are primary keys, `score` (N,) the tool's (nan: none). `asset`, `kind`,
    `forecast`, `impact` and `fix` (N,) are places in the tuples of the same meaning: assets'
    primary keys, (category, severity), CVEs parted by blanks, (CVSS vectors, category), and fix
    keys. `files` are the scan files that had been imported when the rows were read, `sharing` the
    assets that were one system.
    """

    finding: np.ndarray
    asset: np.ndarray
    score: np.ndarray
    kind: np.ndarray
    forecast: np.ndarray
    impact: np.ndarray
    fix: np.ndarray
    assets: tuple[int, ...]
    kinds: tuple[tuple[str, str], ...]
    cves: tuple[str, ...]
    impacts: tuple[tuple[str, str], ...]
    fixes: tuple[str, ...]
    files: tuple[int, ...]
    sharing: Sharing

    def __len__(self) -> int:
        return len(self.finding)

    def only(self, rows: np.ndarray) -> "Columns":
        """Those rows (N,) alone."""
        return replace(self, **{name: getattr(self, name)[rows] for name in DTYPES})


WORDS = {
    "asset": "assets", "kind": "kinds", "forecast": "cves", "impact": "impacts", "fix": "fixes",
}  # fmt: skip
"""The columns of places, and the tuples that they are places in."""
DTYPES = dict.fromkeys(WORDS, "<i4") | {"finding": "<i8", "score": "<f8"}


def ordered(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Columns by name, in the order of their findings."""
    order = np.argsort(columns["finding"], kind="stable")
    return {name: column[order] for name, column in columns.items()}


def joined(old: Columns, stays: np.ndarray, fresh: Columns) -> Columns:
    """The rows of the old that stay (N,), and the fresh, in the words of both."""
    kept = old.only(stays)
    columns = {
        name: np.concatenate((getattr(kept, name), getattr(fresh, name)))
        for name in ("finding", "score")
    }
    words: dict[str, Any] = {}
    for code, name in WORDS.items():
        known = {word: place for place, word in enumerate(getattr(old, name))}
        moved = [known.setdefault(word, len(known)) for word in getattr(fresh, name)]
        places = np.array(moved, dtype=DTYPES[code])[getattr(fresh, code)]
        columns[code] = np.concatenate((getattr(kept, code), places))
        words[name] = tuple(known)
    return Columns(**ordered(columns), **words, files=fresh.files, sharing=fresh.sharing)


def packed(columns: Columns) -> bytes:
    values = {field.name: getattr(columns, field.name) for field in fields(columns)}
    return msgspec.msgpack.encode(values | {name: values[name].tobytes() for name in DTYPES})


def unpacked(kept: bytes) -> Columns | None:
    """None where another version packed them."""
    values = msgspec.msgpack.decode(kept)
    if values.keys() != {field.name for field in fields(Columns)}:
        return None
    arrays = {name: np.frombuffer(values.pop(name), dtype=DTYPES[name]) for name in DTYPES}
    return Columns(**arrays, **{name: _tuples(given) for name, given in values.items()})


def _tuples(values: list[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)
