"""What a set of initiatives leaves of the loss and of the odds, on the same events as today."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quarterdeck.engine.case.effects import NONE, Changes, Effects, left_of
from quarterdeck.engine.case.spreads import Spread, spread_of
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.insurance import net
from quarterdeck.engine.loss.intensity import average
from quarterdeck.engine.loss.results import TolerancePoint
from quarterdeck.engine.loss.scenario import Insurance
from quarterdeck.engine.loss.simulation import what_if
from quarterdeck.engine.loss.streams import Purpose, hypercube, stream
from quarterdeck.engine.loss.table import EventTable
from quarterdeck.engine.loss.view import View
from quarterdeck.engine.verdicts import Standing, standing


@dataclass(frozen=True, slots=True)
class Odds:
    """Chance in a year of more than a tolerance point's loss; `confidence` is the share of worlds
    that keep it."""

    point: TolerancePoint
    chance: Spread
    confidence: float

    @property
    def standing(self) -> Standing:
        return standing(self.chance.band, self.point.chance)


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Loss a year before insurance and the chance over each of P tolerance points.

    Values have every effect at its middle; worlds draw how strong they are.
    """

    points: tuple[TolerancePoint, ...]
    loss_money: float
    worlds_loss_money: Floats
    """(W,)"""
    shares: Floats
    """(P,) of simulated years above."""
    worlds_chances: Floats
    """(P, W)"""

    @property
    def loss_per_year(self) -> Spread:
        return spread_of(self.loss_money, self.worlds_loss_money)

    @property
    def odds(self) -> tuple[Odds, ...]:
        rows = zip(self.points, self.shares.tolist(), self.worlds_chances, strict=True)
        return tuple(
            Odds(point, spread_of(share, worlds), float(np.mean(worlds <= point.chance)))
            for point, share, worlds in rows
        )


@dataclass(frozen=True, slots=True)
class Bought:
    """What one outlook has less than another: loss a year, and chance over each point; paired
    world by world. Below zero it has more."""

    avoided_per_year: Spread
    chances: tuple[Spread, ...]


@dataclass(frozen=True, eq=False)
class Scene:
    """Today's simulated years, with the limits that the board set.

    Raises ValueError where a scenario's loss a year is infinite: nothing can be weighed against it.
    """

    table: EventTable
    points: tuple[TolerancePoint, ...] = ()
    insurance: Insurance | None = None

    def __post_init__(self) -> None:
        for sample in self.table.samples:
            if not sample.mean < np.inf:
                key = sample.scenario.key
                raise ValueError(f"{key} has no finite average: give its losses a cap")

    @cached_property
    def today(self) -> Outlook:
        return Outlook(self.points, *_figures(self, self.table))

    @cached_property
    def strength(self) -> Floats:
        """(W,) the normal score of every effect in each world: strong or weak together."""
        generator = stream(self.table.seed, Purpose.PROPOSALS)
        return np.asarray(hypercube(generator, 1, self.table.worlds)[0])


def outlook(scene: Scene, effects: Effects = NONE) -> Outlook:
    """With these effects in force. ValueError for a scenario or form that the table lacks."""
    today = scene.today
    if not effects.scenarios:
        return today
    low, middle, high = (_figures(scene, _changed(scene, c)) for c in effects.ends)
    loss = left_of(today.worlds_loss_money, (low[1], middle[1], high[1]), scene.strength)
    chances = [
        left_of(before, ends, scene.strength)
        for before, *ends in zip(today.worlds_chances, low[3], middle[3], high[3], strict=True)
    ]
    return Outlook(
        scene.points, middle[0], loss, middle[2],
        np.reshape(chances, (len(scene.points), scene.table.worlds)),
    )  # fmt: skip


def bought(before: Outlook, after: Outlook) -> Bought:
    """By going from the one to the other; both of one scene."""
    money, chances = (
        before.worlds_loss_money - after.worlds_loss_money,
        before.worlds_chances - after.worlds_chances,
    )
    return Bought(
        spread_of(before.loss_money - after.loss_money, money),
        tuple(map(spread_of, before.shares - after.shares, chances)),
    )


def _changed(scene: Scene, changes: Changes) -> EventTable:
    return what_if(scene.table, changes) if changes else scene.table


def _figures(scene: Scene, table: EventTable) -> tuple[float, Floats, Floats, Floats]:
    """Loss a year; in each world; share of years above each point; chance in each world."""
    passed = list(_passed(scene, table))
    shares = np.array([share for share, _ in passed], dtype=float)
    chances = np.reshape([chance for _, chance in passed], (len(passed), table.worlds))
    loss = sum(sample.mean for sample in table.samples)
    return loss, average(table), shares, np.asarray(chances, dtype=float)


def _passed(scene: Scene, table: EventTable) -> Iterator[tuple[float, Floats]]:
    gross = View(table)
    covered = View(table, net(table, scene.insurance)) if scene.insurance else gross
    for point in scene.points:
        view = covered if point.after_insurance else gross
        passed = view.passed(np.array([point.loss]), point.basis)
        yield float(passed.shares[0]), passed.chances[0]
