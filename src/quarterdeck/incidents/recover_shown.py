"""A recovery as a page of plain text."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from quarterdeck.engine import wording
from quarterdeck.engine.cleaning import CLEAN, NOW, CheckWorth, Choice
from quarterdeck.engine.recovery import Outage, Recovery, Rival, Spread
from quarterdeck.incidents.recovering import Answer

WORTH_SAYING = 0.01
"""Of the cost of the best choice: what knowing less than that is worth is not told."""
DOUBTS = {
    "still_there": "whether the intruder is still there",
    "halving_hours": "how fast cleaning works",
    "again_hours": "how long it would all be down again",
    "again_money": "what falling again would cost on top",
}


@dataclass(frozen=True, slots=True)
class Shown:
    out: Console
    outage: Outage
    currency: str

    def all(self, answer: Answer) -> None:
        found = answer.recovery
        self._say(self._headline(answer))
        self.out.print(self._order(found))
        self.out.print(self._services(found))
        self.out.print(self._rivals(found))
        self._say(self._proof(found))
        if answer.cleaning:
            for sentence in cleaning_in_words(answer.cleaning, self.currency):
                self._say(sentence)

    def _headline(self, answer: Answer) -> str:
        counted = answer.meter
        return (
            f"So far: {self._range(counted.so_far)}. Still to come in this order: "
            f"{self._range(counted.to_come)}. In all: {self._range(counted.total)}.\n"
            "In brackets: the range that holds in 90 of 100 draws. Hours count from now.\n"
        )

    def _order(self, found: Recovery) -> Table:
        table = _table("System", "Team", "Begins", "Is done")
        teams = {team.key: team.name for team in self.outage.teams}
        for work in found.order:
            name = self.outage.system[work.system].name
            begins = "under way" if work.under_way else _hours(work.begins_hours)
            table.add_row(name, teams[work.team], begins, _hours(work.ends_hours))
        return table

    def _services(self, found: Recovery) -> Table:
        table = _table("Service", "Is back", "Costs from now", "Beyond its limit")
        names = {service.key: service.name for service in self.outage.services}
        for back in found.services:
            late = _hours(back.late_hours) if back.late_hours.high else ""
            table.add_row(names[back.service], _hours(back.hours), self._range(back.money), late)
        return table

    def _rivals(self, found: Recovery) -> Table:
        table = _table("Instead, by", "It costs", "More than this order", "Dearer in")
        for rival in found.rivals:
            table.add_row(
                rival.name, self._range(rival.money), self._range(rival.dearer), _draws(rival)
            )
        return table

    def _proof(self, found: Recovery) -> str:
        at, money = found.at_means, self._money(found.at_means.money)
        if at.proved:
            return f"If all work took its mean: {money}, and no order is cheaper (proved)."
        return (
            f"If all work took its mean: {money} by the best order found; none costs less than "
            f"{self._money(at.bound_money)} ({at.gap_share:.1%} below)."
        )

    def _range(self, spread: Spread) -> str:
        middle = self._money(spread.mean)
        if spread.low == spread.high:
            return middle
        between = wording.money_range(spread.low, spread.high, self.currency)
        return f"{middle} ({_plain(between)})"

    def _money(self, amount: float) -> str:
        return _plain(wording.money(amount, self.currency))

    def _say(self, text: str) -> None:
        self.out.print(text, soft_wrap=True)


def cleaning_in_words(choice: Choice, currency: str) -> list[str]:
    """Every figure is one of the choice's own."""
    now = next(option for option in choice.options if option.name == NOW)
    clean = next(option for option in choice.options if option.name == CLEAN)
    others = [option for option in choice.options if option.name not in (NOW, CLEAN)]

    def money(amount: float) -> str:
        return _plain(wording.money(amount, currency))

    costs = [
        f"restoring now {money(now.money.mean)}",
        f"cleaning for {clean.hours:.1f} hours first {money(clean.money.mean)}",
        *(f"to {option.name} {money(option.money.mean)}" for option in others),
    ]
    says = [
        f"Restore now or clean first? On top of the order, {', '.join(costs)}. "
        f"Cheapest: {choice.best.name}."
    ]
    if choice.break_even is None:
        says.append("Cleaning does not pay, however likely it is that the intruder is there.")
    else:
        says.append(
            f"Below a chance of {choice.break_even:.0%} that the intruder is still there, "
            f"restoring now is cheaper than cleaning; it is put at {choice.chance:.0%}."
        )
    says += [_check(each, money(each.net_money), money(-each.net_money)) for each in choice.checks]
    for each in choice.knowing:
        if each.worth_money >= WORTH_SAYING * choice.best.money.mean > 0:
            says.append(f"To know {DOUBTS[each.what]} is worth {money(each.worth_money)}.")
    return says


def _check(each: CheckWorth, gained: str, lost: str) -> str:
    gain = f"saves {gained}" if each.net_money > 0 else f"costs {lost} more than it tells"
    return (
        f"The check “{each.check.name}” {gain}: it says so in {each.says_so:.0%} of cases, "
        f"and the chance is then {each.chance_if_alarm:.0%}, else {each.chance_if_clear:.0%}."
    )


def _draws(rival: Rival) -> str:
    return f"{rival.dearer_share:.0%} of draws"


def _hours(spread: Spread) -> str:
    if spread.low == spread.high:
        return f"{spread.mean:.1f} h"
    return f"{spread.mean:.1f} h ({spread.low:.1f} to {spread.high:.1f})"


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _table(*names: str) -> Table:
    table = Table(*names, box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.overflow = "fold"
    return table
