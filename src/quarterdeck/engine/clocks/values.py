"""What is known of a fact: every value that it may have.

A test is a question about one fact. Several tests on the same fact are answered together, so that
"500 or more" and "fewer than 500" are never both unknown in the same case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quarterdeck.engine.clocks.conditions import Condition

EITHER, NO = frozenset({True, False}), frozenset({False})
Answers = frozenset[tuple[bool, ...]]
"""The answers to a row of tests that are possible together."""


@dataclass(frozen=True, slots=True)
class YesNo:
    """True, False or, not known, both."""

    may: frozenset[bool]

    def answers(self, tests: Sequence["Condition"]) -> Answers:
        return frozenset(tuple(test.is_ is value for test in tests) for value in self.may)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these words."""

    may: frozenset[str]

    def answers(self, tests: Sequence["Condition"]) -> Answers:
        return frozenset(tuple(value in test.in_ for test in tests) for value in self.may)


@dataclass(frozen=True, slots=True)
class Members:
    """All of `sure`, and any of `may`."""

    sure: frozenset[str]
    may: frozenset[str] = frozenset()

    def answers(self, tests: Sequence["Condition"]) -> Answers:
        """Members that no test tells apart are tried as one."""
        kinds = {tuple(m in test.has_any for test in tests) for m in self.may}
        surely = tuple(bool(self.sure & set(test.has_any)) for test in tests)
        found = {surely}
        for kind in kinds:
            found |= {tuple(a or b for a, b in zip(row, kind, strict=True)) for row in found}
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Interval:
    """A whole number from `low` to `high`; no `high` where nothing bounds it."""

    low: int
    high: int | None = None

    def answers(self, tests: Sequence["Condition"]) -> Answers:
        limits = {test.at_least for test in tests if test.at_least is not None}
        tried = {self.low} | {n for n in limits if self.low <= n and self._reaches(n)}
        return frozenset(tuple(value >= (test.at_least or 0) for test in tests) for value in tried)

    def _reaches(self, number: int) -> bool:
        return self.high is None or number <= self.high


@dataclass(frozen=True, slots=True)
class Moment:
    """Between two instants in UTC; the same one twice where it is known to the minute."""

    earliest: datetime
    latest: datetime

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class Timing:
    """A moment among the others: whether it has come, and how long after another it came.

    A key that is not in `moments` is not known; None has not come.
    """

    key: str
    moments: Mapping[str, Moment | None]

    def answers(self, tests: Sequence["Condition"]) -> Answers:
        come = self.moments.get(self.key) is not None
        may = frozenset({come}) if self.key in self.moments else EITHER
        found: set[tuple[bool, ...]] = set()
        for value in may:
            found |= set(product(*(sorted(self._one(test, value)) for test in tests)))
        return frozenset(found)

    def _one(self, test: "Condition", come: bool) -> frozenset[bool]:
        if not test.hours_after:
            return frozenset({test.happened is come})
        return self._later(test.hours_after, timedelta(hours=test.over)) if come else NO

    def _later(self, other: str, over: timedelta) -> frozenset[bool]:
        mine, theirs = self.moments.get(self.key), self.moments.get(other)
        if other in self.moments and theirs is None:
            return NO
        if mine is None or theirs is None:
            return EITHER
        least, longest = mine.earliest - theirs.latest, mine.latest - theirs.earliest
        return frozenset({least > over, longest > over})


Value = YesNo | Choice | Members | Interval | Timing


def total(counts: Iterable[Interval]) -> Interval:
    """Their sum."""
    low, high = 0, 0
    unbounded = False
    for count in counts:
        low, high = low + count.low, high + (count.high or 0)
        unbounded |= count.high is None
    return Interval(low, None if unbounded else high)


def most(counts: Iterable[Interval]) -> Interval:
    """The largest of them."""
    known = list(counts) or [Interval(0, 0)]
    highs = [count.high for count in known]
    high = None if None in highs else max(h for h in highs if h is not None)
    return Interval(max(count.low for count in known), high)


def together(rows: Sequence[Answers]) -> Iterable[tuple[tuple[bool, ...], ...]]:
    """Every way in which the facts may stand."""
    return product(*(sorted(row) for row in rows))
