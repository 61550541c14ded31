"""The reference day, and what moves the total after it."""

import json
from dataclasses import asdict, fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.firms import epss, firm
from quarterdeck.engine.exposure import (
    Edges,
    Reference,
    Stakes,
    Systems,
    Weaknesses,
    chain_link,
    expose,
    landscape,
    reference,
)
from quarterdeck.engine.exposure.reference import levels_in_world, respond
from quarterdeck.engine.loss.scenario import Kind

seeds = st.integers(0, 2**32 - 1)


def more(client, count, seed, system=None):
    """The firm with findings added, all its systems scanned."""
    dice = np.random.default_rng(seed)
    at = dice.integers(len(client.systems), size=count) if system is None else [system] * count
    added = Weaknesses.of(at, epss(dice, count))
    joined = {
        f.name: np.concatenate((getattr(client.weaknesses, f.name), getattr(added, f.name)))
        for f in fields(Weaknesses)
    }
    seen = replace(client.systems, scanned=np.ones(len(client.systems), dtype=bool))
    return replace(client, weaknesses=Weaknesses(**joined), systems=seen)


def test_response():
    exposure, level = np.array([0, 2, 4, 1e12, 5]), np.array([2, 2, 2, 2, 0.0])
    assert respond(exposure, level, 2.0) == pytest.approx([0, 1, 1.5, 3, 1])


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_on_the_reference_day_the_total_is_the_base(seed):
    ground = firm(seed, systems=20, findings=200, scenarios=6).landscape()
    frozen = reference(ground)
    exposure = expose(ground, frozen)
    assert frozen.calibrated
    assert exposure.shared == pytest.approx(ground.stakes.money.sum(), rel=1e-11)
    moved = exposure.rate_factor @ ground.stakes.yearly_loss
    assert moved == pytest.approx(ground.stakes.yearly_loss.sum(), rel=1e-11)


@given(seeds, st.floats(0.0, 50.0))
@settings(max_examples=15, deadline=None)
def test_the_total_never_rises_above_its_ceiling(seed, factor):
    ground = firm(seed, systems=20, findings=200, scenarios=6).landscape()
    grown = replace(ground, hazards=ground.hazards * factor)
    exposure = expose(grown, reference(ground))
    assert exposure.shared <= 3 * ground.stakes.money.sum()
    assert (exposure.rate_factor <= 3).all()


def _one_of_two_met(dear):
    systems = Systems.of(["internal", "internal"])
    stakes = Stakes.of(["a", "b", "c"], [Kind.THEFT] * 3, [[0], [1], []], [100.0, dear, 50.0])
    return landscape(systems, Edges.of([]), Weaknesses.of([0], 0.2), stakes)


def test_too_little_money_met_leaves_every_rate_at_its_base_and_says_so():
    ground = _one_of_two_met(dear=201.0)
    frozen = reference(ground)
    assert not frozen.calibrated
    assert expose(ground, frozen).rate_factor == pytest.approx([1, 1, 1])
    assert expose(ground, frozen).shared == pytest.approx(100)


def test_a_scenario_about_no_system_keeps_its_rate_and_its_money():
    ground = _one_of_two_met(dear=199.0)
    exposure = expose(ground, reference(ground))
    assert exposure.linked.tolist() == [True, True, False]
    assert exposure.rate_factor == pytest.approx([2.99, 0, 1])


def test_a_reference_is_stored_as_plain_values():
    frozen = reference(firm(5).landscape())
    stored = json.loads(json.dumps(asdict(frozen), allow_nan=False))
    back = Reference(**{k: tuple(v) if isinstance(v, list) else v for k, v in stored.items()})
    assert back == frozen


def test_a_scenario_that_comes_later_stands_at_the_clients_usual():
    client = firm(9)
    frozen = reference(client.landscape())
    less = Reference(frozen.keys[1:], frozen.level[1:], frozen.measured[1:], frozen.xi)
    assert less.levels(client.landscape()) == pytest.approx(frozen.level)


@given(seeds, st.integers(1, 300))
@settings(max_examples=25, deadline=None)
def test_looking_harder_does_not_make_the_total_jump(seed, found):
    client = firm(seed, systems=20, findings=100, scenarios=6)
    before = client.landscape()
    after = more(client, found, seed).landscape()
    frozen = reference(before)
    linked = chain_link(frozen, before, after)
    was, now = expose(before, frozen), expose(after, linked)
    assert now.shared == pytest.approx(was.shared, rel=1e-9)
    if ((before.exposure > 0) == (after.exposure > 0)).all():
        assert now.ratio == pytest.approx(was.ratio, rel=1e-9)


def test_looking_harder_holds_the_total_where_a_scenario_is_met_for_the_first_time():
    systems = Systems.of(["internal", "internal", "internal"])
    stakes = Stakes.of(["a", "b"], [Kind.THEFT] * 2, [[0, 2], [1]], [100.0, 60.0])
    before = landscape(systems, Edges.of([]), Weaknesses.of([0], 0.2), stakes)
    after = landscape(systems, Edges.of([]), Weaknesses.of([0, 1], 0.2), stakes)
    frozen = reference(before)
    now = expose(after, chain_link(frozen, before, after))
    assert now.shared == pytest.approx(160)
    assert now.ratio[1] > 0


def test_new_weaknesses_under_the_same_scope_do_move_the_total():
    client = firm(3)
    seen = replace(client.systems, scanned=np.ones(len(client.systems), dtype=bool))
    client = replace(client, systems=seen)
    frozen = reference(client.landscape())
    target = client.stakes.targets[0][0]
    grown = more(client, 20, 1, system=target).landscape()
    assert expose(grown, frozen).shared > expose(client.landscape(), frozen).shared


def test_a_link_needs_the_same_scenarios():
    one, other = firm(1, scenarios=4).landscape(), firm(1, scenarios=5).landscape()
    with pytest.raises(ValueError, match="same scenarios"):
        chain_link(reference(one), one, other)


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_in_a_world_like_the_middle_levels_are_the_middles(seed):
    client = firm(seed, systems=20, findings=100, scenarios=6)
    frozen = reference(client.landscape())
    today = more(client, 50, seed).landscape()
    assert levels_in_world(frozen, today, today) == pytest.approx(frozen.level, rel=1e-9)
