"""A plan as a page of plain text."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table as Grid

from quarterdeck.engine import wording
from quarterdeck.engine.case.worth import YEARS
from quarterdeck.plans.calendar import quarter
from quarterdeck.plans.planned import Case, Chosen, Difference, Other, Planned, Short
from quarterdeck.plans.protect_showing import cover_lines, unknown_lines, ways_grid
from quarterdeck.plans.scoring import Scored
from quarterdeck.risks.results import LimitResult, Span

BASE = 1_000
STANDING = {"within": "within it", "near": "near it", "beyond": "beyond it"}


class Page:
    """Prints in one currency, from one day on."""

    def __init__(self, out: Console, currency: str, as_of: date) -> None:
        self.out, self.currency, self.as_of = out, currency, as_of

    def show(self, found: Planned, source: str) -> None:
        ask = found.ask
        people = "" if ask.people_days is None else f" and {ask.people_days:g} days of people"
        self.say(
            f"{source}: {self.money(ask.budget)}{people} a {ask.per}, for "
            f"{_said(wording.count_things(ask.periods, ask.per))}. In brackets: the range that "
            "holds in 90 of 100 cases.\n"
        )
        if isinstance(found.chosen, Short):
            self.short(found)
        else:
            self.plan(found, found.chosen)
        for case in found.cases:
            if case.late:
                self.say(f"{case.name} cannot be in force by its day, even if it starts now.")
        self.others(found)
        self.frontier(found)
        self.protection(found)

    def plan(self, found: Planned, plan: Chosen) -> None:
        funded = sorted((c for c in found.cases if c.start is not None), key=_by_start)
        if not funded:
            self.say("Nothing that could be funded takes anything off within this budget.")
            return
        self.out.print(self.grid(funded))
        self.say(
            f"\nIt takes {self.money(sum(plan.money))} and {sum(plan.people_days):,.0f} days, and "
            f"removes {self.money(plan.removed)} of {self.money(plan.loss_before)} that we would "
            f"expect to lose in that time. {_proof(plan)}"
        )
        self.say(
            f"“Pays” is the chance that one alone is worth more than it costs within {YEARS:g} "
            "years, by the loss that it avoids and nothing else."
        )
        self.say(f"\nOnce all of it is in force:\n{self.against(found.today, plan.scored)}")

    def grid(self, cases: Sequence[Case]) -> Grid:
        grid = Grid(box=None, header_style="", pad_edge=False)
        for head in ("fund", "start", "once", "a year", "alone, less a year", "pays", "because"):
            grid.add_column(head, overflow="fold")
        for case in cases:
            grid.add_row(
                case.name, f"{quarter(self.as_of, case.start or 0)}",
                self.cost(case.cost_once), self.cost(case.cost_per_year),
                self.span(case.avoids_alone_per_year), _pays(case), case.mandate,
            )  # fmt: skip
        return grid

    def against(self, today: Scored, then: Scored) -> str:
        lines = [
            f"  {self.span(then.loss_per_year)} a year in place of {self.span(today.loss_per_year)}"
        ]
        for before, after in zip(today.limits, then.limits, strict=True):
            lines.append(f"  {self.limit(before, after)}")
        return "\n".join(lines)

    def limit(self, before: LimitResult, after: LimitResult) -> str:
        what = "a year above" if after.basis == "year" else "one event above"
        return (
            f"{what} {self.money(after.loss)} {after.insurance} insurance: {_odds(after)} in place "
            f"of {_odds(before)}; the limit is {_said(wording.odds(after.limit, BASE))}, we are "
            f"{STANDING[after.standing]}"
        )

    def short(self, found: Planned) -> None:
        short = found.chosen
        assert isinstance(short, Short)
        musts = [case.name for case in found.cases if case.mandate]
        if short.rules_clash:
            self.say("No budget holds what must be funded: the demands exclude one another, or "
                     "what they need comes too late.")  # fmt: skip
        else:
            least = "At least" if short.proved else "About"
            lacks = [self.money(short.money)] if short.money else []
            lacks += [f"{short.people_days:,.0f} days of people"] if short.people_days else []
            self.say(
                "The budget cannot hold what must be funded. "
                f"{least} {' and '.join(lacks)} more would be needed."
            )
        self.say("Must be funded: " + "; ".join(musts) + ".")

    def others(self, found: Planned) -> None:
        ask = found.ask
        if found.more and ask.more:
            self.other(found, found.more, f"Another {self.money(ask.more)} a {ask.per}")
        if found.less and ask.less:
            self.other(found, found.less, f"{self.money(ask.less)} less a {ask.per}")

    def other(self, found: Planned, other: Other, head: str) -> None:
        names = {case.key: case.name for case in found.cases}
        if isinstance(other.point, Short):
            self.say(f"\n{head}: what must be funded no longer fits; "
                     f"{self.money(other.point.money)} is missing.")  # fmt: skip
        elif other.difference:
            says = _moved(other.difference, names)
            self.say(f"\n{head} {says}, {self.apart(other.difference)}:")
            self.say(self.against(_scored_of(found), other.point.scored))

    def apart(self, difference: Difference) -> str:
        span = difference.avoids_per_year
        more = "less" if span.middle >= 0 else "more"
        low, high = sorted((abs(span.low), abs(span.high)))
        band = _said(wording.money_range(low, high, self.currency))
        pays = f"{round(difference.pays * 100)} in 100"
        return (
            f"{self.money(abs(span.middle))} ({band}) a year {more} to lose; chance that it is "
            f"worth the change: {pays}"
        )

    def frontier(self, found: Planned) -> None:
        points, best = found.frontier, found.recommended
        if not points:
            return
        grid = Grid(box=None, header_style="", pad_edge=False)
        for head in ("budget", "funded", "loss a year", "odds of the first limit", "worth", ""):
            grid.add_column(head)
        for place, point in enumerate(points):
            mark = f"recommended: {best.because}" if best and best.place == place else ""
            budget = self.money(point.budget)
            if isinstance(point, Short):
                grid.add_row(budget, "–", "what must be funded does not fit", "")
                continue
            limits = point.scored.limits
            loss = self.span(point.scored.loss_per_year)
            odds = _odds(limits[0]) if limits else ""
            worth = _signed(point.worth.middle, self.currency)
            grid.add_row(budget, f"{len(point.starts)}", loss, odds, worth, mark)
        self.out.print()
        self.out.print(grid)

    def protection(self, found: Planned) -> None:
        self.out.print()
        self.out.print(ways_grid(found.responses, found.names, self.money))
        lines = [*cover_lines(found.insurance, self.money)] if found.insurance else []
        lines += unknown_lines(found.information, found.names, self.money)
        self.say("\n" + "\n".join(lines))

    def say(self, text: str) -> None:
        self.out.print(text, soft_wrap=True)

    def money(self, amount: float) -> str:
        return _said(wording.money(amount, self.currency))

    def cost(self, span: Span) -> str:
        return self.money(span.middle) if span.high else "–"

    def span(self, span: Span) -> str:
        low, high = max(span.low, 0.0), max(span.high, 0.0)
        return f"{self.money(span.middle)} ({_said(wording.money_range(low, high, self.currency))})"


def _moved(difference: Difference, names: Mapping[str, str]) -> str:
    parts = [
        f"{verb} {'; '.join(names[key] for key in keys)}"
        for verb, keys in (("adds", difference.adds), ("gives up", difference.drops),
                           ("moves", difference.moves))
        if keys
    ]  # fmt: skip
    return " and ".join(parts) or "funds the same"


def _signed(amount: float, currency: str) -> str:
    sign = "−" if amount < 0 else ""
    return sign + _said(wording.money(abs(amount), currency))


def _scored_of(found: Planned) -> Scored:
    return found.chosen.scored if isinstance(found.chosen, Chosen) else found.today


def _proof(plan: Chosen) -> str:
    if plan.gap_share < 0.0005:
        return "No plan within the budget leaves less: that is proved."
    return f"No plan within the budget leaves more than {plan.gap_share:.1%} less: that is proved."


def _pays(case: Case) -> str:
    return f"{round(case.economics.pays * 100)} in 100"


def _odds(limit: LimitResult) -> str:
    odds = limit.odds
    band = _said(wording.odds_range(odds.low, odds.high, BASE)).removesuffix(f" in {BASE:,} years")
    return f"{_said(wording.odds(odds.chance, BASE))} ({band})"


def _by_start(case: Case) -> tuple[int, bool, float]:
    return case.start or 0, not case.mandate, -case.share_money


def _said(text: str) -> str:
    """Without no-break spaces, which terminals copy."""
    return text.replace("\u00a0", " ")
