"""An order over many draws of how long work takes and of what being down costs."""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.recovery.durations import drawn_factors, drawn_hours, mean_factor
from quarterdeck.engine.recovery.grid import grid
from quarterdeck.engine.recovery.orders import Judge, Order, Orders, summed
from quarterdeck.engine.recovery.outage import Outage

FINE_STEPS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The judge has the work drawn; `factors` (services, draws) on the mean cost."""

    judge: Judge
    factors: Floats
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Of one order, by draw and from now on: `ends_hours` (systems, draws), `back_hours` and
    `service_money` (services, draws), `late_hours` and `money` (draws,)."""

    ends_hours: Floats
    back_hours: Floats
    service_money: Floats
    late_hours: Floats
    money: Floats

    @property
    def rank(self) -> tuple[float, float]:
        """The least is best: what comes late for safety and duty before all money."""
        return round(float(self.late_hours.mean()), 9), float(self.money.mean())


def drawn(outage: Outage, count: int, seed: int) -> Draws:
    left = grid(outage, most_steps=FINE_STEPS)
    hours = drawn_hours(tuple(outage.system[key] for key in left.systems), count, seed)
    work = float(hours.sum(axis=0).max(initial=0)) + len(hours) / left.steps_per_hour
    room = 1 + work * left.steps_per_hour / max(sum(left.steps), 1)
    made = grid(outage, room, FINE_STEPS, left.steps_per_hour)
    steps = np.maximum(np.rint(hours * made.steps_per_hour), 1).astype(np.int64)
    doubts = tuple((service.key, service.doubt) for service in made.services)
    means = np.array([mean_factor(doubt) for _, doubt in doubts])
    factors = drawn_factors(doubts, count, seed) / np.where(means > 0, means, 1.0)[:, None]
    return Draws(Judge(made, steps), factors, seed)


def outcome(draws: Draws, order: Order) -> Outcome:
    judge = draws.judge
    made = judge.grid
    done = judge.ends(Orders.of([order]))
    back = judge.back(done)[0]
    services = np.arange(len(back))[:, None]
    cents = made.cents[services, back] * draws.factors
    return Outcome(
        done[0] / made.steps_per_hour,
        back / made.steps_per_hour,
        cents / 100,
        made.late[services, back].sum(axis=0) / made.steps_per_hour,
        np.asarray(summed(made, cents, axis=0) / 100, dtype=np.float64),
    )
