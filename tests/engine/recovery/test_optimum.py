"""Against every order and team that there is."""

import pytest

from quarterdeck.engine.recovery import Effort, Outage, proof, recover
from quarterdeck.engine.recovery.bound import bound
from quarterdeck.engine.recovery.grid import grid
from quarterdeck.engine.recovery.orders import Judge, Order, Orders, late_and_cents
from quarterdeck.engine.recovery.searching import at_means, by_rules
from tests.engine.recovery.instances import cheapest, small

SEARCH = Effort(rounds=2, turns=150)
QUICK = Effort(rounds=2, turns=100, drawn_turns=10, draws=2, fresh=2, proof_seconds=20)


@pytest.mark.parametrize("seed", range(16))
def test_the_search_finds_what_trying_all_finds(seed: int) -> None:
    outage = small(seed, caps=seed % 4 == 3, must=seed % 3 == 2)
    found = at_means(grid(outage), by_rules(grid(outage)).values(), SEARCH, seed)
    assert _cost(outage, found) == cheapest(outage)


@pytest.mark.parametrize("seed", range(100, 108))
def test_so_it_is_of_nine_systems(seed: int) -> None:
    outage = small(seed, most=9, least=8)
    found = at_means(grid(outage), by_rules(grid(outage)).values(), SEARCH, seed)
    assert _cost(outage, found) == cheapest(outage)


@pytest.mark.parametrize("seed", range(16))
def test_the_proof_finds_what_trying_all_finds(seed: int) -> None:
    pytest.importorskip("ortools")
    outage = small(seed, caps=seed % 4 == 3, must=seed % 3 == 2)
    made = grid(outage)
    tried = proof.prove(made, by_rules(made)["severity"], 20)
    assert tried.order is not None
    assert _cost(outage, tried.order) == cheapest(outage)


@pytest.mark.parametrize("seed", range(16))
def test_the_bound_lies_below_the_optimum_and_the_optimum_below_every_rule(seed: int) -> None:
    outage = small(seed, caps=seed % 4 == 3)
    made = grid(outage)
    _, best = cheapest(outage)
    rules = [_cost(outage, order)[1] for order in by_rules(made).values()]
    limit = bound(made, made.horizon, 60)
    assert 0 < limit.cents / 100 <= best + 0.01
    assert best <= min(rules)


def test_the_bound_is_near_the_optimum_where_one_team_works_at_one_thing() -> None:
    outage = small(2, most=5)
    made = grid(outage)
    assert bound(made, made.horizon, 60).cents / 100 >= 0.7 * cheapest(outage)[1]


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_the_recovery_tells_what_its_order_costs(seed: int) -> None:
    outage = small(seed, most=6, must=True)
    made = recover(outage, QUICK)
    late, best = cheapest(outage)
    assert made.money.mean == made.money.low == made.at_means.money == pytest.approx(best)
    assert made.at_means.late_hours == late
    assert made.at_means.bound_money <= best


def _cost(outage: Outage, order: Order) -> tuple[int, float]:
    made = grid(outage)
    late, cents = late_and_cents(made, int(Judge.at_means(made).costs(Orders.of([order]))[0]))
    return late // made.steps_per_hour, cents / 100
