"""What comes back first: the order of recovery that is expected to lose least.

`recover` makes it, or plans anew from an earlier one; `meter` tells what an outage has cost and
will. Formulas and what is proved: docs/methods/recovery.md.
"""

from quarterdeck.engine.recovery.delay import delay
from quarterdeck.engine.recovery.downtime import Curve
from quarterdeck.engine.recovery.meter import Ended, Meter, meter
from quarterdeck.engine.recovery.outage import Cap, Outage, Service, System, Team, UnderWay
from quarterdeck.engine.recovery.planning import BEST_RULE, CARRYING_ON, recover
from quarterdeck.engine.recovery.results import AtMeans, Back, Recovery, Rival, Spread, Work
from quarterdeck.engine.recovery.searching import Effort
from quarterdeck.engine.recovery.stopping import Stopping, stopping

__all__ = [
    "BEST_RULE",
    "CARRYING_ON",
    "AtMeans",
    "Back",
    "Cap",
    "Curve",
    "Effort",
    "Ended",
    "Meter",
    "Outage",
    "Recovery",
    "Rival",
    "Service",
    "Spread",
    "Stopping",
    "System",
    "Team",
    "UnderWay",
    "Work",
    "delay",
    "meter",
    "recover",
    "stopping",
]
