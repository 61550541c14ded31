"""What a director cannot use, as a value."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Why words are of no use to a director."""

    ACRONYM = "acronym"
    TOOL = "tool"
    TRADE = "trade"
    STACK = "stack"
    ENGINE = "engine"
    SCORE = "score"
    HEDGE = "hedge"
    LIKELIHOOD = "likelihood"
    ODDS = "odds"
    MEASURE = "measure"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """The words at text[start:end], why they fail, and a wording that would pass.

    Positions count characters. `offer` stands in the place of `words`; where only the writer
    knows what is missing, it says what to add.
    """

    start: int
    end: int
    words: str
    kind: Kind
    why: str
    offer: str
