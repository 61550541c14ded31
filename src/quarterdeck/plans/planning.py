"""Planning: the best plan for a budget, what more would buy and less would lose, a frontier."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from quarterdeck.engine.case import Point as Told
from quarterdeck.engine.case import Spread, gordon_loeb_ceiling, recommended, step
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.plan import NEVER, Plan
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.casing import cases
from quarterdeck.plans.choosing import Ground, choices_of
from quarterdeck.plans.desk import Desk
from quarterdeck.plans.planned import Difference, Other, Planned, Recommended
from quarterdeck.plans.protecting import insurance_of, responses, worth_finding_out
from quarterdeck.plans.scoring import scored, span_of
from quarterdeck.risks.results import Span

Progress = Callable[[str], None]


def planned(ground: Ground, ask: Ask, progress: Progress = lambda _step: None) -> Planned:
    """ValueError where initiatives or the objective cannot be planned with."""
    made = choices_of(ground, ask)
    years = np.tile(ground.loss_per_year_money[:, None], made.size[2])
    desk = Desk(ground, ask, made, replace(made, loss_per_year_money=years))
    progress("choosing")
    curve = desk.budgets()
    more, less = ask.budget + (ask.more or 0), max(ask.budget - (ask.less or 0), 0.0)
    solved = desk.solved(sorted({ask.budget, more, less, *curve}))
    progress("telling what each plan leaves")
    told = {b: desk.told(s.starts) for b, s in solved.items() if isinstance(s, Plan)}
    points = {b: desk.point(b, s, told.get(b)) for b, s in solved.items()}

    def other(budget: float) -> Other:
        before, after = told.get(ask.budget), told.get(budget)
        apart = _difference(ground, before, after) if before and after else None
        return Other(points[budget], apart)

    progress("telling each initiative's case")
    chosen = told.get(ask.budget)
    starts = chosen.starts if chosen else np.full(made.size[0], NEVER, dtype=np.int32)
    return Planned(
        ask=ask,
        today=scored(ground, ground.scene.today),
        chosen=points[ask.budget],
        cases=cases(ground, desk.loss, starts),
        left_out=ground.left_out,
        demanded=desk.demanded(),
        more=other(more) if ask.more else None,
        less=other(less) if ask.less else None,
        frontier=tuple(points[b] for b in curve),
        recommended=_recommended([told.get(b) for b in curve]),
        ceiling_per_year=gordon_loeb_ceiling(float(ground.loss_per_year_money.sum())),
        insurance=insurance_of(ground),
        responses=responses(ground),
        information=worth_finding_out(ground, _worths(told)),
        names={each.key: each.name for each in (*ground.table.scenarios, *ground.fundable)},
    )


def _difference(ground: Ground, before: Told, after: Told) -> Difference:
    found = step(ground.prospect, before, after)
    return Difference(
        adds=found.added,
        drops=found.dropped,
        moves=found.sooner_or_later,
        money=found.money,
        avoids_per_year=span_of(found.bought.avoided_per_year),
        less_odds=_spans(found.bought.chances),
        worth=span_of(found.worth_money),
        pays=found.pays,
    )


def _worths(told: Mapping[float, Told]) -> dict[str, Floats]:
    """Of plans that differ, by their budget."""
    found: dict[bytes, tuple[str, Floats]] = {}
    for budget, each in sorted(told.items()):
        if np.any(each.starts != NEVER):
            found.setdefault(each.starts.tobytes(), (f"{budget:.0f}", each.worlds_worth_money))
    return dict(found.values())


def _spans(spreads: Sequence[Spread]) -> tuple[Span, ...]:
    return tuple(map(span_of, spreads))


def _recommended(told: Sequence[Told | None]) -> Recommended | None:
    """Among those that hold what they must; the place is that on the whole frontier."""
    places = [place for place, each in enumerate(told) if each]
    if not places:
        return None
    found = recommended([each for each in told if each])
    return Recommended(places[found.place], found.because)
