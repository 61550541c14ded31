"""What-ifs on the same events: nested path by path, and equal in law to simulating anew."""

from dataclasses import replace as with_fields
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss import (
    Change,
    Form,
    Kind,
    Loss,
    ParetoTail,
    Scenario,
    TolerancePoint,
    draw_worlds,
    net,
    replace,
    report,
    simulate,
    what_if,
    without,
)
from quarterdeck.engine.loss.scenario import Insurance
from quarterdeck.engine.loss.view import View
from tests.engine.loss.firms import firm

FIRM = firm(1, 6, forms=2, rate=0.5)
TABLE = simulate(FIRM, seed=2, worlds=40, years=50)
KEYS = [scenario.key for scenario in FIRM]

parts = st.floats(0, 1)
changes = st.builds(
    Change,
    effectiveness=st.lists(parts, max_size=3).map(tuple),
    scale=parts,
    forms=st.dictionaries(st.sampled_from([Form.PRODUCTIVITY, Form.RESPONSE]), parts, max_size=2),
)
plans = st.lists(st.tuples(st.sampled_from(KEYS), changes), max_size=5)


def under(plan, table=TABLE):
    for key, change in plan:
        table = what_if(table, {key: change})
    return table


def same(one, other):
    return np.array_equal(one.sums.annual, other.sums.annual) and np.array_equal(
        one.sums.largest, other.sums.largest
    )


@settings(deadline=None, max_examples=60)
@given(plan=plans, chosen=st.data())
def test_a_plan_never_beats_doing_everything(plan, chosen):
    """In no simulated year does a part of the controls cost less than all of them."""
    some = [item for item in plan if chosen.draw(st.booleans())]
    everything, part = under(plan).sums, under(some).sums
    slack = 1 + 1e-12
    assert np.all(everything.annual <= part.annual * slack)
    assert np.all(everything.largest <= part.largest * slack)
    assert np.all(part.annual <= TABLE.sums.annual * slack)


@settings(deadline=None, max_examples=30)
@given(plan=plans)
def test_a_what_if_gives_the_bits_of_working_out_everything(plan):
    changed = under(plan)
    assert same(changed, with_fields(changed, root=None))


@settings(deadline=None, max_examples=30)
@given(one=parts, other=parts, key=st.sampled_from(KEYS))
def test_controls_combine_in_any_order_and_grouping(one, other, key):
    both = what_if(TABLE, {key: Change((one, other))})
    assert same(both, under([(key, Change((other,))), (key, Change((one,)))]))
    kept = (1 - one) * (1 - other)
    place = TABLE.place_of(key)
    thinning = TABLE.events(place).thinning
    assert len(both.events(place)) == np.sum(thinning >= np.float32(1 - kept))


def test_thinning_and_a_lower_rate_agree_in_law():
    """Keeping 1 − e of the events, and simulating at (1 − e)·rate: same chances, same bands."""
    effectiveness = 0.6
    scenario = firm(3, 1, rate=0.8)[0]
    known = Scenario(scenario.key, "", scenario.kind, exactly(0.8), scenario.losses)
    lower = Scenario(scenario.key, "", scenario.kind, exactly(0.8 * 0.4), scenario.losses)
    thinned = what_if(
        simulate([known], seed=1, worlds=400, years=250), {known.key: Change((effectiveness,))}
    )
    anew = simulate([lower], seed=99, worlds=400, years=250)
    for q in (0.8, 0.9, 0.98, 0.995):
        loss = float(np.quantile(anew.sums.annual, q))
        found = [np.mean(t.sums.annual > loss) for t in (thinned, anew)]
        assert found[0] == pytest.approx(found[1], abs=4 * sqrt(2 * q * (1 - q) / thinned.size))
    point = TolerancePoint(float(np.quantile(anew.sums.annual, 0.98)), 0.02)
    bands = [report(t, tolerance=[point]).points[0].chance.band for t in (thinned, anew)]
    assert bands[0].high == pytest.approx(bands[1].high, rel=0.1)
    assert bands[0].low == pytest.approx(bands[1].low, rel=0.2)
    averages = [report(t).gross.average.value for t in (thinned, anew)]
    assert averages[0] == pytest.approx(averages[1])


def test_a_change_moves_the_exact_figures_as_the_simulated_ones():
    change = Change((0.3, 0.2), 0.7, {Form.RESPONSE: 0.5})
    table = simulate(firm(2, 3, forms=2, rate=2.0), seed=6, worlds=200, years=200)
    after = what_if(table, {"scenario-1": change})
    gross = report(after).gross
    assert gross.average.value == pytest.approx(gross.simulated, abs=4 * gross.average.error)
    assert gross.average.value < report(table).gross.average.value


