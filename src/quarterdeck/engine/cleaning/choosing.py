"""The cheapest thing to do, what it costs beside the others, and what would change it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from quarterdeck.engine.cleaning.trade import Check, Rebuild, Stage, Trade
from quarterdeck.engine.cleaning.worlds import Worlds, value_at
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.recovery.results import Spread

NOW, CLEAN, STAGE, REBUILD = "restore now", "clean first", "stage in isolation", "rebuild"
_NODES = 21
IN_DOUBT = ("still_there", "halving_hours", "again_hours", "again_money")


@dataclass(frozen=True, slots=True)
class Option:
    """`hours` until the business is back if all goes well."""

    name: str
    hours: float
    money: Spread


@dataclass(frozen=True, slots=True)
class CheckWorth:
    """`worth_money` before what the check itself costs; `net_money` after it.

    Take it where the net is above zero. The same check again is not new information.
    """

    check: Check
    says_so: float
    chance_if_alarm: float
    chance_if_clear: float
    worth_money: float
    net_money: float


@dataclass(frozen=True, slots=True)
class Knowing:
    """What it would be worth to know one thing for sure, and for which share of what it may turn
    out to be another thing would be done."""

    what: str
    worth_money: float
    changes_share: float


@dataclass(frozen=True, slots=True)
class Choice:
    """`break_even`: below this chance that the intruder is still there, restoring now is
    cheapest of restoring now and cleaning; None where cleaning never pays."""

    best: Option
    options: tuple[Option, ...]
    chance: float
    break_even: float | None
    checks: tuple[CheckWorth, ...]
    knowing: tuple[Knowing, ...]


def choose(
    trade: Trade,
    checks: Sequence[Check] = (),
    stage: Stage | None = None,
    rebuild: Rebuild | None = None,
    worlds: int = 500,
    seed: int = 1,
) -> Choice:
    """By the mean over worlds; the range of an option is that of its cost, world by world."""
    made = Worlds.of(trade, worlds, seed)
    hours = made.hours()
    money = made.money(hours)
    options = [Option(NOW, 0.0, Spread.of(money[:, 0])), _cheapest(CLEAN, hours[1:], money[:, 1:])]
    if stage:
        options.append(_staged(made, stage))
    if rebuild:
        options.append(Option(REBUILD, rebuild.hours, Spread.of(_rebuilt(made, rebuild))))
    return Choice(
        min(options, key=lambda option: option.money.mean),
        tuple(options),
        float(made.still_there.mean()),
        break_even(made, hours),
        tuple(_worth(made, hours, check) for check in checks),
        tuple(_knowing(made, hours, what) for what in IN_DOUBT),
    )


def least_money(worlds: Worlds, hours: Floats, chance: float) -> float:
    """V(π): the least expected cost over all hours of cleaning, if the chance is this."""
    return float(worlds.with_chance(chance).money(hours).mean(axis=0).min())


def break_even(worlds: Worlds, hours: Floats) -> float | None:
    """Of all k: F(k) ÷ (again now − again after k), the smallest; J is a line in the chance."""
    sure = worlds.with_chance(1.0)
    lost = worlds.trade.cost.at(hours)
    again = (sure.chance(hours) * sure.again(hours)).mean(axis=0)
    saved = again[0] - again
    pays = saved > 0
    least = float((lost[pays] / saved[pays]).min()) if pays.any() else 1.0
    return least if least < 1 else None


def _cheapest(name: str, hours: Floats, money: Floats) -> Option:
    place = int(money.mean(axis=0).argmin())
    return Option(name, float(hours[place]), Spread.of(money[:, place]))


def _staged(worlds: Worlds, stage: Stage) -> Option:
    """(1 − saved)·F(k) + spreads·π·its money + π_k·what falling again costs."""
    paid = 1 - stage.saves_share
    hours = worlds.hours(paid)
    spread = stage.spreads * stage.spreads_money * worlds.still_there[:, None]
    again = worlds.chance(hours) * worlds.again(hours)
    return _cheapest(STAGE, hours, paid * worlds.trade.cost.at(hours) + spread + again)


def _rebuilt(worlds: Worlds, rebuild: Rebuild) -> Floats:
    at = np.array([rebuild.hours])
    lost = worlds.trade.cost.at(at) + rebuild.money
    return np.asarray((lost + rebuild.left * worlds.again(at))[:, 0])


def _worth(worlds: Worlds, hours: Floats, check: Check) -> CheckWorth:
    """V(π) − P·V(π⁺) − (1 − P)·V(π⁻), and less its price and what being down for it costs."""
    chance = float(worlds.still_there.mean())
    says_so = check.said(chance)
    alarm, clear = check.after(chance, alarm=True), check.after(chance, alarm=False)
    value = (
        least_money(worlds, hours, chance)
        - says_so * least_money(worlds, hours, alarm)
        - (1 - says_so) * least_money(worlds, hours, clear)
    )
    spent = check.price_money + float(worlds.trade.cost.at(np.asarray(check.hours)))
    worth = max(value, 0.0)
    return CheckWorth(check, says_so, alarm, clear, worth, worth - spent)


def _knowing(worlds: Worlds, hours: Floats, what: str) -> Knowing:
    """min over k of the mean, less the mean of the minima, over evenly likely values of one."""
    few = hours[:: max(1, len(hours) // 300)]
    nodes = value_at(getattr(worlds.trade, what), (np.arange(_NODES) + 0.5) / _NODES)
    rows = np.array([_known(worlds, what, node).money(few).mean(axis=0) for node in nodes])
    blind = rows.mean(axis=0)
    cleans = rows.argmin(axis=1) > 0
    worth = float(blind.min() - rows.min(axis=1).mean())
    return Knowing(what, max(worth, 0.0), float((cleans != (blind.argmin() > 0)).mean()))


def _known(worlds: Worlds, what: str, value: float) -> Worlds:
    made: Worlds = replace(worlds, **{what: np.full(len(worlds.still_there), value)})  # type: ignore[arg-type]
    return made
