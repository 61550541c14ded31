"""The plan: what to fund, when, and what that leaves of the loss, with its proof.

`plan` for one budget, `frontier` for many, `fair_shares_money` within one, `greedy` to compare.
docs/methods/plan.md.
"""

from quarterdeck.engine.plan.frontier import frontier
from quarterdeck.engine.plan.greedy import greedy
from quarterdeck.engine.plan.initiatives import NEVER, Budget, Choices
from quarterdeck.engine.plan.results import Plan, Unfundable
from quarterdeck.engine.plan.shapley import fair_shares_money
from quarterdeck.engine.plan.solving import Effort, plan
from quarterdeck.engine.plan.spending import Spending, Takings, takings

__all__ = [
    "NEVER",
    "Budget",
    "Choices",
    "Effort",
    "Plan",
    "Spending",
    "Takings",
    "Unfundable",
    "fair_shares_money",
    "frontier",
    "greedy",
    "plan",
    "takings",
]
