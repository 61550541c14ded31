"""Whether what is demanded fits, and if not, what is short."""

import numpy as np

from quarterdeck.engine.loss.arrays import Integers
from quarterdeck.engine.plan.model import Model
from quarterdeck.engine.plan.results import Unfundable
from quarterdeck.engine.plan.spending import Spending

_NONE = 1e-6
"""Of the dearest start: the solver's own tolerance."""


def least_overrun(model: Model, seconds: float) -> Integers | Unfundable:
    """Start periods (I,) that keep the rules within the limits, or why there are none."""
    model.aim(at_overrun=True)
    answer = model.solve(seconds, 1e-6, None)
    periods = model.choices.size[2]
    if answer.values is None:
        nothing = Spending(np.zeros(periods), np.zeros(periods))
        return Unfundable(nothing, rules_clash=answer.done, proved=answer.done)
    over = answer.values[model.over :]
    if over.max(initial=0) <= _NONE:
        return model.starts(answer.values)
    short = np.where(over > _NONE, over, 0.0)
    money, people = short[:periods] * model.units[0], short[periods:] * model.units[1]
    return Unfundable(Spending(money, people), rules_clash=False, proved=answer.done)
