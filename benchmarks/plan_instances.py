"""Seeded instances to plan for: random ones, and a group of firms that draws on the catalogue."""

from dataclasses import dataclass

import numpy as np

from quarterdeck.data.catalogue import Item, Scaled, catalogue
from quarterdeck.engine.loss.scenario import Kind
from quarterdeck.engine.plan import NEVER, Budget, Choices, takings

TOUCHED = 8
"""Scenarios that an initiative acts on, on average."""
DEMANDED, RULES = 5, 20
UNITS, ITEMS, EMPLOYEES = 5, 40, 120
MONTHS, PERIODS = 3, 4


@dataclass(frozen=True, slots=True)
class Size:
    initiatives: int = 200
    scenarios: int = 150
    periods: int = 4


def random(seed: int, effect: float, size: Size) -> Choices:
    """Losses and costs lognormal; effects uniform from a fifth of the mean `effect` to nine."""
    rng = np.random.default_rng(seed)
    shape = (size.initiatives, size.scenarios)
    touches = rng.random(shape) < TOUCHED / size.scenarios
    loss = rng.lognormal(np.log(40_000), 1.2, size.scenarios)
    due = np.full(size.initiatives, NEVER, dtype=np.int32)
    due[rng.choice(size.initiatives, DEMANDED, replace=False)] = size.periods - 1
    pairs = rng.choice(size.initiatives, (2 * RULES, 2), replace=True)
    ruled = [(int(max(pair)), int(min(pair))) for pair in pairs if pair[0] != pair[1]]
    free = [pair for pair in ruled if due[pair[0]] == due[pair[1]] == NEVER]
    return Choices(
        loss_per_year_money=np.tile(loss[:, None], size.periods),
        effect_share=touches * effect * rng.uniform(0.2, 1.8, shape),
        cost_once_money=rng.lognormal(np.log(20_000), 0.8, size.initiatives),
        cost_per_year_money=rng.lognormal(np.log(10_000), 0.8, size.initiatives),
        people_days_per_period=rng.lognormal(np.log(10), 0.7, size.initiatives),
        duration_periods=rng.integers(0, 3, size.initiatives).astype(np.int32),
        due_period=due,
        needs=tuple(free[0::2][:RULES]),
        excludes=tuple(free[1::2][:RULES]),
    )


def from_catalogue(seed: int) -> Choices:
    """Five firms of 120 employees, each with 30 scenarios of all kinds and the first 40 items of
    the catalogue: 200 initiatives and 150 scenarios in four quarters. An item acts on all of its
    firm's scenarios of its kinds. Figures uniform within the catalogue's ranges."""
    rng = np.random.default_rng(seed)
    items = catalogue().initiatives[:ITEMS]
    place = {item.key: number for number, item in enumerate(items)}
    initiatives, scenarios = UNITS * ITEMS, Size().scenarios
    each = scenarios // UNITS
    kinds = np.array([list(Kind)[n % len(Kind)] for n in range(each)])
    left = np.ones((initiatives, scenarios))
    for number in range(initiatives):
        unit, item = divmod(number, ITEMS)
        for effect in items[item].effects:
            acts = unit * each + np.flatnonzero(np.isin(kinds, effect.kinds))
            left[number, acts] *= 1 - rng.uniform(effect.low, effect.high)
    offered = items * UNITS
    months = np.array([rng.uniform(item.months.low, item.months.high) for item in offered])
    periods = np.minimum(np.rint(months / MONTHS), PERIODS - 1).astype(np.int32)
    due = np.full(initiatives, NEVER, dtype=np.int32)
    loss = rng.lognormal(np.log(40_000), 1.2, scenarios)
    return Choices(
        loss_per_year_money=np.tile(loss[:, None], PERIODS),
        effect_share=1 - left,
        cost_once_money=_drawn(rng, offered, "cost_once"),
        cost_per_year_money=_drawn(rng, offered, "cost_per_year"),
        people_days_per_period=_drawn(rng, offered, "people_days") / np.maximum(periods, 1),
        duration_periods=periods,
        due_period=due,
        needs=_pairs(items, place, "needs"),
        excludes=tuple({(min(p), max(p)) for p in _pairs(items, place, "excludes")}),
    )


def budget(made: Choices, share: float) -> Budget:
    """This share of what starting all at once takes, the same in every period."""
    initiatives, _, periods = made.size
    whole = takings(made).spending(np.zeros(initiatives, dtype=np.int32))
    each = np.full(periods, share / periods)
    return Budget(each * whole.money.sum(), each * whole.people_days.sum())


def _drawn(rng: np.random.Generator, offered: tuple[Item, ...], name: str) -> np.ndarray:
    return np.array([_amount(rng, getattr(item, name)) for item in offered])


def _amount(rng: np.random.Generator, scaled: Scaled) -> float:
    firm, person = (
        rng.uniform(part.low, part.high) if part else 0.0 for part in (scaled.firm, scaled.person)
    )
    return firm + EMPLOYEES * person


def _pairs(
    items: tuple[Item, ...], place: dict[str, int], name: str
) -> tuple[tuple[int, int], ...]:
    return tuple(
        (unit * ITEMS + place[item.key], unit * ITEMS + place[other])
        for unit in range(UNITS)
        for item in items
        for other in getattr(item, name)
        if other in place
    )
