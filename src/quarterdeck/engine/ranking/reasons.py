"""Why a row stands where it stands, as figures and a path; `words` says it."""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.exposure import Exposure, Hop, Reach, Systems
from quarterdeck.engine.exposure.effects import feeds
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.ranking.order import What
from quarterdeck.engine.ranking.shares import money_per_exposure

NO_SCENARIO = -1


@dataclass(frozen=True, slots=True)
class Reason:
    """The parts of one row's share; money is a year's, parts lie between 0 and 1.

    `host` is the system, or the obligation of a gap. `scenario` is the one that gives most of the
    `share` (`of_share` of it), and stands at `scenario_money`. The row is `of_host` of what is
    wrong with its host, and the host `of_door` of what opens the way to the scenario, along
    `path` (empty: the host is one of its systems, or no path is known). `NO_SCENARIO`: no loss.
    """

    what: What
    host: int
    share: float
    scenario: int = NO_SCENARIO
    of_share: float = 0.0
    scenario_money: float = 0.0
    of_host: float = 0.0
    of_door: float = 0.0
    path: tuple[Hop, ...] = ()
    reach: Reach | None = None
    in_inventory: bool = True


def reason(exposure: Exposure, what: What, place: int, systems: Systems | None = None) -> Reason:
    """Of a finding, a gap, or a system that no scan saw; `systems` adds where it can be reached."""
    landscape = exposure.landscape
    host = place if what is What.NOT_SCANNED else int(landscape.host[place])
    of_host = _of_host(exposure, what, place, host)[landscape.column]
    reached = landscape.onward.trust[:, host] * landscape.chances[host, landscape.column]
    parts = money_per_exposure(exposure) * reached * of_host
    share = float(parts.sum())
    reach = None if systems is None else Reach(int(systems.reach[host]))
    listed = systems is None or bool(systems.in_inventory[host])
    if not share > 0:
        return Reason(what, host, 0.0, reach=reach, in_inventory=listed)
    top = int(np.argmax(parts))
    return Reason(
        what=what,
        host=host,
        share=share,
        scenario=top,
        of_share=float(parts[top]) / share,
        scenario_money=float(landscape.stakes.money[top] * exposure.response[top]),
        of_host=float(of_host[top]),
        of_door=float(reached[top] / landscape.exposure[top]),
        path=landscape.onward.path(top, host),
        reach=reach,
        in_inventory=listed,
    )


def _of_host(exposure: Exposure, what: What, place: int, host: int) -> Floats:
    """What part of the host's hazards the row is, by column (K,)."""
    landscape = exposure.landscape
    whole = landscape.hazards[host]
    if what is What.NOT_SCANNED:
        own = landscape.unseen[host]
    else:
        effect = landscape.effect[place : place + 1]
        columns = range(len(whole))
        own = landscape.hazard[place] * np.array([feeds(effect, k)[0] for k in columns])
    return np.asarray(np.divide(own, whole, where=whole > 0, out=np.zeros_like(whole)))
