"""Clocks of contracts and policies in a file of facts; what is wrong with one, in plain words."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from quarterdeck.data.clocks import read_regimes
from quarterdeck.data.priors_faults import NAMES
from quarterdeck.engine.clocks.facts import Tables
from quarterdeck.engine.clocks.tables import Regime

SAYS = (
    (r"Object missing required field `(.+)`", "lacks {}"),
    (r"Object contains unknown field `(.+)`", "{} is no column: docs/methods/clocks.md lists them"),
    (r"Invalid enum value (.+)", "{} is none of the words that this column takes"),
)
TYPES = re.compile(r"Expected `(.+?)`(?: of .+)?, got `(.+)`")


class OwnClockError(ValueError):
    """What is wrong, and the path to it from the list of clocks."""

    def __init__(self, says: str, path: tuple[str, ...]) -> None:
        super().__init__(says)
        self.path = path


def own_clocks(given: Any, tables: Tables) -> tuple[Regime, ...]:
    """The clocks, in the columns of the shipped tables. Raises OwnClockError."""
    try:
        return read_regimes(given, tables)
    except msgspec.ValidationError as error:
        says, _, path = str(error).partition(" - at `$")
        raise OwnClockError(_plain(says), tuple(_path(path))) from error
    except ValueError as error:
        raise OwnClockError(str(error), ()) from error


def _plain(says: str) -> str:
    types = TYPES.fullmatch(says)
    if types:
        wanted, got = (" or ".join(NAMES.get(n, n) for n in t.split(" | ")) for t in types.groups())
        return f"must be {wanted}, not {got}"
    for pattern, told in SAYS:
        found = re.fullmatch(pattern, says)
        if found:
            return told.format(found[1])
    return says


def _path(told: str) -> Iterator[str]:
    return (part for part in told.rstrip("`").replace("[", ".").replace("]", "").split(".") if part)
