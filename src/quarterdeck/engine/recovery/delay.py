"""What every further hour costs on top of an order, when all of it begins later."""

import numpy as np

from quarterdeck.engine.recovery.downtime import Curve
from quarterdeck.engine.recovery.durations import mean_factor
from quarterdeck.engine.recovery.grid import money_from_now
from quarterdeck.engine.recovery.outage import Outage
from quarterdeck.engine.recovery.results import Recovery

_HOURS = 24 * 14
"""Looked at, hour by hour; beyond them the cost goes on as in the last hour."""


def delay(outage: Outage, recovery: Recovery) -> Curve:
    """Money by hours of delay: Σ F(back + delay) − F(back), each service back at its mean."""
    hours, lost = np.arange(_HOURS + 1.0), np.zeros(_HOURS + 1)
    service = {each.key: each for each in outage.services}
    for back in recovery.services:
        one = service[back.service]
        later = money_from_now(one, back.hours.mean + hours)
        lost += (later - later[0]) * mean_factor(one.doubt)
    lost = np.maximum.accumulate(lost)
    return Curve(tuple(zip(hours[1:].tolist(), lost[1:].tolist(), strict=True)))
