"""Planning: the best plan for a budget, what more would buy and less would lose, a frontier."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.engine.plan import (
    NEVER,
    Choices,
    Effort,
    Plan,
    Unfundable,
    fair_shares_money,
    frontier,
    plan,
    takings,
)
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.choosing import Ground, choices_of, is_late
from quarterdeck.plans.economics import economics
from quarterdeck.plans.fundable import Fundable
from quarterdeck.plans.planned import Case, Chosen, Planned, Point, Short
from quarterdeck.plans.scoring import avoided, scored, span_of
from quarterdeck.risks.results import Span

GAP = 0.005
SECONDS_FOR_LEAST = 5.0
ROUNDING = 1e-6
Progress = Callable[[str], None]


def planned(ground: Ground, ask: Ask, progress: Progress = lambda _step: None) -> Planned:
    """ValueError where initiatives or the objective cannot be planned with."""
    made = choices_of(ground, ask)
    loss = replace(made, loss_per_year_money=_expected(ground, made))
    progress("choosing")
    asked = [ask.budget, ask.budget + (ask.more or 0), max(ask.budget - (ask.less or 0), 0.0)]
    curve = _budgets(made, ask)
    budgets = sorted({*asked, *curve})
    solved = _solved(made, ask, budgets)
    progress("telling what each plan leaves")
    points = {b: _point(ground, loss, b, solved[b]) for b in budgets}
    chosen = solved[ask.budget]
    starts = chosen.starts if isinstance(chosen, Plan) else np.full(made.size[0], NEVER)
    progress("telling each initiative's case")
    return Planned(
        ask=ask,
        today=scored(ground, ()),
        chosen=points[ask.budget],
        cases=_cases(ground, made, loss, starts),
        left_out=ground.left_out,
        more=points[asked[1]] if ask.more else None,
        less=points[asked[2]] if ask.less else None,
        frontier=tuple(points[b] for b in curve),
    )


def _expected(ground: Ground, made: Choices) -> Floats:
    losses = np.array([sample.mean for sample in ground.table.samples])
    return np.tile(losses[:, None], made.size[2])


def _budgets(made: Choices, ask: Ask) -> list[float]:
    """A frontier's, evenly from what holds all that must be funded to all that there is."""
    if not ask.points:
        return []
    whole = takings(made).spending(np.zeros(made.size[0], dtype=np.int32)).money
    most = ask.each_period(whole)
    nothing = plan(made, ask.limits(0.0), Effort(GAP, SECONDS_FOR_LEAST))
    least = ask.each_period(nothing.short.money) if isinstance(nothing, Unfundable) else 0.0
    return np.linspace(min(least * (1 + ROUNDING), most), most, ask.points).tolist()


def _solved(made: Choices, ask: Ask, budgets: Sequence[float]) -> dict[float, Plan | Unfundable]:
    effort = Effort(GAP, ask.seconds / len(budgets))
    found = frontier(made, [ask.limits(budget) for budget in budgets], effort)
    return dict(zip(budgets, found, strict=True))


def _point(ground: Ground, loss: Choices, budget: float, found: Plan | Unfundable) -> Point:
    if isinstance(found, Unfundable):
        short = found.short
        return Short(
            budget, float(short.money.max()), float(short.people_days.max()),
            found.rules_clash, found.proved,
        )  # fmt: skip
    funded = [
        (f, int(start))
        for f, start in zip(ground.fundable, found.starts, strict=True)
        if start != NEVER
    ]
    return Chosen(
        budget=budget,
        starts={f.key: start for f, start in funded},
        money=tuple(found.spending.money.tolist()),
        people_days=tuple(found.spending.people_days.tolist()),
        loss_before=float(loss.loss_money.sum()),
        loss_after=float(loss.loss_left_money(found.starts).sum()),
        gap_share=found.gap_share,
        scored=scored(ground, [f for f, _ in funded]),
    )


def _cases(ground: Ground, made: Choices, loss: Choices, starts: Integers) -> tuple[Case, ...]:
    shares, late = fair_shares_money(loss, starts), is_late(ground.fundable, made)
    ready = starts + made.duration_periods
    return tuple(
        _case(ground, one, late[place], shares[place], *(
            (None, None) if starts[place] == NEVER else (int(starts[place]), int(ready[place]))
        ))
        for place, one in enumerate(ground.fundable)
    )  # fmt: skip


def _case(
    ground: Ground, one: Fundable, late: bool, share: float, start: int | None, ready: int | None
) -> Case:
    alone = avoided(ground, one)
    return Case(
        key=one.key,
        name=one.name,
        start=start,
        in_force=ready,
        mandate=one.mandate,
        late=late,
        cost_once=_span(one.cost_once),
        cost_per_year=_span(one.cost_per_year),
        people_days=_span(one.people_days),
        avoids_alone_per_year=span_of(alone),
        economics=economics(one, alone),
        share_money=float(share),
        demanded_by=one.demanded_by,
        serves=one.serves,
        unblocks=one.unblocks,
    )


def _span(given: Estimate) -> Span:
    """With the mean in the middle: that is what a plan adds up."""
    return Span(mean(given), given.low, given.high)
