"""What a report says of a table, and that its parts agree with each other."""

from dataclasses import FrozenInstanceError
from itertools import pairwise
from math import inf, sqrt

import numpy as np
import pytest

from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss import (
    Change,
    Form,
    Insurance,
    Kind,
    Loss,
    ParetoTail,
    Scenario,
    TolerancePoint,
    drivers,
    report,
    simulate,
    what_if,
)
from quarterdeck.engine.verdicts import Standing
from tests.engine.loss.firms import firm

FIRM = firm(6, 12, forms=2)
TABLE = simulate(FIRM, seed=8, worlds=200, years=200)
COVER = Insurance(1e5, 1e6, 2e6, 0.9)
LIMIT = 4e5
POINTS = [
    TolerancePoint(LIMIT, 0.1),
    TolerancePoint(LIMIT, 0.1, after_insurance=False),
    TolerancePoint(LIMIT, 0.05, "event", after_insurance=False),
]
RESULTS = report(TABLE, tolerance=POINTS, materiality=5e5, insurance=COVER)


def test_results_are_frozen():
    with pytest.raises(FrozenInstanceError):
        RESULTS.gross.aep = None


@pytest.mark.parametrize("side", [RESULTS.gross, RESULTS.net])
@pytest.mark.parametrize("name", ["aep", "oep"])
def test_curves_fall_and_bands_hold_them(side, name):
    curve = getattr(side, name)
    assert 30 <= len(curve.losses) <= 60
    for column in (curve.chance, curve.low, curve.high):
        assert all(a >= b for a, b in pairwise(column))
    assert all(low <= high for low, high in zip(curve.low, curve.high, strict=True))
    middle = [c for c in zip(curve.low, curve.chance, curve.high, strict=True) if c[1] > 0.002]
    assert all(low <= chance <= high for low, chance, high in middle)


def test_the_largest_event_never_exceeds_the_year():
    for side in (RESULTS.gross, RESULTS.net):
        for year, event in zip(side.aep.chance, side.oep.chance, strict=True):
            assert event <= year
    assert RESULTS.net.aep.losses != RESULTS.gross.aep.losses


def test_the_average_agrees_with_simulation():
    for side in (RESULTS.gross, RESULTS.net):
        assert side.simulated == pytest.approx(side.average.value, abs=4 * side.average.error)
        assert side.average.band.low < side.average.value < side.average.band.high
    assert RESULTS.net.average.value < RESULTS.gross.average.value


def test_some_years_have_no_loss():
    gross = RESULTS.gross
    assert gross.no_loss.value + gross.some_loss.value == pytest.approx(1)
    assert gross.no_loss.value == pytest.approx(np.mean(TABLE.sums.annual == 0))
    assert gross.no_loss.band.low == pytest.approx(1 - gross.some_loss.band.high)
    assert gross.no_loss.value > 0.1


def test_shares_add_up():
    assert sum(share.of_mean for share in RESULTS.shares) == pytest.approx(1)
    assert sum(share.of_tail for share in RESULTS.shares) == pytest.approx(1)
    assert [share.key for share in RESULTS.shares] == [s.key for s in FIRM]


def test_money_beyond_a_limit_adds_up():
    annual = TABLE.sums.annual
    _, gross, event = RESULTS.points
    assert gross.beyond == pytest.approx(np.maximum(annual - LIMIT, 0).mean())
    assert sum(part for _, part in gross.parts) == pytest.approx(gross.beyond)
    losses = np.concatenate([TABLE.events(p).loss for p in range(12)])
    assert event.beyond == pytest.approx(np.maximum(losses - LIMIT, 0).sum() / len(annual))


def test_points_know_their_standing():
    generous = TolerancePoint(LIMIT, 0.99)
    strict = TolerancePoint(LIMIT, 0.0)
    within, beyond = report(TABLE, tolerance=[generous, strict]).points
    assert (within.standing, within.confidence) == (Standing.WITHIN, 1)
    assert (beyond.standing, beyond.confidence) == (Standing.BEYOND, 0)


def test_any_loss_at_all_may_be_a_limit():
    points = [TolerancePoint(0, 0.5), TolerancePoint(0, 0.5, "event"), *POINTS]
    results = report(TABLE, tolerance=points)
    year, event, *_ = results.points
    assert year.chance.value == event.chance.value == results.gross.some_loss.value
    assert year.chance.band.high == pytest.approx(results.gross.some_loss.band.high, rel=0.05)
    assert results.points[2:] == report(TABLE, tolerance=POINTS).points


def test_a_material_event_within_three_years():
    material = RESULTS.material
    one, three = material.one_year.value, material.three_years.value
    assert one == np.mean(TABLE.sums.largest > 5e5)
    years = (TABLE.sums.largest > 5e5).reshape(200, -1)[:, :198].reshape(-1, 3).any(axis=1)
    assert three == pytest.approx(years.mean(), abs=4 * sqrt(three * (1 - three) / len(years)))
    assert one < three < 3 * one
    assert material.three_years.band.low < three < material.three_years.band.high


def test_form_sums_are_what_the_total_is_made_of():
    sums = TABLE.form_sums()
    assert set(sums) == {"productivity", "response"}
    assert sum(sums.values()) == pytest.approx(TABLE.sums.annual)


def test_errors_tell_how_far_another_seed_lies():
    """Averages over seeds scatter by about the error that is told."""
    tables = [simulate(FIRM[:4], seed=seed, worlds=100, years=50) for seed in range(20)]
    told = report(tables[0]).gross.average.error
    scatter = np.std([table.sums.annual.mean() for table in tables], ddof=1)
    assert 0.5 < scatter / told < 1.5


