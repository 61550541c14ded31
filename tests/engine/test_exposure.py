"""From what was found to hazards on systems, and what is assumed where nobody looked."""

from dataclasses import asdict, fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.firms import firm
from quarterdeck.engine.estimates import exactly
from quarterdeck.engine.exposure import (
    JUDGEMENTS,
    PARAMETERS,
    PRIORS,
    EdgeKind,
    Edges,
    Gaps,
    Obligations,
    Reach,
    Stakes,
    Systems,
    Weaknesses,
    chance_in_year,
    effect_of,
    expose,
    hazard,
    landscape,
    obligation_landscape,
    prior_chance,
    reach_of_address,
    reference,
)
from quarterdeck.engine.exposure.effects import CHANGE, COLUMN, NEEDS, READ, STOP, feeds
from quarterdeck.engine.loss.scenario import Kind
from quarterdeck.engine.ranking import shares

seeds = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize(
    ("vectors", "category", "expected"),
    [
        (["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:L/A:N"], "", (1, 0.4, 0)),
        (["AV:N/AC:L/Au:N/C:C/I:P/A:N"], "", (1, 0.4, 0)),
        (["CVSS2#AV:N/AC:M/Au:N/C:N/I:N/A:P"], "", (0, 0, 0.4)),
        (["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:H/SC:H/SI:N/SA:N"], "", (1, 0, 1)),
        (["AV:N/AC:L/Au:N/C:N/I:N/A:P", "CVSS:3.0/C:L/I:N/A:N"], "", (0.4, 0, 0.4)),
        (["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"], "", (0, 0, 0)),
        ([], "secret", (1, 1, 0.4)),
        (["nonsense"], "misconfiguration", (0.4, 0.4, 0.4)),
        ([], "vulnerability", (1, 1, 1)),
    ],
)
def test_effects_come_from_the_vector_or_the_category(vectors, category, expected):
    assert effect_of(vectors, category) == expected


def test_extortion_needs_to_change_and_to_stop():
    effects = np.array([[1, 0, 1.0], [1, 0.4, 1], [0, 1, 1]])
    assert NEEDS[COLUMN[Kind.EXTORTION]] == (CHANGE, STOP)
    assert feeds(effects, COLUMN[Kind.EXTORTION]).tolist() == [0, 0.4, 1]
    assert feeds(effects, COLUMN[Kind.THEFT]).tolist() == [1, 1, 0]
    assert NEEDS[COLUMN[Kind.THEFT]] == (READ,)
    assert set(COLUMN) == set(Kind)


def test_hazard_by_hand():
    weaknesses = Weaknesses.of([0, 0, 0, 0], [0.01, 0.01, 1.0, 0.0], [False, True, False, False])
    year = 1 - 0.99 ** (365 / 30), 1 - 0.9 ** (365 / 30), 1.0, 0.0
    assert chance_in_year(np.array([0.01, 0.1, 1.0, 0.0])) == pytest.approx(year)
    expected = [-np.log(1 - 0.05 * q) for q in year]
    assert hazard(weaknesses) == pytest.approx(expected, rel=1e-9)
    patched = replace(weaknesses, left_by_patch=np.full(4, 0.3))
    assert hazard(patched) == pytest.approx(0.3 * np.array(expected), rel=1e-9)


def test_a_known_exploited_weakness_keeps_a_higher_forecast():
    both = Weaknesses.of([0, 0], [0.5, 0.5], [True, False])
    assert hazard(both)[0] == hazard(both)[1]


def test_priors_rise_with_severity_and_a_client_may_give_others():
    order = ["none", "low", "medium", "high", "critical"]
    for category in {category for category, _ in PRIORS}:
        chances = [prior_chance(category, severity) for severity in order]
        assert chances == sorted(chances)
    assert prior_chance("secret", "high", {("secret", "high"): 0.5}) == 0.5
    assert prior_chance("surprise", "odd") == PRIORS["vulnerability", "unknown"]


def test_every_judgement_is_an_estimate_around_its_default():
    assert asdict(PARAMETERS) == pytest.approx(
        {
            "aim": 0.05,
            "known_exploited_floor": 0.1,
            "reach_internet": 1,
            "reach_partner": 0.3,
            "reach_internal": 0.05,
            "reach_isolated": 0.002,
            "trust_dependency": 0.7,
            "trust_credentials": 0.3,
            "trust_at_isolated": 0.02,
            "damping": 2,
            "not_proven": 0.4,
        }
    )


def test_worlds_draw_every_judgement_evenly_and_apart():
    worlds = JUDGEMENTS.draw(200, seed=3)
    for field in fields(JUDGEMENTS):
        estimate = getattr(JUDGEMENTS, field.name)
        drawn = np.array([getattr(world, field.name) for world in worlds])
        if not estimate.known:
            assert 9 <= np.sum(drawn < estimate.low) <= 11
            assert 9 <= np.sum(drawn > estimate.high) <= 11
            assert np.median(drawn) == pytest.approx(estimate.median, rel=0.03)
    changed = replace(JUDGEMENTS, aim=exactly(0.2, "chance")).draw(200, seed=3)
    assert {world.aim for world in changed} == {0.2}
    assert [w.damping for w in changed] == [w.damping for w in worlds]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", Reach.INTERNET),
        ("10.1.2.3", Reach.INTERNAL),
        ("2606:4700::1111", Reach.INTERNET),
        ("fe80::1", Reach.INTERNAL),
        ("build-07", Reach.INTERNAL),
    ],
)
def test_reach_of_an_unlisted_system(address, expected):
    assert reach_of_address(address) is expected


