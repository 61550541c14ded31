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
    """Of every plan that keeps the rules and fits, by the words of the method; None where there is
    none."""
    initiatives, scenarios, periods = choices.size
    plans = np.array(list(product(range(NEVER, periods), repeat=initiatives)))
    plans = plans[_ruled(choices, plans)]
    plans = plans[_fits(choices, limit, plans)]
    if not len(plans):
        return None
    left = np.zeros(len(plans))
    for scenario, period in np.ndindex(scenarios, periods):
        share = np.ones(len(plans))
        for one in range(initiatives):
            ready = (plans[:, one] != NEVER) & (
                plans[:, one] + choices.duration_periods[one] <= period
            )
            share *= np.where(ready, 1 - choices.effect_share[one, scenario], 1.0)
        left += choices.loss_per_year_money[scenario, period] * choices.period_years * share
    return float(left.min())


def _ruled(choices, plans):
    ready, funded = plans + choices.duration_periods, plans != NEVER
    kept = np.ones(len(plans), dtype=bool)
    for one, due in enumerate(choices.due_period):
        if due != NEVER:
            kept &= funded[:, one] & (ready[:, one] <= due)
    for a, b in choices.needs:
        kept &= ~funded[:, a] | (funded[:, b] & (ready[:, b] <= plans[:, a]))
    for a, b in choices.excludes:
        kept &= ~(funded[:, a] & funded[:, b])
    return kept


def _fits(choices, limit, plans):
    kept, money, allowed = np.ones(len(plans), dtype=bool), 0.0, 0.0
    for period in range(choices.size[2]):
        begun = (plans != NEVER) & (plans <= period)
        worked = begun & (period < plans + np.maximum(choices.duration_periods, 1))
        taken = (plans == period) @ choices.cost_once_money
        taken = taken + begun @ (choices.cost_per_year_money * choices.period_years)
        money = taken + (money if choices.money_keeps else 0.0)
        allowed = limit.money[period] + (allowed if choices.money_keeps else 0.0)
        days = worked @ choices.people_days_per_period
        for used, most in ((money, allowed), (days, limit.people_days[period])):
            kept &= used <= most + 1e-6 * max(most, 1)
    return kept
