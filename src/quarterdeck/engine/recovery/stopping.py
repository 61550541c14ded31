"""What stopping work that is under way would come to: it is begun anew when its turn comes."""

from dataclasses import dataclass, replace

from quarterdeck.engine.recovery.outage import Outage
from quarterdeck.engine.recovery.planning import recover
from quarterdeck.engine.recovery.results import Recovery, Spread
from quarterdeck.engine.recovery.searching import Effort


@dataclass(frozen=True, slots=True)
class Stopping:
    """Of one system: `dearer` is the cost with it stopped, `price_money` included, less that of
    carrying on, draw by draw; the time already spent on it is lost."""

    system: str
    price_money: float
    dearer: Spread
    late_hours: Spread
    recovery: Recovery


def stopping(
    outage: Outage, carrying_on: Recovery, system: str, price_money: float, effort: Effort
) -> Stopping:
    """On the same draws as `carrying_on`, begun from its order.

    Raises ValueError for a system that is not under way.
    """
    if not outage.system[system].under_way:
        raise ValueError(f"“{system}” is not under way: there is nothing to stop")
    systems = tuple(
        replace(each, under_way=None) if each.key == system else each for each in outage.systems
    )
    seed = carrying_on.drawn_with - 1
    able = [(s, team) for s, team in carrying_on.assignment if s != system]
    other = recover(replace(outage, systems=systems), effort, seed, able)
    dearer = other.money_draws + price_money - carrying_on.money_draws
    return Stopping(system, price_money, Spread.of(dearer), other.late_hours, other)
