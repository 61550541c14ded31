from quarterdeck.engine.loss import PointResult, TolerancePoint
from quarterdeck.engine.loss.results import Figure
from quarterdeck.engine.verdicts import Band, Measure, binding, standing
from quarterdeck.risks.simulating import in_order


def point(loss, limit, chance, low, high):
    band = Band(low, high)
    figure = Figure(chance, 0.0, band)
    where = standing(band, limit)
    return PointResult(TolerancePoint(loss, limit), figure, 0.5, where, None, ())


def test_the_boards_points_are_ordered_by_the_middle_of_the_band():
    """A skewed band: the pooled chance would order the first two the other way round."""
    skewed = point(1e6, 0.10, 0.14, 0.02, 0.16)
    even = point(5e6, 0.05, 0.06, 0.04, 0.08)
    fine = point(9e6, 0.05, 0.01, 0.0, 0.03)
    found = in_order([fine, skewed, even])
    assert found == (even, skewed, fine)
    measures = {
        p.point.loss: Measure("", p.chance.band, p.point.chance) for p in (fine, skewed, even)
    }
    assert binding(list(measures.values())) is measures[found[0].point.loss]
