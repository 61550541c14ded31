"""The order that is expected to lose least, with its bound and beside its rivals."""

from collections.abc import Sequence

import numpy as np

from quarterdeck.engine.recovery import proof
from quarterdeck.engine.recovery.bound import Bound, bound
from quarterdeck.engine.recovery.drawn import Draws, Outcome, drawn, outcome
from quarterdeck.engine.recovery.durations import mean_factor
from quarterdeck.engine.recovery.grid import Grid, grid
from quarterdeck.engine.recovery.orders import Judge, Order, Orders, late_and_cents
from quarterdeck.engine.recovery.outage import Outage
from quarterdeck.engine.recovery.results import AtMeans, Back, Recovery, Rival, Spread, Work
from quarterdeck.engine.recovery.searching import Effort, at_means, by_rules, on_draws, with_teams

CARRYING_ON = "carrying on"
BEST_RULE = "the best of ten rules"
SHOWN = ("severity", "stated time to recover", "who asked first", "biggest loss an hour")
_PROVED_SHARE = 1e-6
_SPARE_SHARE = 1.1
"""How much later than by the quickest rule all may be done, in the bound."""


def recover(
    outage: Outage,
    effort: Effort | None = None,
    seed: int = 1,
    carried: Sequence[tuple[str, str]] = (),
) -> Recovery:
    """`carried` is an earlier order as (system, team): what comes of planning anew is never worse
    than carrying on with it, on the same draws, and moves nothing that is under way.

    Raises ValueError for a carried team that cannot do its system any more.
    """
    effort, made = effort or Effort(), grid(outage)
    rules = by_rules(made)
    begin = list(rules.values())
    if carried:
        begin.append(_carried(made, carried))
    best, means = _at_means(made, begin, effort, seed)
    common = drawn(outage, effort.draws, seed)
    mean_best = on_draws(common.judge, [best, *begin], effort, seed)
    fresh = drawn(outage, effort.fresh, seed + 1)
    chosen = min(
        {order: outcome(fresh, order) for order in [mean_best, best, *begin]}.items(),
        key=lambda item: item[1].rank,
    )
    rivals = {name: rules[name] for name in SHOWN}
    rivals[BEST_RULE] = min(rules.values(), key=lambda order: outcome(fresh, order).rank)
    if carried:
        rivals[CARRYING_ON] = begin[-1]
    return _told(outage, fresh, *chosen, means, rivals)


def _at_means(made: Grid, begin: list[Order], effort: Effort, seed: int) -> tuple[Order, AtMeans]:
    """The best order if all work took its mean: proved where there is little of it, else found
    from the leads that the bound gives."""
    if len(made.steps) <= proof.MOST_SYSTEMS and made.services and proof.available():
        best = at_means(made, begin, effort, seed)
        tried = proof.prove(made, best, effort.proof_seconds)
        orders = Orders.of([best, tried.order] if tried.order else [best])
        costs = Judge.at_means(made).costs(orders)
        best, cost = orders[int(costs.argmin())], int(costs.min())
        if tried.least >= cost * (1 - _PROVED_SHARE):
            return best, _means(made, best, late_and_cents(made, cost)[1], proved=True)
        begin = [*begin, best]
    limit = _bound(made, begin, effort)
    leads = [with_teams(made, lead) for lead in limit.leads]
    best = at_means(made, [*begin, *leads], effort, seed)
    return best, _means(made, best, limit.cents, proved=False)


def _means(made: Grid, best: Order, least: float, *, proved: bool) -> AtMeans:
    cost = int(Judge.at_means(made).costs(Orders.of([best]))[0])
    late, cents = late_and_cents(made, cost)
    return AtMeans(
        cents / 100,
        min(least, cents) / 100,
        late / made.steps_per_hour,
        proved or (not late and cents <= least),
    )


def _bound(made: Grid, begin: list[Order], effort: Effort) -> Bound:
    if not (made.services and made.systems):
        return Bound(0.0)
    done = Judge.at_means(made).ends(Orders.of(begin)).max(axis=(1, 2))
    until = min(int(done.min() * _SPARE_SHARE), made.horizon)
    return bound(made, until, effort.proof_seconds)


def _carried(made: Grid, carried: Sequence[tuple[str, str]]) -> Order:
    """What is left of an earlier order; what is new comes last, by whoever can begin it first."""
    place = {key: n for n, key in enumerate(made.systems)}
    team_place = {team.key: n for n, team in enumerate(made.outage.teams)}
    known = {place[key]: team_place.get(team, -1) for key, team in carried if key in place}
    wanted = [n for n in known if n >= made.begun]
    rest = [n for n in range(made.begun, len(place)) if n not in known]
    rest.sort(key=lambda n: made.before_mask[n].bit_count())
    systems = list(range(made.begun))
    for one in [*wanted, *rest]:
        systems += [
            n
            for n in sorted(range(len(place)), key=lambda n: made.before_mask[n].bit_count())
            if made.before_mask[one] >> n & 1 and n not in systems
        ]
    teams = list(with_teams(made, systems).teams)
    for one in wanted:
        if known[one] not in made.able[one]:
            raise ValueError(
                f"carried: the team of “{made.systems[one]}” cannot do it; leave the system out"
            )
        teams[one] = known[one]
    return Order(tuple(systems), tuple(teams))


def _told(
    outage: Outage, fresh: Draws, order: Order, ours: Outcome, means: AtMeans,
    rivals: dict[str, Order],
) -> Recovery:  # fmt: skip
    made = fresh.judge.grid
    sunk = sum(
        float(s.cost.at(np.asarray(s.down_hours))) * s.down_share * mean_factor(s.doubt)
        for s in outage.services
    )
    return Recovery(
        order=_works(made, fresh, order, ours),
        services=_services(made, ours),
        money=Spread.of(ours.money),
        late_hours=Spread.of(ours.late_hours),
        sunk_money=sunk,
        at_means=means,
        rivals=tuple(_rival(name, outcome(fresh, r), ours) for name, r in rivals.items()),
        money_draws=ours.money,
        drawn_with=fresh.seed,
    )


def _works(made: Grid, fresh: Draws, order: Order, ours: Outcome) -> tuple[Work, ...]:
    hours = fresh.judge.steps / made.steps_per_hour
    works = [
        Work(
            made.systems[one], made.outage.teams[order.teams[one]].key,
            Spread.of(ours.ends_hours[one] - hours[one]), Spread.of(ours.ends_hours[one]),
            one < made.begun,
        )
        for one in order.systems
    ]  # fmt: skip
    return tuple(works)


def _services(made: Grid, ours: Outcome) -> tuple[Back, ...]:
    told = []
    for n, service in enumerate(made.services):
        back, must = ours.back_hours[n], service.must_by_hours
        late = np.zeros_like(back) if must is None else np.maximum(back - must, 0)
        told.append(
            Back(service.key, Spread.of(back), Spread.of(ours.service_money[n]), Spread.of(late))
        )
    return tuple(sorted(told, key=lambda back: back.hours.mean))


def _rival(name: str, theirs: Outcome, ours: Outcome) -> Rival:
    dearer = theirs.money - ours.money
    return Rival(
        name, Spread.of(theirs.money), Spread.of(theirs.late_hours), Spread.of(dearer),
        float((dearer > 0).mean()),
    )  # fmt: skip