def test_nothing_is_left_when_nothing_is_kept():
    gone = what_if(TABLE, {key: Change((1.0,)) for key in KEYS})
    results = report(gone, tolerance=[TolerancePoint(1e5, 0.1)], materiality=1e5)
    assert results.gross.no_loss.value == 1
    assert results.points[0].confidence == 1
    assert results.material.three_years.value == 0
    free = what_if(TABLE, {key: Change(scale=0.0) for key in KEYS})
    assert report(free).gross.average.value == 0
    assert free.sums.annual.max() == 0


def test_replacing_a_scenario_leaves_the_others_events():
    dearer = firm(77, 6, forms=2, rate=3.0)[2]
    table = replace(TABLE, dearer)
    for place in range(6):
        before, after = TABLE.events(place), table.events(place)
        assert (before is after) == (place != 2)
    assert same(table, simulate([*FIRM[:2], dearer, *FIRM[3:]], seed=2, worlds=40, years=50))


def test_adding_and_removing_a_scenario():
    extra = firm(77, 9, forms=2)[8]
    more = replace(TABLE, extra)
    assert more.scenarios == (*FIRM, extra)
    assert same(without(more, extra.key), TABLE)
    with pytest.raises(ValueError, match="no scenario 'unheard of'"):
        without(TABLE, "unheard of")


def test_a_change_of_a_replaced_scenario_starts_anew():
    dearer = firm(77, 6, forms=2, rate=3.0)[2]
    changed = what_if(replace(TABLE, dearer), {dearer.key: Change((0.5,))})
    anew = simulate([*FIRM[:2], dearer, *FIRM[3:]], seed=2, worlds=40, years=50)
    assert same(changed, what_if(anew, {dearer.key: Change((0.5,))}))


def test_wrong_changes_are_named():
    with pytest.raises(ValueError, match="between 0 and 1"):
        Change((1.2,))
    with pytest.raises(ValueError, match="between 0 and 1"):
        Change(scale=1.5)
    with pytest.raises(ValueError, match="no scenario 'x'"):
        what_if(TABLE, {"x": Change()})
    with pytest.raises(ValueError, match="has no loss of form fines"):
        what_if(TABLE, {KEYS[0]: Change(forms={Form.FINES: 0.5})})


@settings(deadline=None, max_examples=20)
@given(plan=plans)
def test_more_controls_never_cost_more_after_insurance(plan):
    cover = Insurance(1e5, 5e5, share=0.8)
    everything = net(under(plan), cover).sums.annual
    assert np.all(everything <= net(TABLE, cover).sums.annual * (1 + 1e-12))


def test_a_scenario_that_never_has_the_largest_event_can_be_changed():
    small = Loss(Form.FINES, Estimate(1, 2))
    last = Scenario("small", "", Kind.FRAUD, exactly(0.1), (small,))
    busy = Scenario("busy", "", Kind.FRAUD, exactly(50.0), (Loss(Form.FINES, Estimate(1e3, 2e3)),))
    table = simulate([busy, last], seed=1, worlds=20, years=20)
    changed = what_if(table, {"small": Change((0.5,))})
    assert same(changed, with_fields(changed, root=None))
    assert not np.array_equal(changed.sums.annual, table.sums.annual)


def test_events_that_are_drawn_again_give_the_same_what_ifs():
    lean = simulate(FIRM, seed=2, worlds=40, years=50, keep=False)
    change = {KEYS[1]: Change((0.4,), 0.5)}
    assert same(what_if(lean, change), what_if(TABLE, change))
    assert same(replace(lean, firm(77, 6, forms=2)[2]), replace(TABLE, firm(77, 6, forms=2)[2]))


def test_sums_too_large_to_be_exact_are_worked_out_in_full():
    vast = firm(5, 3, rate=2.0, median=26.0, cap=float("inf"))
    table = simulate(vast, seed=1, worlds=20, years=20)
    changed = what_if(table, {"scenario-0": Change((1.0,))})
    assert table.sums.annual.max() > 2.0**42
    assert same(changed, with_fields(changed, root=None))


def test_a_report_without_parts_tells_the_same_figures():
    points = [TolerancePoint(1e5, 0.1)]
    whole, lean = (report(TABLE, tolerance=points, parts=p) for p in (True, False))
    assert whole.gross == lean.gross
    assert whole.points[0].chance == lean.points[0].chance
    assert (lean.shares, lean.points[0].parts, lean.points[0].beyond) == ((), (), None)


