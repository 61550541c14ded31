"""Columns with ticks across them: times promised and proven, ranges against their limits."""

from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from quarterdeck.papers.deck.charts.look import (
    Where,
    hidden_axis,
    measured_axis,
    named_axis,
    plain_chart,
    solid,
)
from quarterdeck.papers.deck.look import HEAD
from quarterdeck.papers.deck.words import dress, rgb
from quarterdeck.papers.drawings import LimitStrips, Recovery
from quarterdeck.papers.text import printable

SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
ROOM = 1.08
WIDEST = 30  # points, a tick


def recovery(shapes: Any, drawing: Recovery, where: Where) -> Any:
    """Column proven, tick promised; both in words under the service."""
    data = CategoryChartData()
    data.categories = [
        printable(f"{row.service}: {row.promise}, {row.proof}") for row in drawing.rows
    ]
    data.add_series("Proven, hours", [row.proven for row in drawing.rows])
    data.add_series("Promised, hours", [row.promised for row in drawing.rows])
    frame = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *where, data)
    made = plain_chart(frame.chart)
    named_axis(made.category_axis)
    most = max((max(row.promised, row.proven or 0) for row in drawing.rows), default=0) or 1
    hidden_axis(made.value_axis, most * ROOM)
    plot = made.plots[0]
    plot.gap_width, plot.vary_by_categories = 220, False
    solid(plot.series[0], "data-mid")
    for number, row in enumerate(drawing.rows):
        if row.proven is not None and row.proven > row.promised:
            solid(plot.series[0].points[number], "signal")
    _ticks(made, {1: ("ink", WIDEST)})
    _legend(made)
    return frame


def strips(shapes: Any, drawing: LimitStrips, where: Where) -> Any:
    """Column from low to high, thin tick the middle, heavy tick the limit."""
    data = CategoryChartData()
    data.categories = [printable(row.name) for row in drawing.rows]
    data.add_series("Low", [row.low for row in drawing.rows])
    data.add_series("Low to high", [row.high - row.low for row in drawing.rows])
    data.add_series("Middle", [row.middle for row in drawing.rows])
    data.add_series("Limit", [row.limit for row in drawing.rows])
    frame = shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, *where, data)
    made = plain_chart(frame.chart)
    named_axis(made.category_axis)
    most = max((max(row.high, row.limit) for row in drawing.rows), default=0) or 1
    measured_axis(made.value_axis, drawing.unit, most * ROOM, lines=True)
    plot = made.plots[0]
    plot.gap_width, plot.vary_by_categories = 220, False
    plot.series[0].format.fill.background()
    solid(plot.series[1], "data-soft")
    for number, row in enumerate(drawing.rows):
        if row.shape == "beyond":
            solid(plot.series[1].points[number], "signal")
    _ticks(made, {2: ("data-strong", WIDEST // 2), 3: ("ink", WIDEST)})
    _legend(made)
    return frame


def _legend(made: Any) -> None:
    made.has_legend = True
    made.legend.position = XL_LEGEND_POSITION.TOP
    made.legend.include_in_layout = False
    dress(made.legend.font, HEAD)


def _ticks(made: Any, looks: dict[int, tuple[str, int]]) -> None:
    """The series by number become ticks: a line chart of markers over the same axes."""
    bars = made._chartSpace.xpath(".//c:barChart")[0]
    axes = "".join(f'<c:axId val="{axis.get("val")}"/>' for axis in bars.findall(qn("c:axId")))
    over = parse_xml(
        f'<c:lineChart xmlns:c="{SPACE}"><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'<c:marker val="1"/>{axes}</c:lineChart>'
    )
    for series in bars.findall(qn("c:ser")):
        if int(series.find(qn("c:idx")).get("val")) in looks:
            bars.remove(series)
            for child in series.findall(qn("c:invertIfNegative")):
                series.remove(child)
            over.insert(len(over.findall(qn("c:ser"))) + 2, series)
            etree.SubElement(series, qn("c:smooth")).set("val", "0")
    bars.addnext(over)
    for series, (colour, size) in zip(made.plots[1].series, looks.values(), strict=True):
        series.format.line.fill.background()
        series.marker.style, series.marker.size = XL_MARKER_STYLE.DASH, size
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = rgb(colour)
        series.marker.format.line.color.rgb = rgb(colour)
