"""Random choices and budgets, and every plan of them worked out one by one."""

from itertools import product

import numpy as np

from quarterdeck.engine.plan import NEVER, Budget, Choices, takings


def instance(seed, initiatives=5, scenarios=4, periods=2, demanded=1, **changed):
    rng = np.random.default_rng(seed)
    touches = rng.random((initiatives, scenarios)) < 0.6
    pairs = [tuple(sorted(rng.choice(initiatives, 2, replace=False).tolist())) for _ in range(2)]
    due = np.full(initiatives, NEVER, dtype=np.int32)
    due[rng.choice(initiatives, demanded, replace=False)] = periods - 1
    made = {
        "loss_per_year_money": rng.lognormal(11, 1, (scenarios, periods)),
        "effect_share": touches * rng.uniform(0.05, 0.9, (initiatives, scenarios)),
        "cost_once_money": rng.lognormal(10, 0.7, initiatives),
        "cost_per_year_money": rng.lognormal(9, 0.7, initiatives),
        "people_days_per_period": rng.uniform(0, 20, initiatives),
        "duration_periods": rng.integers(0, periods, initiatives).astype(np.int32),
        "due_period": due,
        "needs": (pairs[0],),
        "excludes": (pairs[1],),
        "money_keeps": bool(rng.integers(2)),
    }
    return Choices(**{**made, **changed})


def budget(choices, share):
    """This share of what it takes to start all in the first period, spread evenly."""
    whole = takings(choices).spending(np.zeros(choices.size[0], dtype=np.int32))
    periods = choices.size[2]
    return Budget(
        np.full(periods, share * whole.money.sum() / periods),
        np.full(periods, share * whole.people_days.sum() / periods),
    )


def keeps_rules(choices, starts):
    ready = starts + choices.duration_periods
    demanded = choices.due_period != NEVER
    return (
        all(
            starts[a] == NEVER or (starts[b] != NEVER and ready[b] <= starts[a])
            for a, b in choices.needs
        )
        and not any(starts[a] != NEVER and starts[b] != NEVER for a, b in choices.excludes)
        and np.all(starts[demanded] != NEVER)
        and np.all(ready[demanded] <= choices.due_period[demanded])
    )


def money_left(choices, starts):
    """By the words of the method, one factor at a time."""
    left = 0.0
    for scenario, period in np.ndindex(choices.loss_per_year_money.shape):
        share = 1.0
        for one, start in enumerate(starts):
            if start != NEVER and start + choices.duration_periods[one] <= period:
                share *= 1 - choices.effect_share[one, scenario]
        left += choices.loss_per_year_money[scenario, period] * choices.period_years * share
    return left


def least_left(choices, limit):
    """Of every plan that keeps the rules and fits; None where there is none."""
    initiatives, _, periods = choices.size
    takes, least = takings(choices), None
    for each in product(range(NEVER, periods), repeat=initiatives):
        starts = np.array(each, dtype=np.int32)
        if keeps_rules(choices, starts) and takes.fits(starts, limit):
            left = float(choices.loss_left_money(starts).sum())
            least = left if least is None else min(left, least)
    return least
