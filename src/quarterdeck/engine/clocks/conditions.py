"""Which facts bring a stage into force: a tree of all, any and not over tests of one fact each.

There is no expression language: a row of a table is read by counsel as it stands.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct, field

TESTS = ("is_", "in_", "has_any", "at_least", "happened", "hours_after")


class Condition(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Exactly one of `all`, `any`, `not`, or a `fact` with one test.

    Tests: `is` (yes or no), `in` (one of these words), `has_any` (one of these is in the set),
    `at_least` (a count), `happened` (a moment has come), `hours_after` (it came more than `over`
    hours after that moment). `says` names a long list in words. Raises ValueError for anything
    else.
    """

    all: tuple["Condition", ...] = ()
    any: tuple["Condition", ...] = ()
    not_: "Condition | None" = field(default=None, name="not")
    fact: str = ""
    is_: bool | None = field(default=None, name="is")
    in_: tuple[str, ...] = field(default=(), name="in")
    has_any: tuple[str, ...] = ()
    at_least: int | None = None
    happened: bool | None = None
    hours_after: str = ""
    over: float = 0
    says: str = ""

    def __post_init__(self) -> None:
        kinds = (bool(self.all), bool(self.any), self.not_ is not None, bool(self.fact))
        tests = sum(getattr(self, name) not in (None, (), "") for name in TESTS)
        if sum(kinds) != 1 or tests != int(bool(self.fact)):
            raise ValueError("a condition is all, any, not, or one fact with one test")


@cache
def tests(condition: Condition | None) -> tuple[Condition, ...]:
    """The tests in it, each once."""
    if condition is None:
        return ()
    if condition.fact:
        return (condition,)
    return tuple(dict.fromkeys(test for child in children(condition) for test in tests(child)))


def children(condition: Condition) -> tuple[Condition, ...]:
    return (condition.not_,) if condition.not_ else condition.all or condition.any


def holds(condition: Condition | None, truth: Mapping[Condition, bool]) -> bool:
    """Whether it holds where its tests are answered so. No condition always holds."""
    if condition is None:
        return True
    if condition.fact:
        return truth[condition]
    if condition.not_:
        return not holds(condition.not_, truth)
    inner = (holds(child, truth) for child in children(condition))
    return all(inner) if condition.all else any(inner)


def reasons(
    condition: Condition | None, truth: Mapping[Condition, bool]
) -> Iterator[tuple[Condition, bool]]:
    """The tests that make it hold, or fail, each with its answer."""
    if condition is None:
        return
    if condition.fact:
        yield condition, truth[condition]
    elif condition.not_:
        yield from reasons(condition.not_, truth)
    else:
        yield from _of_children(condition, truth)


def _of_children(
    condition: Condition, truth: Mapping[Condition, bool]
) -> Iterator[tuple[Condition, bool]]:
    """One child is enough where one decides; else all of them."""
    decides = bool(condition.any)
    deciding = [c for c in children(condition) if holds(c, truth) is decides]
    for child in deciding[:1] or children(condition):
        yield from reasons(child, truth)
