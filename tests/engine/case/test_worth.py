"""Money of today against sums by hand, and worlds against the plan's own expectation."""

from math import e, exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.case import (
    Proposal,
    Prospect,
    Scene,
    Schedule,
    Terms,
    case,
    gordon_loeb_ceiling,
    schedule_of,
    worth,
)
from quarterdeck.engine.case.effects import Effects
from quarterdeck.engine.estimates import exactly
from quarterdeck.engine.loss import Change, Form, what_if
from quarterdeck.engine.plan import NEVER, Choices
from tests.engine.case.grounds import effects, prospect, scene, table

some = settings(max_examples=20, deadline=None)
TABLE = table(forms=2)
PROSPECT = prospect(made=TABLE)
KEYS = [scenario.key for scenario in TABLE.scenarios]


def known(effect=0.5, once=1000.0, yearly=100.0, months=6.0, acts=KEYS[:1]):
    amounts = (exactly(amount) for amount in (once, yearly, months))
    return Proposal("known", effects(effect, effect, effect, acts), *amounts)


def test_a_flow_is_worth_the_sum_of_its_parts():
    terms = Terms(3.0, 0.1)
    steps = np.linspace(0.5, 3.0, 100_001)
    by_hand = np.trapezoid(1.1**-steps, steps)
    assert terms.flow(np.array([0.5]))[0] == pytest.approx(by_hand, rel=1e-6)
    assert Terms(3.0, 0.0).flow(np.array([0.5, 4.0, np.inf])).tolist() == [2.5, 0.0, 0.0]


def test_a_known_case_follows_from_its_parts():
    made = Prospect(TABLE, (known(),), 500)
    found = case(Scene(TABLE), made, "known", Terms(3.0, 0.08))
    loss, force = TABLE.samples[0].mean, log(1.08)
    avoided = loss / 2 * (exp(-force * 0.5) - exp(-force * 3)) / force
    cost = 1000 + 100 * (1 - exp(-force * 3)) / force
    assert found.avoided_per_year.value == pytest.approx(loss / 2)
    assert found.worth_money.value == pytest.approx(avoided - cost)
    assert found.cost_money.low == found.cost_money.high == pytest.approx(cost)
    assert found.cost_per_money_avoided.value == pytest.approx(cost / avoided)
    assert found.payback_years.value == pytest.approx(0.5 + 1050 / (loss / 2 - 100))
    assert found.ready_years.value == 0.5
    assert found.ceiling_per_year_money == pytest.approx(loss / e)
    again = known(effect=found.break_even_per_year_money / loss)
    even = case(Scene(TABLE), Prospect(TABLE, (again,), 500), "known", Terms(3.0, 0.08))
    assert even.worth_money.value == pytest.approx(0, abs=1e-6)


def test_what_brings_nothing_never_pays():
    found = case(Scene(TABLE), Prospect(TABLE, (known(effect=0.0),), 500), "known")
    assert found.worth_money.value == -found.cost_money.value
    assert (found.pays, found.seen_to_pay) == (0.0, 0.0)
    assert found.payback_years.value == found.cost_per_money_avoided.value == np.inf


def test_a_free_gift_always_pays_and_at_once():
    free = known(once=0.0, yearly=0.0, months=0.0)
    found = case(Scene(TABLE), Prospect(TABLE, (free,), 500), "known")
    assert (found.pays, found.seen_to_pay, found.payback_years.high) == (1.0, 1.0, 0.0)


def test_being_seen_to_pay_is_counted_from_the_simulated_years():
    one = known(effect=0.5, once=2e4, yearly=0.0, months=0.0, acts=KEYS)
    found = case(Scene(TABLE), Prospect(TABLE, (one,), 500), "known", Terms(2.0, 0.0))
    spared = TABLE.sums.annual - what_if(TABLE, one.effects.middle).sums.annual
    runs = [a + b for a, b in zip(spared[0::2], spared[1::2], strict=True)]
    assert found.seen_to_pay == pytest.approx(np.mean([run >= 2e4 for run in runs]))
    assert 0 < found.seen_to_pay < 1


