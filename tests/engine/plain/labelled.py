"""The labelled sentences, and how the rules fare on them."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quarterdeck.data.plain import words
from quarterdeck.engine.plain import check

TABLE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True)
class Sentence:
    split: str
    text: str
    kinds: frozenset[str]  # that it should be caught for; none for a good sentence

    @property
    def caught_for(self) -> frozenset[str]:
        return frozenset(str(fault.kind) for fault in check(self.text, words()))


@dataclass(frozen=True)
class Score:
    bad: int
    caught: int  # for one of the kinds that were labelled
    good: int
    false_alarms: int

    @property
    def recall(self) -> float:
        return self.caught / self.bad

    @property
    def alarms(self) -> float:
        return self.false_alarms / self.good


@cache
def sentences() -> tuple[Sentence, ...]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(
            Sentence(
                row["split"], row["sentence"], frozenset(filter(None, row["kinds"].split("|")))
            )
            for row in csv.DictReader(table)
        )


@cache
def score(split: str) -> Score:
    held = [sentence for sentence in sentences() if sentence.split == split]
    bad = [sentence for sentence in held if sentence.kinds]
    good = [sentence for sentence in held if not sentence.kinds]
    return Score(
        bad=len(bad),
        caught=sum(bool(sentence.caught_for & sentence.kinds) for sentence in bad),
        good=len(good),
        false_alarms=sum(bool(sentence.caught_for) for sentence in good),
    )