@pytest.mark.parametrize("scenarios", [[], [Scenario("x", "", Kind.FRAUD, exactly(0), ())]])
def test_nothing_to_fear(scenarios):
    table = simulate(scenarios, seed=1, worlds=20, years=20)
    results = report(table, tolerance=POINTS, materiality=1.0, insurance=COVER)
    assert results.gross.average.value == 0
    assert results.gross.aep.losses == ()
    assert results.gross.no_loss.value == 1
    assert all(point.standing is Standing.WITHIN for point in results.points)
    assert drivers(table) == ()


def test_what_never_happened_in_the_simulation_may_still_happen():
    rare = Scenario("rare", "", Kind.OUTAGE, exactly(1e-5), (Loss(Form.FINES, Estimate(1e5, 1e6)),))
    table = simulate([rare], seed=1, worlds=20, years=20)
    (point,) = report(table, tolerance=[TolerancePoint(1e4, 1e-4)]).points
    assert point.chance.value == 0
    assert point.chance.band.high == pytest.approx(1e-5, rel=0.1)


@pytest.mark.parametrize("forms", [1, 2])
def test_heavy_tails_and_caps_are_reported_without_trouble(forms):
    losses = tuple(
        Loss(form, Estimate(1e3, 1e5), cap, tail=ParetoTail(5e4, 0.8))
        for form, cap in zip(Form, (inf, 1e9)[:forms], strict=False)
    )
    heavy = Scenario("heavy", "", Kind.OUTAGE, Estimate(0.1, 1), losses)
    known = Scenario("known", "", Kind.OUTAGE, exactly(0.3), (Loss(Form.FINES, exactly(1e5)),))
    table = simulate([heavy, known], seed=1, worlds=100, years=100)
    results = report(table, tolerance=POINTS, materiality=1e5, insurance=COVER)
    assert results.gross.average.value == inf
    assert results.net.average.value == inf
    assert 0 < results.points[0].chance.band.high < 1
    for curve in (results.gross.aep, results.gross.oep, results.net.aep, results.net.oep):
        assert np.all(np.isfinite([curve.low, curve.high, curve.chance]))


def test_drivers_name_what_is_most_in_doubt():
    losses = (Loss(Form.FINES, Estimate(9e4, 1.1e5)), Loss(Form.RESPONSE, Estimate(1e3, 2e3)))
    sure = Scenario("sure", "", Kind.FRAUD, Estimate(0.9, 1.1), losses)
    vague = Scenario(
        "vague", "", Kind.THEFT, Estimate(0.05, 5.0), (Loss(Form.FINES, exactly(1e5)),)
    )
    table = simulate([sure, vague], seed=1)
    first, *rest = drivers(table)
    assert (first.key, first.what) == ("vague", "rate")
    assert first.share > 0.9
    assert sum(driver.share for driver in rest) < 0.1
    by_point = drivers(table, TolerancePoint(2e5, 0.1))
    assert (by_point[0].key, by_point[0].what) == ("vague", "rate")
    assert not any(driver.what == "fines size" and driver.key == "vague" for driver in by_point)


def test_a_control_takes_its_scenario_out_of_the_drivers():
    most = drivers(TABLE)[0].key
    assert most not in {d.key for d in drivers(what_if(TABLE, {most: Change((0.999,))}))}


def test_drivers_of_equal_scenarios_share_alike():
    twins = [
        Scenario(f"twin-{n}", "", Kind.FRAUD, Estimate(0.1, 1), (Loss(Form.FINES, exactly(1e5)),))
        for n in range(4)
    ]
    shares = [driver.share for driver in drivers(simulate(twins, seed=2, worlds=50, years=2))]
    assert len(shares) == 4
    assert shares == pytest.approx([0.22] * 4, abs=0.05)


@pytest.mark.parametrize(("worlds", "years"), [(1, 1), (1, 500), (300, 1)])
def test_tables_of_any_size_are_reported(worlds, years):
    table = simulate(FIRM, seed=3, worlds=worlds, years=years)
    results = report(table, tolerance=POINTS, materiality=1e5, insurance=COVER)
    assert 0 <= results.points[0].chance.band.low <= results.points[0].chance.band.high <= 1
    assert len(results.gross.quantiles) == sum(
        worlds * years >= 10 * n for n in (10, 20, 50, 100, 200)
    )


def test_what_costs_nothing_or_never_arises():
    losses = (
        Loss(Form.FINES, exactly(0.0)),
        Loss(Form.RESPONSE, Estimate(1e3, 1e4), chance=exactly(0.0, "chance")),
    )
    table = simulate([Scenario("idle", "", Kind.OUTAGE, exactly(2.0), losses)], seed=1, worlds=20)
    results = report(table, tolerance=POINTS, materiality=1.0)
    assert results.gross.average.value == 0
    assert results.gross.no_loss.value == 1
    assert results.points[0].chance.band.high < 1e-9


def test_a_known_loss_is_not_above_a_limit_of_its_size():
    sure = Scenario("sure", "", Kind.OUTAGE, exactly(0.2), (Loss(Form.FINES, exactly(1e6)),))
    table = simulate([sure], seed=1, climate=0.0)
    at, below = (
        report(table, tolerance=[TolerancePoint(x, 0.05, "event")]).points[0]
        for x in (1e6, 1e6 - 1)
    )
    assert (at.chance.value, at.chance.band.high) == (0, 0)
    assert below.chance.band.low == pytest.approx(1 - np.exp(-0.2))
