"""A plan as a page of plain text."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table as Grid

from quarterdeck.engine import wording
from quarterdeck.engine.case.worth import YEARS
from quarterdeck.plans.calendar import quarter
from quarterdeck.plans.plan_beside import frontier_grid, other_lines
from quarterdeck.plans.plan_words import Words, said
from quarterdeck.plans.planned import Case, Chosen, Planned, Short
from quarterdeck.plans.protect_showing import cover_lines, unknown_lines, ways_grid


class Page:
    """Prints in one currency, from one day on."""

    def __init__(self, out: Console, currency: str, as_of: date) -> None:
        self.out, self.words, self.as_of = out, Words(currency), as_of

    def show(self, found: Planned, source: str) -> None:
        ask = found.ask
        people = "" if ask.people_days is None else f" and {ask.people_days:g} days of people"
        self.say(
            f"{source}: {self.words.money(ask.budget)}{people} a {ask.per}, for "
            f"{said(wording.count_things(ask.periods, ask.per))}. In brackets: the range that "
            "holds in 90 of 100 cases.\n"
        )
        if isinstance(found.chosen, Short):
            self.short(found)
        else:
            self.plan(found, found.chosen)
        for case in found.cases:
            if case.late:
                self.say(f"{case.name} cannot be in force by its day, even if it starts now.")
        for line in other_lines(found, self.words):
            self.say(line)
        if found.frontier:
            self.out.print()
            self.out.print(frontier_grid(found, self.words))
        self.protection(found)

    def plan(self, found: Planned, plan: Chosen) -> None:
        funded = sorted((c for c in found.cases if c.start is not None), key=_by_start)
        if not funded:
            self.say("Nothing that could be funded takes anything off within this budget.")
            return
        money = self.words.money
        self.out.print(self.grid(funded))
        self.say(
            f"\nIt takes {money(sum(plan.money))} and {sum(plan.people_days):,.0f} days, and "
            f"removes {money(plan.removed)} of {money(plan.loss_before)} that we would expect to "
            f"lose in that time. {_proof(plan)}"
        )
        self.say(
            f"“Pays” is the chance that one alone is worth more than it costs within {YEARS:g} "
            "years, by the loss that it avoids and nothing else."
        )
        self.say(f"\nOnce all of it is in force:\n{self.words.against(found.today, plan.scored)}")

    def grid(self, cases: Sequence[Case]) -> Grid:
        grid = Grid(box=None, header_style="", pad_edge=False)
        for head in ("fund", "start", "once", "a year", "alone, less a year", "pays", "because"):
            grid.add_column(head, overflow="fold")
        for case in cases:
            grid.add_row(
                case.name, f"{quarter(self.as_of, case.start or 0)}",
                self.words.cost(case.cost_once), self.words.cost(case.cost_per_year),
                self.words.span(case.avoids_alone_per_year), _pays(case), case.mandate,
            )  # fmt: skip
        return grid

    def short(self, found: Planned) -> None:
        short = found.chosen
        assert isinstance(short, Short)
        musts = [case.name for case in found.cases if case.mandate]
        if short.rules_clash:
            self.say("No budget holds what must be funded: the demands exclude one another, or "
                     "what they need comes too late.")  # fmt: skip
        else:
            least = "At least" if short.proved else "About"
            lacks = [self.words.money(short.money)] if short.money else []
            lacks += [f"{short.people_days:,.0f} days of people"] if short.people_days else []
            self.say(
                "The budget cannot hold what must be funded. "
                f"{least} {' and '.join(lacks)} more would be needed."
            )
        self.say("Must be funded: " + "; ".join(musts) + ".")

    def protection(self, found: Planned) -> None:
        self.out.print()
        self.out.print(ways_grid(found.responses, found.names, self.words.money))
        lines = [*cover_lines(found.insurance, self.words.money)] if found.insurance else []
        lines += unknown_lines(found.information, found.names, self.words.money)
        self.say("\n" + "\n".join(lines))

    def say(self, text: str) -> None:
        self.out.print(text, soft_wrap=True)


def _proof(plan: Chosen) -> str:
    if plan.gap_share < 0.0005:
        return "No plan within the budget leaves less: that is proved."
    return f"No plan within the budget leaves more than {plan.gap_share:.1%} less: that is proved."


def _pays(case: Case) -> str:
    return f"{round(case.economics.pays * 100)} in 100"


def _by_start(case: Case) -> tuple[int, bool, float]:
    return case.start or 0, not case.mandate, -case.share_money
