"""Insurance, event by event."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.engine.estimates import exactly
from quarterdeck.engine.loss import (
    Form,
    Insurance,
    Kind,
    Loss,
    Scenario,
    TolerancePoint,
    net,
    report,
    simulate,
)
from quarterdeck.engine.loss.insurance import gross_of
from tests.engine.loss.firms import firm

TABLE = simulate(firm(3, 5, rate=1.0), seed=4, worlds=8, years=30)
money = st.floats(0, 1e7)
covers = st.builds(
    Insurance,
    retention=money,
    limit=money | st.just(inf),
    aggregate=money | st.just(inf),
    share=st.floats(0, 1),
)


def by_hand(table, cover):
    """The same terms in a plain loop over the years' events in order."""
    events = sorted(
        (int(year), float(when), place, number, float(loss))
        for place in range(len(table.samples))
        for e in [table.events(place)]
        for number, (year, when, loss) in enumerate(zip(e.year, e.when, e.loss, strict=True))
    )
    left: dict[int, float] = {}
    paid = [np.zeros(len(table.events(place))) for place in range(len(table.samples))]
    for year, _, place, number, loss in events:
        layer = min(max(loss - cover.retention, 0), cover.limit, left.get(year, cover.aggregate))
        left[year] = left.get(year, cover.aggregate) - layer
        paid[place][number] = layer * cover.share
    return paid


@settings(deadline=None, max_examples=25)
@given(cover=covers)
def test_terms_apply_in_order(cover):
    after = net(TABLE, cover)
    for place, expected in enumerate(by_hand(TABLE, cover)):
        assert after.paid(place) == pytest.approx(expected, rel=1e-9, abs=1e-3)


@settings(deadline=None, max_examples=40)
@given(cover=covers)
def test_never_pays_more_than_the_loss_or_the_terms(cover):
    after = net(TABLE, cover)
    for place in range(len(TABLE.samples)):
        paid, loss = after.paid(place), TABLE.events(place).loss
        assert np.all(paid >= 0)
        assert np.all(paid <= loss * (1 + 1e-12))
        assert np.all(paid <= min(cover.limit, 1e9) * cover.share * (1 + 1e-12))
    assert np.all(after.annual_paid <= min(cover.aggregate, 1e9) * cover.share * (1 + 1e-9))
    assert np.all(after.sums.annual >= 0)
    assert after.sums.annual + after.annual_paid == pytest.approx(TABLE.sums.annual)


@settings(deadline=None, max_examples=40)
@given(cover=covers, more=st.floats(1, 3))
def test_more_cover_never_leaves_more_in_a_year(cover, more):
    wider = Insurance(
        cover.retention / more, cover.limit * more, cover.aggregate * more, cover.share
    )
    left, less = net(TABLE, cover).sums.annual, net(TABLE, wider).sums.annual
    assert np.all(less <= left * (1 + 1e-9) + 1e-3)


@given(
    cover=st.builds(Insurance, retention=money, limit=money, share=st.floats(0, 1)),
    gross=money,
    limit=money,
)
def test_what_is_left_is_above_a_limit_when_the_loss_is_above_its_gross(cover, gross, limit):
    left = gross - cover.share * min(max(gross - cover.retention, 0), cover.limit)
    edge = gross_of(cover, np.array([limit]))[0]
    if abs(left - limit) > 1e-6 * (1 + limit):
        assert (left > limit) == (gross > edge)


def test_events_after_insurance_have_an_exact_band():
    cover = Insurance(2e5, 5e5, share=0.75)
    point = TolerancePoint(2.5e5, 0.2, "event")
    results = report(TABLE, insurance=cover, tolerance=[point])
    often = sum(
        s.worlds.above(gross_of(cover, np.array([point.loss])))[:, 0] for s in TABLE.samples
    )
    exact = TABLE.climate.chance(often)
    assert results.points[0].chance.band.high == pytest.approx(
        np.quantile(exact, 0.95, method="inverted_cdf")
    )


def test_full_cover_leaves_nothing_and_none_changes_nothing():
    full = report(TABLE, insurance=Insurance(0, inf)).net
    assert full.some_loss.value == 0
    assert full.simulated == 0
    none = report(TABLE, insurance=Insurance(0, 0))
    assert none.net.simulated == none.gross.simulated
    assert none.net.aep.chance == none.gross.aep.chance


def test_the_first_events_of_a_year_use_up_the_aggregate():
    """A million each, ten a year, two millions of cover: the year's two earliest are paid."""
    scenario = Scenario(
        "sure", "A sure loss", Kind.OUTAGE, exactly(10), (Loss(Form.RESPONSE, exactly(1e6)),)
    )
    table = simulate([scenario], seed=1, worlds=2, years=5, climate=0.0)
    paid = net(table, Insurance(0, 1e6, aggregate=2e6)).paid(0)
    events = table.events(0)
    for year in range(10):
        here = np.flatnonzero(events.year == year)
        order = here[np.argsort(events.when[here])]
        assert paid[order].tolist() == ([1e6] * 2 + [0.0] * len(order))[: len(order)]


def test_points_are_judged_on_the_side_they_name():
    cover = Insurance(1e5, 1e7)
    loss = 3e5
    points = [TolerancePoint(loss, 0.5, after_insurance=side) for side in (True, False)]
    after, before = report(TABLE, insurance=cover, tolerance=points).points
    assert after.chance.value < before.chance.value
    assert before.chance.value == pytest.approx(np.mean(TABLE.sums.annual > loss))


@pytest.mark.parametrize("aggregate", [inf, 8e6])
def test_losses_that_sit_on_the_retention_lie_in_their_band(aggregate):
    """Most events cost more than the retention and leave just that: point and band say so."""
    table = simulate(firm(5, 6, median=12.5), seed=3, worlds=200, years=200)
    net = report(table, insurance=Insurance(1e5, 5e6, aggregate)).net
    for quantile in (*net.quantiles, *net.event_quantiles):
        for figure in (quantile.loss, quantile.beyond):
            assert figure.band.low <= figure.value <= figure.band.high
    tenth, twentieth, *_ = net.event_quantiles
    assert tenth.loss.value == twentieth.loss.value == 1e5
    assert tenth.loss.band.low == tenth.loss.band.high == 1e5
    assert twentieth.loss.band.low == 1e5 < twentieth.loss.band.high


def test_a_known_loss_has_no_band():
    sure = Scenario("sure", "", Kind.OUTAGE, exactly(0.15), (Loss(Form.FINES, exactly(1e6)),))
    gross = report(simulate([sure], seed=1, worlds=100, years=200, climate=0.0)).gross
    for quantile in gross.event_quantiles[:3]:
        assert quantile.loss.band.low == quantile.loss.value == quantile.loss.band.high == 1e6
        assert quantile.beyond.band.high == pytest.approx(quantile.beyond.value) == 1e6
