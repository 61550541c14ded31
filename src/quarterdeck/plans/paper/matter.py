"""What a business case is made from, and its figures' words."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from babel.dates import format_date

from quarterdeck.clients.folder.profile import Profile
from quarterdeck.engine import wording
from quarterdeck.plans.calendar import quarter
from quarterdeck.plans.folder import SpendingRecord
from quarterdeck.plans.planned import Case, Chosen, Planned
from quarterdeck.risks.results import LimitResult, Odds, Span

GAP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Matter:
    """A plan with whose it is. ValueError where there is no plan or no limit to tell its odds."""

    found: Planned
    profile: Profile
    as_of: date
    spending: tuple[SpendingRecord, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.found.chosen, Chosen):
            raise ValueError("the budget cannot hold what must be funded; give one that can")
        if not self.plan.starts:
            raise ValueError("nothing that could be funded takes anything off within this budget")
        if not self.found.today.limits:
            raise ValueError("no limit is set that odds could be told at; fill in appetite.yaml")

    @property
    def plan(self) -> Chosen:
        assert isinstance(self.found.chosen, Chosen)
        return self.found.chosen

    @cached_property
    def funded(self) -> tuple[Case, ...]:
        """What must be done first, then by its fair share of what the plan removes."""
        cases = [case for case in self.found.cases if case.start is not None]
        return tuple(sorted(cases, key=lambda c: (not c.mandate, -c.share_money)))

    @cached_property
    def place(self) -> int:
        """Of the limit in most trouble today."""
        limits = self.found.today.limits
        return max(range(len(limits)), key=lambda n: limits[n].odds.chance / (limits[n].limit or 1))

    @property
    def now(self) -> LimitResult:
        return self.found.today.limits[self.place]

    @property
    def then(self) -> LimitResult:
        return self.plan.scored.limits[self.place]

    @cached_property
    def base(self) -> int:
        """One base for every figure: 100 years, or 1,000 where they need it."""
        return wording.common_base([self.now.odds.chance, self.now.limit, self.then.odds.chance])

    @property
    def money_in_all(self) -> float:
        return sum(self.plan.money)

    @property
    def days_in_all(self) -> float:
        return sum(self.plan.people_days)

    @cached_property
    def by_year(self) -> tuple[float, ...]:
        """Money by years of the plan."""
        money = self.plan.money
        return tuple(sum(money[n : n + 4]) for n in range(0, len(money), 4))

    def day(self, number: int) -> date:
        return quarter(self.as_of, number)

    def month(self, number: int) -> str:
        """ "Nov 2026"."""
        return format_date(self.day(number), "MMM y", locale="en").replace(" ", GAP)

    def money(self, amount: float) -> str:
        return wording.money(amount, self.profile.currency)

    def set_money(self, amount: float) -> str:
        """A sum that somebody set, with all its digits."""
        return wording.money(amount, self.profile.currency, digits=None)

    def span(self, span: Span) -> str:
        return wording.money_range(max(span.low, 0), max(span.high, 0), self.profile.currency)

    def count(self, chance: float) -> str:
        years = wording.years_in(chance, self.base)
        return f"{years:,}" if years else "fewer than 1"

    def counted(self, odds: Odds) -> str:
        """ "4 (1 to 11)"."""
        low, high = (wording.years_in(x, self.base) for x in (odds.low, odds.high))
        return f"{self.count(odds.chance)} ({low:,}{GAP}to{GAP}{high:,})"

    @property
    def above(self) -> str:
        """ "above $1 million after insurance", or "with an event above …"."""
        limit = self.now
        event = "with an event " if limit.basis == "event" else ""
        return f"{event}above {self.set_money(limit.loss)} {limit.insurance} insurance"
