"""What knowing is worth, against closed forms and what must be so."""

from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from quarterdeck.engine.case import Proposal, Prospect, information, worth_alone
from quarterdeck.engine.case.information import known
from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss import Form, Kind, Loss, Scenario, simulate
from quarterdeck.engine.loss.streams import hypercube
from tests.engine.case.grounds import effects, prospect

N = 10_000
SCORE, OTHER = hypercube(np.random.default_rng(1), 2, N)
some = settings(max_examples=25, deadline=None)


@given(st.floats(-2, 2), st.floats(0.1, 3))
@some
def test_a_normal_worth_against_nothing(mean, spread):
    worths = np.stack([np.zeros(N), mean + spread * SCORE])
    m = mean / spread
    exact = spread * (norm.pdf(m) + m * norm.cdf(m)) - max(mean, 0)
    assert known(SCORE, worths) == pytest.approx(exact, abs=0.01 * spread)


@given(st.floats(0.5, 4))
@some
def test_a_lognormal_worth_against_a_price(price):
    worths = np.stack([np.zeros(N), np.exp(SCORE / 2) - price])
    mean = exp(1 / 8)
    d = (1 / 8 + 1 / 8 - np.log(price)) / 0.5
    exact = mean * norm.cdf(d) - price * norm.cdf(d - 0.5) - max(mean - price, 0)
    assert known(SCORE, worths) == pytest.approx(exact, abs=0.02)


@given(st.floats(-1, 1))
@some
def test_what_has_nothing_to_do_with_it_is_worth_only_noise(mean):
    worths = np.stack([np.zeros(N), mean + SCORE])
    assert known(OTHER, worths) <= 0.03


def test_knowing_one_thing_is_never_worth_more_than_everything():
    for seed in range(5):
        made = prospect(seed, worlds=4000)
        found = information(made, {key: worth_alone(made, key) for key in made.places})
        worths = [one.worth_money for one in found.unknowns]
        assert worths == sorted(worths, reverse=True)
        assert all(worth <= found.everything_money * (1 + 1e-9) for worth in worths)
        assert all(0.01 <= one.of_everything <= 1 for one in found.unknowns)


def one_scenario(rate):
    loss = Loss(Form.RESPONSE, exactly(1e5))
    return simulate([Scenario("theft", "", Kind.THEFT, rate, (loss,))], seed=1, worlds=10, years=10)


def test_the_one_doubt_that_decides_is_found_and_named():
    table = one_scenario(exactly(0.4))
    price = Estimate(2e4, 1.6e5)
    made = Prospect(table, (Proposal("fix", effects(0.5, 0.5, 0.5, ["theft"]), price),), N)
    found = information(made, {"fix": worth_alone(made, "fix")})
    (one,) = found.unknowns
    assert (one.of, one.key, one.what, one.matters) == ("proposal", "fix", "cost once", "much")
    assert one.worth_money == pytest.approx(found.everything_money, rel=0.1)


def test_a_rate_that_decides_is_worth_more_than_a_price_that_hardly_varies():
    table = one_scenario(Estimate(0.05, 1.5))
    made = Prospect(
        table, (Proposal("fix", effects(0.5, 0.5, 0.5, ["theft"]), Estimate(5e4, 5.5e4)),), N
    )
    found = information(made, {"fix": worth_alone(made, "fix")})
    assert (found.unknowns[0].key, found.unknowns[0].what) == ("theft", "rate")
    assert found.decided == "fix"


def test_a_plan_that_always_pays_leaves_nothing_to_find_out():
    table = one_scenario(Estimate(0.4, 0.8))
    made = Prospect(
        table, (Proposal("gift", effects(0.2, 0.5, 0.8, ["theft"]), Estimate(1, 2)),), N
    )
    found = information(made, {"gift": worth_alone(made, "gift")})
    assert (found.decided, found.everything_money, found.unknowns) == ("gift", 0.0, ())


def test_the_first_comes_out_first_whatever_the_seed_of_its_worlds():
    firsts = set()
    for seed in range(4):
        loss = Loss(Form.RESPONSE, Estimate(5e4, 2e5))
        table = simulate(
            [Scenario("theft", "", Kind.THEFT, Estimate(0.05, 1.5), (loss,))],
            seed=seed, worlds=10, years=10,
        )  # fmt: skip
        cost = Estimate(3e4, 9e4)
        made = Prospect(table, (Proposal("fix", effects(0.3, 0.5, 0.7, ["theft"]), cost),), N)
        found = information(made, {"fix": worth_alone(made, "fix")})
        firsts.add((found.unknowns[0].key, found.unknowns[0].what))
    assert firsts == {("theft", "rate")}


def test_options_need_names_of_their_own():
    made = prospect(worlds=100)
    with pytest.raises(ValueError, match="beside today"):
        information(made, {})
    with pytest.raises(ValueError, match="beside today"):
        information(made, {"today": np.zeros(100)})