def test_wrong_inputs_are_named():
    with pytest.raises(ValueError, match="30 days"):
        Weaknesses.of([0], [1.2])
    with pytest.raises(ValueError, match="effect"):
        Weaknesses.of([0], [0.2], effect=(2, 0, 0))
    with pytest.raises(ValueError, match="controls"):
        Systems.of(["internet"], left_by_controls=-1)
    with pytest.raises(ValueError, match="trust"):
        Edges.of([(0, 1, EdgeKind.DEPENDS_ON, 0.0)])
    with pytest.raises(ValueError, match="finite"):
        Stakes.of(["a"], [Kind.THEFT], [[0]], np.inf)
    with pytest.raises(ValueError, match="twice"):
        Stakes.of(["a", "a"], [Kind.THEFT] * 2, [[0]] * 2, 1.0)
    with pytest.raises(ValueError, match="weight"):
        Gaps.of([0], [True], [-1])
    with pytest.raises(ValueError, match="looks"):
        Obligations.of(["a"], 1.0, 2.0)


def _zone_of_four(scanned_last=True, chances=(0.01, 0.02, 0.3)):
    systems = Systems.of(
        ["internal"] * 4, ["a", "a", "a", "a"], scanned=[True, True, True, scanned_last]
    )
    stakes = Stakes.of(["theft"], [Kind.THEFT], [[0, 3]], 100_000.0)
    return systems, Edges.of([]), Weaknesses.of([0, 1, 2], chances), stakes


def test_not_scanned_gets_the_median_of_its_zone():
    blind = landscape(*_zone_of_four(scanned_last=False))
    column = COLUMN[Kind.THEFT]
    assert blind.hazards[3, column] == np.median(blind.hazards[:3, column]) > 0
    assert blind.unseen[3, column] == blind.hazards[3, column]
    assert not blind.unseen[:3].any()


def test_not_scanned_is_not_clean():
    clean, blind = (landscape(*_zone_of_four(scanned_last=s)) for s in (True, False))
    frozen = reference(clean)
    assert shares(expose(blind, frozen)).unseen[3] > 0
    assert expose(blind, frozen).shared > expose(clean, frozen).shared


def test_what_is_known_of_an_unscanned_system_counts_towards_its_median():
    systems, edges, weaknesses, stakes = _zone_of_four(scanned_last=False)
    one_more = Weaknesses.of([0, 1, 2, 3], [*weaknesses.chance, 0.01])
    before = landscape(systems, edges, weaknesses, stakes)
    after = landscape(systems, edges, one_more, stakes)
    assert after.hazards[3] == pytest.approx(before.hazards[3])
    assert (after.unseen[3] < before.unseen[3]).all()


def test_without_any_scan_nothing_is_assumed():
    systems = Systems.of(["internal"], scanned=False)
    stakes = Stakes.of(["theft"], [Kind.THEFT], [[0]], 1.0)
    assert not landscape(systems, Edges.of([]), Weaknesses.of([], []), stakes).hazards.any()


def test_a_forgotten_host_on_the_internet_weighs_something():
    systems = Systems.of(
        ["internal", "internal", "internet"], ["a"] * 3, in_inventory=[True, True, False]
    )
    edges = Edges.of([(1, 0, EdgeKind.HOLDS_CREDENTIALS_FOR)])
    stakes = Stakes.of(["theft"], [Kind.THEFT], [[0]], 100_000.0)
    ground = landscape(systems, edges, Weaknesses.of([0, 1, 2], 0.3), stakes)
    assert ground.onward.trust[0] == pytest.approx([1, 0.3, 0.65])
    share = shares(expose(ground, reference(ground))).rows
    assert share[2] > share[0] > share[1]


@given(seeds, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_shuffling_findings_changes_nothing(seed, random):
    client = firm(seed, systems=12, findings=60, scenarios=5)
    order = list(range(60))
    random.shuffle(order)
    mixed = replace(
        client.weaknesses,
        **{f.name: getattr(client.weaknesses, f.name)[order] for f in fields(Weaknesses)},
    )
    one, other = client.landscape(), replace(client, weaknesses=mixed).landscape()
    assert other.exposure == pytest.approx(one.exposure, rel=1e-12)


def test_gaps_weigh_by_state():
    ground = obligation_landscape(
        Obligations.of(["law", "contract"], [1e5, 2e5]), Gaps.of([0, 0, 1], [False, True, True])
    )
    assert ground.hazard == pytest.approx([1, 0.4, 0.4])
    assert ground.exposure == pytest.approx([1 - np.exp(-1.4), 1 - np.exp(-0.4)])
    exposure = expose(ground, reference(ground))
    assert exposure.rate_factor == pytest.approx(exposure.response)
    assert shares(exposure).rows.sum() == pytest.approx(300_000)
