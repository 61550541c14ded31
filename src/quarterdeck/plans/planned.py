"""What planning answers, as frozen values from which every face tells the same figures.

Money is in the client's currency. Quarters are counted from the day of the plan. `worth` is loss
avoided less what it costs, over three years and in money of today.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from quarterdeck.engine.case import Information
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.fundable import Waiting
from quarterdeck.plans.protecting import Cover, Response
from quarterdeck.plans.scoring import Scored
from quarterdeck.risks.results import Span


@dataclass(frozen=True, slots=True)
class Economics:
    """Of one initiative alone, begun today. `pays` is the chance that we are right to expect that
    it is worth more than it costs, `seen_to_pay` that avoided losses are seen to come to it.
    Payback and cost for each unit of loss avoided are infinite where it never pays. Below
    `break_even_per_year` avoided a year it no longer does. `ceiling_per_year`: Gordon and Loeb.
    """

    worth: Span
    pays: float
    seen_to_pay: float
    payback_years: Span
    cost_per_money: Span
    break_even_per_year: float
    ready_years: Span
    ceiling_per_year: float


@dataclass(frozen=True, slots=True)
class Case:
    """One initiative. `start` and `in_force` are quarters, None where it is not funded.

    `share_money` is its fair share of what the plan removes over all quarters. `late`: it is
    demanded by a day on which it cannot be in force.
    """

    key: str
    name: str
    start: int | None
    in_force: int | None
    mandate: str
    late: bool
    cost_once: Span
    cost_per_year: Span
    people_days: Span
    avoids_alone_per_year: Span
    economics: Economics
    share_money: float
    demanded_by: tuple[str, ...]
    serves: tuple[str, ...]
    unblocks: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A plan for a budget a period: what is funded, what it takes by quarter, what it leaves.

    `loss_before` and `loss_after` are expected over all quarters. `gap_share` is what any other
    plan could leave less at most, of what this one leaves, in the objective's own measure; it is
    proved.
    """

    budget: float
    starts: Mapping[str, int]
    money: tuple[float, ...]
    people_days: tuple[float, ...]
    loss_before: float
    loss_after: float
    gap_share: float
    worth: Span
    scored: Scored

    @property
    def removed(self) -> float:
        return self.loss_before - self.loss_after


@dataclass(frozen=True, slots=True)
class Short:
    """The budget cannot hold what must be funded: the least that is missing, at its most.

    `rules_clash`: no budget could. Not `proved`: a smaller sum might do.
    """

    budget: float
    money: float
    people_days: float
    rules_clash: bool
    proved: bool


Point = Chosen | Short


@dataclass(frozen=True, slots=True)
class Difference:
    """Going from the plan that was asked for to another: keys that come, go, or begin at another
    time; money over all quarters, loss avoided a year and fall of the odds at each limit, paired
    world by world; the chance that the other is worth more."""

    adds: tuple[str, ...]
    drops: tuple[str, ...]
    moves: tuple[str, ...]
    money: float
    avoids_per_year: Span
    less_odds: tuple[Span, ...]
    worth: Span
    pays: float


@dataclass(frozen=True, slots=True)
class Other:
    """A plan for another budget; `difference` is None where either does not hold what it must."""

    point: Point
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Recommended:
    """The point of the frontier beyond which money buys less than itself; or, where that breaks a
    limit, the first that keeps them all."""

    place: int
    because: Literal["worth most", "keeps the limits"]


@dataclass(frozen=True, slots=True)
class Planned:
    """The answer: `chosen` for the budget; with `more` and with `less` a period where asked; a
    frontier of budgets with the one that is recommended. `demanded` is what the law and earlier
    decisions alone ask for, whatever it takes; None where they ask for nothing. `cases` are all
    that may be funded; `left_out` says why others may not. `responses` are of the dearest
    scenarios; `information` is what would be worth finding out before choosing. `names` are of
    scenarios and initiatives, by key."""

    ask: Ask
    today: Scored
    chosen: Point
    cases: tuple[Case, ...]
    left_out: Mapping[str, str]
    demanded: Chosen | None
    more: Other | None
    less: Other | None
    frontier: tuple[Point, ...]
    recommended: Recommended | None
    ceiling_per_year: float
    insurance: Cover | None
    responses: tuple[Response, ...]
    information: Information
    names: Mapping[str, str]
