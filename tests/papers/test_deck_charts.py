"""The charts on slides are PowerPoint's own and hold the paper's numbers."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation

from quarterdeck.papers import deck
from quarterdeck.papers.blocks import Chart
from quarterdeck.papers.drawings import (
    Bars,
    Exceedance,
    LimitStrips,
    QuantileDots,
    Recovery,
)
from tests.papers.tarnbrook import document


@pytest.fixture(scope="module")
def charts():
    """Drawing and native chart, in order."""
    paper = document("management")
    drawings = [
        block.drawing
        for section in (*paper.sections, *paper.annexes)
        for block in section.blocks
        if isinstance(block, Chart)
    ]
    raw = deck.render(paper)
    opened = Presentation(BytesIO(raw))
    frames = [s for slide in opened.slides for s in slide.shapes if s.has_chart]
    return list(zip(drawings, [frame.chart for frame in frames], strict=True)), raw


def of(charts, kind):
    found = [chart for drawing, chart in charts[0] if isinstance(drawing, kind)]
    return next(d for d, _ in charts[0] if isinstance(d, kind)), found[0]


def points(series):
    numbers = [
        [float(v.text) for v in series._element.xpath(f"./c:{axis}//c:pt/c:v")]
        for axis in ("xVal", "yVal")
    ]
    return list(zip(*numbers, strict=True))


def test_every_chart_can_be_edited(charts):
    books = [n for n in ZipFile(BytesIO(charts[1])).namelist() if n.endswith(".xlsx")]
    assert len(books) == len(charts[0]) >= 4


def test_bars_hold_their_sums(charts):
    drawing, chart = of(charts, Bars)
    assert list(chart.plots[0].series[0].values) == [value for _, value, _ in drawing.rows]
    labels = [
        chart.plots[0].series[0].points[n].data_label.text_frame.text.replace("\xa0", " ")
        for n in range(len(drawing.rows))
    ]
    assert labels == [figure for _, _, figure in drawing.rows]


def test_recovery_is_a_column_proven_and_a_tick_promised(charts):
    drawing, chart = of(charts, Recovery)
    proven, promised = (plot.series[0] for plot in chart.plots)
    assert list(proven.values) == [row.proven for row in drawing.rows]
    assert list(promised.values) == [row.promised for row in drawing.rows]


def test_the_curve_has_its_band_as_series(charts):
    drawing, chart = of(charts, Exceedance)
    series = {found.name: points(found) for found in chart.plots[0].series}
    for name, value in (("Of 100 years", "chance_per_year"), ("Low", "low"), ("High", "high")):
        expected = [(p.loss, 100 * getattr(p, value)) for p in drawing.curve]
        assert series[name] == expected
    expected = [(p.loss, 100 * p.chance_per_year) for p in drawing.limits]
    assert series["Limit"] == expected


def test_every_possible_year_is_a_dot(charts):
    drawing, chart = of(charts, QuantileDots)
    series = {found.name: points(found) for found in chart.plots[0].series}
    losses = [x for name, found in series.items() if name != "Limit" for x, _ in found]
    assert sorted(losses) == pytest.approx(sorted(drawing.values))
    above = [v for v in drawing.values if drawing.limit is not None and v > drawing.limit]
    assert len(series["Above the limit"]) == len(above)


def test_strips_hold_range_middle_and_limit(charts):
    drawing, chart = of(charts, LimitStrips)
    low, wide = (list(series.values) for series in chart.plots[0].series)
    middle, limit = (list(series.values) for series in chart.plots[1].series)
    found = list(zip(low, wide, middle, limit, strict=True))
    assert found == [(r.low, r.high - r.low, r.middle, r.limit) for r in drawing.rows]
