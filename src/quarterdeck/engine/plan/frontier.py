"""Budget against the loss that is left."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from quarterdeck.engine.plan.initiatives import Budget, Choices
from quarterdeck.engine.plan.model import Model
from quarterdeck.engine.plan.results import Plan, Unfundable
from quarterdeck.engine.plan.solving import Effort, best


def frontier(
    choices: Choices, budgets: Sequence[Budget], effort: Effort | None = None
) -> tuple[Plan | Unfundable, ...]:
    """A plan for each budget; none is smaller than the one before it, else ValueError.

    Each begins with the plan before it and with the lines gathered so far, so that what is left
    never grows; what a larger budget proves is proved of a smaller one too. `effort` is for each.
    """
    for less, more in pairwise(budgets):
        if np.any(less.money > more.money) or np.any(less.people_days > more.people_days):
            raise ValueError("a frontier's budgets must grow: one is smaller than that before it")
    model, points, known = Model(choices), list[Plan | Unfundable](), None
    for budget in budgets:
        point = best(model, budget, effort or Effort(), known)
        known = point.starts if isinstance(point, Plan) else None
        points.append(point)
    return _proved(points)


def _proved(points: list[Plan | Unfundable]) -> tuple[Plan | Unfundable, ...]:
    told, bound = list[Plan | Unfundable](), 0.0
    for point in reversed(points):
        if isinstance(point, Plan):
            bound = max(bound, point.bound_money)
            point = replace(point, bound_money=min(bound, point.after_money))
        told.append(point)
    return tuple(reversed(told))
