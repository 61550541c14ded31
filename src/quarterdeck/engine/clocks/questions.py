"""What to find out first: each open fact once, with every clock that hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from quarterdeck.engine.clocks.results import Clock

AT_ONCE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Question:
    """A fact, the earliest day by which some clock needs it (None: at once), and those clocks."""

    fact: str
    by: datetime | None
    decides: tuple[str, ...]


def questions(clocks: Sequence[Clock]) -> tuple[Question, ...]:
    """The questions of all clocks that may still run: what decides a dated clock soonest, first.

    A question that only clocks without a number ask comes after those, at once.
    """
    asked: dict[str, list[tuple[datetime | None, str]]] = {}
    for clock in clocks:
        for ask in clock.asks:
            asked.setdefault(ask.fact, []).append((ask.by, clock.key))
    found = (_question(fact, rows) for fact, rows in asked.items())
    return tuple(sorted(found, key=lambda q: (q.by is None, q.by or AT_ONCE, -len(q.decides))))


def _question(fact: str, rows: list[tuple[datetime | None, str]]) -> Question:
    days = [by for by, _ in rows if by]
    return Question(fact, min(days, default=None), tuple(key for _, key in rows))
