"""All figures of a table on one side of insurance."""

from math import inf, sqrt

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.figures import band_of, ends_of, error_of, worlds_figure
from quarterdeck.engine.loss.quantiles import quantiles
from quarterdeck.engine.loss.results import Basis, Curve, Figure, Quantile, Side
from quarterdeck.engine.loss.view import View
from quarterdeck.engine.verdicts import Band


def side(view: View) -> Side:
    """All figures of one side."""
    (aep, by_year), (oep, by_event) = _told(view, "year"), _told(view, "event")
    some = view.some_loss()
    size = view.table.size
    means = view.sums.annual.reshape(view.table.worlds, -1).mean(axis=1)
    happened = worlds_figure(view, (size - view.sums.by_year.within(0.0)) / size, some)
    free = Band(1 - happened.band.high, 1 - happened.band.low)
    return Side(
        average=_average(view, means),
        simulated=float(means.mean()),
        no_loss=Figure(1 - happened.value, happened.error, free),
        some_loss=happened,
        aep=aep,
        oep=oep,
        quantiles=by_year,
        event_quantiles=by_event,
    )


def _told(view: View, basis: Basis) -> tuple[Curve, tuple[Quantile, ...]]:
    """Chances of a year above losses from its middle to its far tail, with their band, and the
    losses at some chances."""
    passed = view.curve(basis)
    low, high = ends_of(passed.chances)
    error = error_of(passed.chances, view.table.years)
    columns = (passed.losses, passed.shares, error, low, high)
    curve = Curve(*(tuple(column.tolist()) for column in columns))
    return curve, quantiles(view.yearly(basis), passed, (low, high), heavy=view.table.mean == inf)


def _average(view: View, means: Floats) -> Figure:
    """From what the simulated years of each world averaged, (W,)."""
    value = view.table.mean
    if view.net:
        value -= float(view.net.annual_paid.mean())
    error = float(means.std()) / sqrt(view.table.worlds)
    return Figure(value, error, band_of(view.average))
