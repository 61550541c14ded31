"""A frontier with marks: what each plan is worth and leaves, and which of them to read first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from quarterdeck.engine.case.effects import together
from quarterdeck.engine.case.outlook import Bought, Outlook, Scene, bought, outlook
from quarterdeck.engine.case.prospect import Prospect
from quarterdeck.engine.case.spreads import Spread, spread_of
from quarterdeck.engine.case.worth import Terms, schedule_of, worth
from quarterdeck.engine.loss.arrays import Flags, Floats, Integers
from quarterdeck.engine.plan.initiatives import NEVER, Choices
from quarterdeck.engine.plan.spending import Spending, takings

Because = Literal["worth most", "keeps the limits"]


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A plan as the board sees it: what it takes, leaves once all is in force, and is worth."""

    starts: Integers
    """(I,) as in `Plan`."""
    spending: Spending
    outlook: Outlook
    worlds_worth_money: Floats
    """(N,) in the prospect's worlds."""

    @property
    def money(self) -> float:
        """Over all periods."""
        return float(self.spending.money.sum())

    @property
    def worth_money(self) -> Spread:
        """The mean over worlds, in money of today, over the years of the terms."""
        return spread_of(float(self.worlds_worth_money.mean()), self.worlds_worth_money)

    @property
    def keeps_limits(self) -> bool:
        return all(odds.chance.value <= odds.point.chance for odds in self.outlook.odds)


@dataclass(frozen=True, slots=True)
class Step:
    """From one plan to another. `sooner_or_later`: in both, begun at another time. `pays` is the
    chance that the other is worth more."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    sooner_or_later: tuple[str, ...]
    money: float
    bought: Bought
    worth_money: Spread
    pays: float


@dataclass(frozen=True, slots=True)
class Recommended:
    """The place on the frontier and why it is there."""

    place: int
    because: Because


def point(
    scene: Scene, prospect: Prospect, choices: Choices, starts: Integers, terms: Terms | None = None
) -> Point:
    """Of a plan of these choices, whose initiatives are the prospect's proposals, in order."""
    funded = [prospect.proposals[place].effects for place in np.flatnonzero(starts != NEVER)]
    return Point(
        starts,
        takings(choices).spending(starts),
        outlook(scene, together(funded)),
        worth(prospect, schedule_of(choices, starts), terms).money,
    )


def points(
    scene: Scene,
    prospect: Prospect,
    choices: Choices,
    plans: Sequence[Integers],
    terms: Terms | None = None,
) -> tuple[Point, ...]:
    """Of several plans by their starts; those that come again are told once."""
    told: dict[bytes, Point] = {}
    for starts in plans:
        if starts.tobytes() not in told:
            told[starts.tobytes()] = point(scene, prospect, choices, starts, terms)
    return tuple(told[starts.tobytes()] for starts in plans)


def step(prospect: Prospect, before: Point, after: Point) -> Step:
    """What more money would buy, or a cut would lose."""
    had, has = before.starts != NEVER, after.starts != NEVER
    money = after.worlds_worth_money - before.worlds_worth_money
    return Step(
        _named(prospect, has & ~had),
        _named(prospect, had & ~has),
        _named(prospect, had & has & (before.starts != after.starts)),
        after.money - before.money,
        bought(before.outlook, after.outlook),
        spread_of(float(money.mean()), money),
        float(np.mean(money > 0)),
    )


def recommended(points: Sequence[Point]) -> Recommended:
    """On a frontier of rising budgets, the plan worth most: beyond it money buys less than itself.
    Where that breaks a limit, the first plan that keeps all, if any does.

    Raises ValueError without points.
    """
    if not points:
        raise ValueError("a frontier without plans has none to recommend")
    most = int(np.argmax([each.worlds_worth_money.mean() for each in points]))
    keeping = [place for place, each in enumerate(points) if each.keeps_limits]
    if not keeping or points[most].keeps_limits:
        return Recommended(most, "worth most")
    return Recommended(min(keeping, key=lambda place: points[place].money), "keeps the limits")


def demanded_only(choices: Choices) -> Integers:
    """(I,) starts of what is demanded and of what that needs, each as soon as it may, whatever it
    takes: what the law alone asks for. What excludes one another is not looked at."""
    starts = np.full(choices.size[0], NEVER, dtype=np.int32)
    asked = {int(one) for one in np.flatnonzero(choices.due_period != NEVER)}
    for one in reversed(choices.order()):
        if one in asked:
            asked |= {b for a, b in choices.needs if a == one}
    for one in choices.order():
        if one in asked:
            ready = [starts[b] + choices.duration_periods[b] for a, b in choices.needs if a == one]
            starts[one] = max(ready, default=0)
    return starts


def _named(prospect: Prospect, which: Flags) -> tuple[str, ...]:
    return tuple(prospect.proposals[place].key for place in np.flatnonzero(which))
