"""What planning answers, as frozen values from which every face tells the same figures.

Money is in the client's currency. Quarters are counted from the day of the plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quarterdeck.plans.asking import Ask
from quarterdeck.plans.economics import Economics
from quarterdeck.plans.fundable import Waiting
from quarterdeck.plans.scoring import Scored
from quarterdeck.risks.results import Span


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
class Planned:
    """The answer: `chosen` for the budget; with `more` and with `less` a period where asked; a
    frontier of budgets. `cases` are all that may be funded; `left_out` says why others may not."""

    ask: Ask
    today: Scored
    chosen: Point
    cases: tuple[Case, ...]
    left_out: Mapping[str, str]
    more: Point | None
    less: Point | None
    frontier: tuple[Point, ...]