@settings(deadline=None, max_examples=25)
@given(plan=plans)
def test_simulated_figures_of_a_what_if_are_those_of_a_table_without_a_root(plan):
    """Counts of years are kept from the root and changed where years have moved."""
    changed = under(plan)
    alone = with_fields(changed, root=None)
    losses = np.array([2e5, 0.0, 7e4, 1e6])
    for basis in ("year", "event"):
        for view in (View(changed), View(alone)):
            raw = view.yearly(basis).money.reshape(40, -1)
            expected = [(raw > loss).sum(axis=1) for loss in losses]
            assert np.array_equal(view.yearly(basis).counts(losses, 40), expected)
    one, other = report(changed).gross, report(alone).gross
    for q, r in zip(one.quantiles, other.quantiles, strict=True):
        assert (q.loss.value, q.beyond.value) == (r.loss.value, r.beyond.value)


@pytest.mark.parametrize("change", [Change((0.3,)), Change((0.3,), 0.8), Change((0.9,), 0.2)])
@pytest.mark.parametrize("forms", [1, 2])
@pytest.mark.parametrize("keys", [1, 8])
def test_bands_of_a_what_if_are_those_of_a_table_without_a_root(change, forms, keys):
    """Fits start from the root's, and laws at other scales are interpolated: neither shows. (With
    several forms the variance of a world's year is that to the end of the root's lattice.)"""
    close = 1e-3 if forms == 1 else 0.02
    scenarios = firm(3, 8, forms=forms, rate=0.3)
    table = simulate(scenarios, seed=2, worlds=120, years=100)
    points = [TolerancePoint(3e5, 0.1), TolerancePoint(3e5, 0.1, "event")]
    changed = what_if(table, {s.key: change for s in scenarios[:keys]})
    view, alone = View(changed, limits=(3e5,)), View(with_fields(changed, root=None))
    losses = np.array([3e5])
    for basis in ("year", "event"):
        assert view.chances(losses, basis) == pytest.approx(alone.chances(losses, basis), rel=close)
    assert view.average == pytest.approx(alone.average, rel=1e-12)
    for found, other in zip(
        *(report(t, tolerance=points).points for t in (changed, alone.table)), strict=True
    ):
        assert found.chance.value == other.chance.value
        assert found.chance.error == pytest.approx(other.chance.error, rel=close)


def test_a_what_if_does_not_hang_on_what_was_asked_before():
    change = {KEYS[2]: Change((0.4,), 0.9)}
    points = [TolerancePoint(3e5, 0.1)]
    asked, fresh = (simulate(FIRM, seed=2, worlds=40, years=50) for _ in range(2))
    report(asked, tolerance=points)
    report(what_if(asked, {KEYS[1]: Change((0.2,), 0.5)}), tolerance=points)
    told = (report(what_if(table, change), tolerance=points) for table in (asked, fresh))
    assert next(told) == next(told)


@pytest.mark.parametrize("tail", [None, ParetoTail(3e5, 1.5)])
@pytest.mark.parametrize("factor", [1.0, 0.37, 0.01])
def test_the_law_of_many_worlds_is_that_of_few(tail, factor):
    """Against each world's own: to 1 in 100,000 of the largest chance of any world."""
    loss = Loss(Form.FINES, Estimate(2e4, 2e6), cap=5e6, tail=tail)
    scenario = Scenario("one", "", Kind.FRAUD, Estimate(0.1, 2), (loss,))
    worlds = draw_worlds(scenario, 1, 317)
    losses = np.array([0.0, 1e3, 1e4, 1e5, 3e5, 1e6, 1e6 * factor, 4.9e6, 5e6 * factor, 6e6])
    exact = worlds.changed(0.6, (factor,)).above(losses)
    found = worlds.mixture.above(losses, 0.6, factor)
    assert np.all(np.abs(found - exact) <= 1e-5 * exact.max(axis=0))


def test_a_known_size_has_the_same_law_in_all_worlds():
    sure = Scenario("sure", "", Kind.FRAUD, Estimate(0.1, 2), (Loss(Form.FINES, exactly(1e6)),))
    worlds = draw_worlds(sure, 1, 50)
    found = worlds.mixture.above(np.array([0.0, 4.9e5, 5e5, 6e5]), 1.0, 0.5)
    assert found == pytest.approx(
        worlds.changed(1.0, (0.5,)).above(np.array([0.0, 4.9e5, 5e5, 6e5]))
    )
