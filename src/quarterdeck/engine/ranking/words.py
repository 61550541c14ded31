"""A reason in plain English, for management's list."""

from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.engine.exposure import EdgeKind, Reach
from quarterdeck.engine.ranking.order import What
from quarterdeck.engine.ranking.reasons import NO_SCENARIO, Reason
from quarterdeck.engine.wording import money

REACHED: dict[Reach, str] = {
    Reach.INTERNET: "can be reached from the internet",
    Reach.PARTNER: "can be reached by partners",
    Reach.INTERNAL: "can be reached from inside the company only",
    Reach.ISOLATED: "is cut off from the other systems",
}
LEADS: dict[EdgeKind, str] = {
    EdgeKind.HOLDS_CREDENTIALS_FOR: "which holds the keys to {}",
    EdgeKind.DEPENDS_ON: "on which {} depends",
}


@dataclass(frozen=True, slots=True)
class Names:
    """By place: hosts (systems, or obligations for gaps) and scenarios; and the currency's code."""

    hosts: Sequence[str]
    scenarios: Sequence[str]
    currency: str


def in_words(reason: Reason, names: Names) -> str:
    """Two to four sentences: what leaving it costs, through which loss, and why."""
    host = names.hosts[reason.host]
    if reason.scenario == NO_SCENARIO:
        return f"No loss that we know of can begin here{_where(reason, f': {host} ')}."
    loss = f"“{names.scenarios[reason.scenario]}”"
    all_of_it = f"{money(reason.scenario_money, names.currency)} a year in all"
    costs = f"Leaving it costs about {money(reason.share, names.currency)} a year"
    through = f"{costs}, {part(reason.of_share)} of it through {loss} ({all_of_it})."
    return " ".join([through, *_why(reason, names)])


def part(share: float) -> str:
    """ "all", "nearly all", "40 in 100", "less than 1 in 100"."""
    if share > 0.9999:
        return "all"
    if share > 0.99:
        return "nearly all"
    return "less than 1 in 100" if share < 0.01 else f"{share * 100:.0f} in 100"


def _why(reason: Reason, names: Names) -> list[str]:
    host, where = names.hosts[reason.host], _where(reason, ", which ")
    if reason.what is What.GAP:
        return [f"It is {part(reason.of_host)} of what is not met or not proven in {host}."]
    if reason.what is What.NOT_SCANNED:
        wrong = f"No scan has looked at {host}{where}; we take it to be as weak as most near it."
    else:
        wrong = f"This is {part(reason.of_host)} of what is wrong with {host}{where}."
    unlisted = [] if reason.in_inventory else [f"The system {host} is not in your list."]
    return [wrong, *unlisted, _door(reason, names)]


def _where(reason: Reason, before: str) -> str:
    return "" if reason.reach is None else before + REACHED[reason.reach]


def _door(reason: Reason, names: Names) -> str:
    host = names.hosts[reason.host]
    leads = ", ".join(LEADS[hop.kind].format(names.hosts[hop.system]) for hop in reason.path)
    way = f": from {host}, {leads}" if leads else ""
    return f"In turn, {host} is {part(reason.of_door)} of what opens the way to that loss{way}."