@given(st.floats(0, 0.3), st.floats(0, 0.3))
@some
def test_a_higher_discount_never_makes_what_pays_back_late_worth_more(less, more):
    less, more = sorted((less, more))
    made = Prospect(TABLE, (known(once=5e4, yearly=0.0),), 200)
    low, high = (case(Scene(TABLE), made, "known", Terms(3.0, d)) for d in (more, less))
    assert low.worth_money.value <= high.worth_money.value + 1e-6


def test_one_alone_in_a_plan_is_worth_what_its_case_says():
    made = Prospect(TABLE, (known(),), 2000)
    found = worth(made, Schedule(np.array([0.0]), np.array([0.5])))
    alone = case(Scene(TABLE), made, "known")
    assert np.quantile(found.money, 0.95) == pytest.approx(alone.worth_money.high, rel=1e-2)
    assert found.money.mean() == pytest.approx(alone.worth_money.value, rel=0.02)


@given(st.integers(0, 2**32 - 1))
@some
def test_known_effects_avoid_what_the_plan_expects(seed):
    rng = np.random.default_rng(seed)
    made = tuple(
        Proposal(f"p{n}", effects(x, x, x, rng.choice(KEYS, 3, replace=False).tolist()))
        for n, x in enumerate(rng.uniform(0.1, 0.9, 4))
    )
    flat, periods = Prospect(TABLE, made, 4000), 4
    losses = np.array([sample.mean for sample in TABLE.samples])
    choices = Choices(
        np.tile(losses[:, None], periods), flat.middle_effects, *np.zeros((3, 4)),
        rng.integers(0, 3, 4).astype(np.int32), np.full(4, NEVER, np.int32),
    )  # fmt: skip
    starts = rng.integers(NEVER, periods, 4).astype(np.int32)
    found = worth(flat, schedule_of(choices, starts), Terms(1.0, 0.0))
    expected = choices.loss_money.sum() - choices.loss_left_money(starts).sum()
    assert found.avoided_money.mean() == pytest.approx(expected, rel=0.02, abs=1e-6)


def test_doing_nothing_is_worth_nothing():
    never = np.full(5, np.inf)
    assert not worth(PROSPECT, Schedule(never, never)).money.any()


def test_an_effect_on_one_form_counts_for_what_that_form_costs():
    form = TABLE.scenarios[0].losses[0].form
    only = {KEYS[0]: Change(forms={form: 0.0})}
    made = Prospect(TABLE, (Proposal("form", Effects(only, only, only)),), 100)
    left = what_if(TABLE, only).samples[0].mean
    assert made.middle_effects[0, 0] == pytest.approx(1 - left / TABLE.samples[0].mean)


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="share a key"):
        Prospect(TABLE, (known(), known()))
    with pytest.raises(ValueError, match="no proposal 'other'"):
        case(scene(), PROSPECT, "other")
    wrong = Effects(middle={KEYS[0]: Change(forms={Form.COMPETITIVE: 0.5})})
    with pytest.raises(ValueError, match="no loss of form"):
        _ = Prospect(TABLE, (Proposal("wrong", wrong),), 10).effects
    with pytest.raises(ValueError, match="discounted by zero or more"):
        Terms(3.0, -0.1)


def class_one(chance, alpha, beta, spend):
    return chance / (alpha * spend + 1) ** beta


def class_two(chance, alpha, _beta, spend):
    return chance ** (alpha * spend + 1)


@given(
    st.sampled_from([class_one, class_two]),
    st.floats(1e-4, 0.99), st.floats(1e-7, 1e-2), st.floats(1.0, 4.0), st.floats(1e3, 1e8),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_it_never_pays_to_spend_above_the_ceiling(kind, chance, alpha, beta, loss):
    def total(spend):
        return kind(chance, alpha, beta, spend) * loss + spend

    expected = chance * loss
    spends = expected * np.linspace(0, 1, 20_001)
    best = spends[np.argmin(total(spends))]
    assert best <= gordon_loeb_ceiling(expected) + expected / 20_000
