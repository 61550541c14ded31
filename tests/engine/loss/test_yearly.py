"""Years in order and counted, anew and from the years before a change: the same bits."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as of

from quarterdeck.engine.loss.counting import counts
from quarterdeck.engine.loss.yearly import Yearly

YEARS = 400  # in 4 worlds
amounts = st.one_of(st.sampled_from([0.0, 1.0, 2.5, 2.5000001, 3.0]), st.floats(0, 10))
years = of.arrays(np.int32, st.integers(0, 40), elements=st.integers(0, YEARS - 1), unique=True)
drawn = of.arrays(float, YEARS, elements=amounts, fill=amounts)


@settings(deadline=None, max_examples=80)
@given(money=drawn, touched=years, new=st.data())
def test_a_few_moved_years_are_put_into_the_order_and_the_counts_of_before(money, touched, new):
    changed = money.copy()
    changed[touched] = new.draw(of.arrays(float, len(touched), elements=amounts))
    found, anew = Yearly(changed, Yearly(money), touched), Yearly(changed)
    losses = np.array([2.5, 0.0, 2.5000001, 1.0, 9.0])
    assert np.array_equal(found.worst, anew.worst)
    assert np.array_equal(found.worst, np.sort(changed)[-len(found.worst) :])
    assert np.array_equal(found.counts(losses, 4), anew.counts(losses, 4))
    for loss in losses.tolist():
        assert found.within(loss) == np.count_nonzero(changed <= loss)


@settings(deadline=None, max_examples=80)
@given(
    money=of.arrays(float, 60, elements=st.one_of(amounts, st.sampled_from([1e-300, 1e300]))),
    losses=st.lists(st.one_of(amounts, st.just(np.inf)), min_size=1, max_size=8).map(sorted),
)
def test_amounts_above_each_loss_are_counted_world_by_world(money, losses):
    rising, world = np.array(losses), np.arange(3, dtype=np.int32).repeat(20)
    found = counts(world, money, rising, 3)
    expected = [(money.reshape(3, 20) > loss).sum(axis=1) for loss in losses]
    assert np.array_equal(found, expected)
