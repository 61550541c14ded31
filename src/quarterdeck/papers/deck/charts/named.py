"""Named sums as native bars, each with its figure; the one that is meant in the accent."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

from quarterdeck.papers.deck.charts.look import (
    Where,
    hidden_axis,
    label,
    named_axis,
    plain_chart,
    solid,
)
from quarterdeck.papers.deck.look import MEANT, Style
from quarterdeck.papers.drawings import Bars
from quarterdeck.papers.text import printable

ROOM = 1.18  # beyond the longest bar, for its figure
FIGURE = Style(14, bold=True)


def bars(shapes: Any, drawing: Bars, where: Where) -> Any:
    data = CategoryChartData()
    data.categories = [printable(name) or " " for name, _, _ in drawing.rows]
    data.add_series(printable(drawing.unit) or " ", [value for _, value, _ in drawing.rows])
    frame = shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *where, data)
    made = plain_chart(frame.chart)
    named_axis(made.category_axis)
    made.category_axis.reverse_order = True
    most = max((value for _, value, _ in drawing.rows), default=0) or 1
    hidden_axis(made.value_axis, most * ROOM)
    plot = made.plots[0]
    plot.gap_width, plot.vary_by_categories = 70, False
    solid(plot.series[0], "data-mid")
    for number, (name, _, figure) in enumerate(drawing.rows):
        point, meant = plot.series[0].points[number], name == drawing.meant
        if meant:
            solid(point, "signal")
        label(point, figure, MEANT if meant else FIGURE, XL_LABEL_POSITION.OUTSIDE_END)
    return frame
