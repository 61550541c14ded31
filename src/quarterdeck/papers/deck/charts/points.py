"""Curves and dots as native scatter charts; the band is two series that can be edited."""

from collections import Counter
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from quarterdeck.papers.deck.charts.look import (
    Where,
    hidden_axis,
    label,
    measured_axis,
    plain_chart,
)
from quarterdeck.papers.deck.charts.raised import placed
from quarterdeck.papers.deck.look import Style
from quarterdeck.papers.deck.words import rgb
from quarterdeck.papers.drawings import Exceedance, QuantileDots

IN_100 = 100
LEAST = 0.01  # of 100 years: where a log axis ends
ROOM = 1.06
DOT = 9  # points
INCH = 914_400  # EMU
BAND = 1  # points, dashed
SHAPES = {
    "within": XL_MARKER_STYLE.CIRCLE,
    "near": XL_MARKER_STYLE.DIAMOND,
    "beyond": XL_MARKER_STYLE.SQUARE,
}
LIMIT = Style(14, bold=True)


def exceedance(shapes: Any, drawing: Exceedance, where: Where) -> Any:
    """Of 100 years, how many cost more: the middle strong, its band in thin lines."""
    data = XyChartData()
    curve = [(p.loss, IN_100 * p.chance_per_year) for p in drawing.curve]
    _series(data, "Of 100 years", curve)
    _series(data, "Low", [(p.loss, IN_100 * p.low) for p in drawing.curve])
    _series(data, "High", [(p.loss, IN_100 * p.high) for p in drawing.curve])
    _series(data, "In words", [(loss, IN_100 * chance) for loss, chance, _ in drawing.words])
    _series(data, "Limit", [(p.loss, IN_100 * p.chance_per_year) for p in drawing.limits])
    far, most = _ends(drawing)
    said = placed(drawing, far, most)
    for words in said:
        _series(data, words.words, [(words.x, words.y), (words.x, words.level)])
    frame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *where, data)
    made = plain_chart(frame.chart)
    found = made.plots[0].series
    for series, colour, points in zip(
        found, ("data-strong", "data-mid", "data-mid"), (2.5, BAND, BAND), strict=False
    ):
        _line(series, colour, points)
    _marker(found[3], XL_MARKER_STYLE.CIRCLE, 7, "data-strong", "data-strong")
    _limits(found[4], drawing)
    for series, words in zip(list(found)[5:], said, strict=True):
        _line(series, "data-mid", 0.75)
        label(series.points[1], words.words, words.style)
    measured_axis(made.category_axis, f"more than, {drawing.unit}", far * ROOM)
    measured_axis(made.value_axis, "of 100 years", IN_100 * most * ROOM, lines=True)
    if drawing.log:
        _log(made.value_axis)
    return frame


def _ends(drawing: Exceedance) -> tuple[float, float]:
    """The largest loss and the largest chance."""
    far = max((p.loss for p in (*drawing.curve, *drawing.limits)), default=0)
    chances = [p.high for p in drawing.curve] + [p.chance_per_year for p in drawing.limits]
    return far or 1, max(chances, default=0) or 1


def _series(data: XyChartData, name: str, points: list[tuple[float, float]]) -> None:
    series = data.add_series(name)
    for x, y in points:
        series.add_data_point(x, y)


def _line(series: Any, colour: str, points: float) -> None:
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb = rgb(colour)
    series.format.line.width = Pt(points)
    if points == BAND:
        series.format.line.dash_style = MSO_LINE.DASH


def _limits(series: Any, drawing: Exceedance) -> None:
    _marker(series, XL_MARKER_STYLE.SQUARE, 11, "sheet", "ink")
    for number, limit in enumerate(drawing.limits):
        point, shape = series.points[number], str(limit.shape)
        point.marker.style, point.marker.size = SHAPES[shape], 11
        point.marker.format.fill.solid()
        tone = rgb("ink" if shape == "within" else "signal")
        point.marker.format.fill.fore_color.rgb = point.marker.format.line.color.rgb = tone


def _log(axis: Any) -> None:
    """Each line ten times the next."""
    scaling = axis._element.find(axis._element.tag.split("}")[0] + "}scaling")
    base = scaling.makeelement(scaling.tag.replace("scaling", "logBase"), {"val": "10"})
    scaling.insert(0, base)
    axis.minimum_scale, axis.maximum_scale = LEAST, IN_100


def dots(shapes: Any, drawing: QuantileDots, where: Where) -> Any:
    """A dot a year at what it costs, stacked; years with no loss are empty dots at nought."""
    data = XyChartData()
    most = max((*drawing.values, drawing.limit or 0), default=0) or 1
    placed = _stacked(drawing.values, most * DOT / 72 / (where[2] / INCH))
    tallest = max((level for _, level in placed), default=1)
    limit = drawing.limit
    groups = {
        "Some loss": [p for p in placed if p[0] > 0 and (limit is None or p[0] <= limit)],
        "Above the limit": [p for p in placed if limit is not None and p[0] > max(limit, 0)],
        "No loss": [p for p in placed if p[0] <= 0],
    }
    for name, points in groups.items():
        _series(data, name, points)
    if limit is not None:
        _series(data, "Limit", [(limit, 0), (limit, tallest)])
    frame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *where, data)
    made = plain_chart(frame.chart)
    looks = (("data-mid", "data-mid"), ("signal", "signal"), ("data-soft", "data-mid"))
    for series, (fill, edge) in zip(made.plots[0].series, looks, strict=False):
        _marker(series, XL_MARKER_STYLE.CIRCLE, DOT, fill, edge)
    if limit is not None:
        series = made.plots[0].series[3]
        _line(series, "ink", 2)
        label(series.points[1], drawing.limit_words, LIMIT)
    measured_axis(made.category_axis, drawing.unit, most * ROOM)
    hidden_axis(made.value_axis, tallest * 1.1)
    return frame


def _stacked(values: tuple[float, ...], wide: float) -> list[tuple[float, int]]:
    """Each value with its level above those that stand at about the same place."""
    levels: Counter[int] = Counter()
    found = []
    for value in sorted(values):
        column = max(round(value / wide), 1) if value > 0 else 0
        levels[column] += 1
        found.append((value, levels[column]))
    return found


def _marker(series: Any, style: XL_MARKER_STYLE, size: int, fill: str, edge: str) -> None:
    series.format.line.fill.background()
    series.marker.style, series.marker.size = style, size
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(fill)
    series.marker.format.line.color.rgb = rgb(edge)
