"""Bear, prevent, prepare, insure: side by side, against sums by hand."""

from math import inf, log

import numpy as np
import pytest

from quarterdeck.engine.case import Effects, Proposal, Prospect, Scene, Terms, ways
from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss import Change, Insurance, net
from tests.engine.case.grounds import COVER, POINTS, effects, table

TABLE = table(rate=0.3, worlds=200)
KEY = TABLE.scenarios[0].key
LOSS = TABLE.samples[0].mean
FREE = Terms(4.0, 0.0)


def smaller(scale):
    return Effects(*({KEY: Change(scale=s)} for s in (scale, scale, scale)))


def told(*proposals, scene=Scene(TABLE, POINTS, COVER), premium=None):  # noqa: B008
    found = ways(scene, Prospect(TABLE, proposals, 3000), KEY, FREE, premium)
    return found, {way.name: way for way in found.ways}


FENCE = Proposal("fence", effects(0.4, 0.4, 0.4, [KEY]), exactly(400.0), exactly(50.0))
GATE = Proposal("gate", effects(0.5, 0.5, 0.5, [KEY]), exactly(40.0))
BACKUP = Proposal("backup", smaller(0.7), exactly(80.0))


def test_each_way_by_hand():
    found, by_name = told(FENCE, GATE, BACKUP)
    assert [way.name for way in found.ways] == ["bear", "prevent", "prepare", "insure"]
    bear, prevent, prepare = (by_name[name] for name in ("bear", "prevent", "prepare"))
    assert bear.in_all == bear.left
    assert (bear.left.value, bear.cost.high) == (LOSS, 0.0)
    assert prevent.proposals == ("fence", "gate")
    assert prevent.cost.value == pytest.approx((400 + 40) / 4 + 50)
    assert prevent.left.value == pytest.approx(LOSS * 0.6 * 0.5)
    assert prevent.in_all.value == pytest.approx(prevent.cost.value + prevent.left.value)
    assert prepare.proposals == ("backup",)
    assert prepare.left.value == pytest.approx(LOSS * 0.7)
    assert prepare.left.low == pytest.approx(bear.left.low * 0.7)


def test_what_costs_more_than_it_spares_stays_out_unless_it_is_all_there_is():
    dear = Proposal("dear", effects(0.5, 0.5, 0.5, [KEY]), exactly(1e9))
    _, by_name = told(GATE, dear)
    assert by_name["prevent"].proposals == ("gate",)
    _, by_name = told(dear)
    assert by_name["prevent"].proposals == ("dear",)
    assert by_name["prevent"].in_all.value > by_name["bear"].in_all.value


def test_what_does_both_stands_where_it_does_more():
    def both(rate, size):
        return Effects(*({KEY: Change((rate,), 1 - size)} for _ in range(3)))

    _, by_name = told(Proposal("rarer", both(0.5, 0.2)), Proposal("smaller", both(0.2, 0.5)))
    assert by_name["prevent"].proposals == ("rarer",)
    assert by_name["prepare"].proposals == ("smaller",)
    assert by_name["prepare"].left.value == pytest.approx(LOSS * 0.8 * 0.5)


def test_what_acts_elsewhere_has_no_part_in_it():
    other = Proposal("other", effects(0.5, 0.5, 0.5, [TABLE.scenarios[1].key]))
    found, _ = told(other)
    assert [way.name for way in found.ways] == ["bear", "insure"]


def test_insurance_leaves_what_it_does_not_recover_and_shares_its_premium():
    _, by_name = told(premium=Estimate(9_000, 11_000))
    insure = by_name["insure"]
    netted = net(TABLE, COVER)
    recovered = netted.paid(0).sum() / TABLE.size
    assert LOSS - insure.left.value == pytest.approx(recovered, rel=0.1)
    part = netted.paid(0).sum() / netted.annual_paid.sum()
    assert insure.cost.value == pytest.approx(part * 10_000, rel=0.01)
    assert part * 9_000 == pytest.approx(insure.cost.low, rel=1e-2)
    _, by_name = told()
    assert by_name["insure"].cost is by_name["insure"].in_all is None


def test_endless_insurance_recovers_all():
    _, by_name = told(scene=Scene(TABLE, (), Insurance(0.0, inf)))
    assert by_name["insure"].left.high == pytest.approx(0, abs=1e-6 * LOSS)
    _, by_name = told(scene=Scene(TABLE))
    assert list(by_name) == ["bear"]


def test_an_incident_as_such():
    found, _ = told()
    money = TABLE.events(0).loss
    assert found.event.value == np.median(money)
    assert np.mean(money <= found.event.high) == pytest.approx(0.95, abs=0.01)
    rate = TABLE.samples[0].worlds.rate.mean()
    assert 0 < found.chance_per_year.value < rate
    assert found.chance_per_year.value == pytest.approx(rate, rel=0.6)
    assert log(found.chance_per_year.high) > log(found.chance_per_year.low)
    with pytest.raises(ValueError, match="no scenario 'nowhere'"):
        ways(Scene(TABLE), Prospect(TABLE, (), 10), "nowhere")
