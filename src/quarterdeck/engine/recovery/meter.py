"""The live meter: what an outage has cost so far, and what it will have cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.recovery.durations import drawn_factors
from quarterdeck.engine.recovery.outage import Outage, Service
from quarterdeck.engine.recovery.results import Recovery, Spread


@dataclass(frozen=True, slots=True)
class Ended:
    """A service that was down and is back."""

    service: Service
    hours: float


@dataclass(frozen=True, slots=True)
class Meter:
    """Money. `total` is so far and to come added draw by draw, never range by range."""

    so_far: Spread
    to_come: Spread
    total: Spread


def meter(
    outage: Outage, recovery: Recovery, ended: Sequence[Ended] = (), spent_money: float = 0.0
) -> Meter:
    """`spent_money` went into the response. One draw of what being down costs serves the past and
    the future of a service, so that a dear draw is dear throughout."""
    down = [Ended(service, service.down_hours) for service in outage.services]
    so_far = np.full(len(recovery.money_draws), spent_money)
    for each in [*ended, *down]:
        so_far = so_far + _lost(each, recovery)
    to_come = recovery.money_draws
    return Meter(Spread.of(so_far), Spread.of(to_come), Spread.of(so_far + to_come))


def _lost(each: Ended, recovery: Recovery) -> Floats:
    service = each.service
    known = ((service.key, service.doubt),)
    factor = drawn_factors(known, len(recovery.money_draws), recovery.drawn_with)[0]
    lost = float(service.cost.at(np.asarray(each.hours))) * service.down_share
    return np.asarray(factor * lost)
