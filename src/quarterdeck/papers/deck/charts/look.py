"""What native charts share: type, bare axes, series without ornament, labels in words."""

from typing import Any, TypeAlias

from pptx.enum.chart import XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.util import Pt

from quarterdeck.papers.deck.look import HEAD, LABEL, Style
from quarterdeck.papers.deck.words import dress, rgb
from quarterdeck.papers.text import printable

Where: TypeAlias = tuple[Any, ...]
"""Left, top, width and height in EMU."""


def plain_chart(chart: Any) -> Any:
    """No legend, no title, type of 12 points."""
    chart.has_legend = False
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(LABEL.size), LABEL.face
    chart.font.color.rgb = rgb(LABEL.colour)
    return chart


def named_axis(axis: Any) -> None:
    """Names at their places and nothing else."""
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb("rule")
    dress(axis.tick_labels.font, HEAD)


def hidden_axis(axis: Any, most: float) -> None:
    """From nought to `most`, not drawn."""
    axis.minimum_scale, axis.maximum_scale = 0, most
    axis.has_major_gridlines = False
    axis.visible = False


def measured_axis(axis: Any, title: str, most: float, *, lines: bool = False) -> None:
    """From nought to `most`, with a title that says the unit."""
    axis.minimum_scale, axis.maximum_scale = 0, most
    axis.has_major_gridlines = lines
    if lines:
        axis.major_gridlines.format.line.color.rgb = rgb("rule")
        axis.major_gridlines.format.line.width = Pt(0.5)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = rgb("rule")
    dress(axis.tick_labels.font, LABEL)
    axis.has_title = True
    paragraph = axis.axis_title.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = printable(title)
    dress(run.font, LABEL)


def label(
    point: Any, words: str, style: Style, where: XL_LABEL_POSITION = XL_LABEL_POSITION.RIGHT
) -> None:
    """`words` at a point, in place of its value."""
    frame = point.data_label.text_frame
    frame.word_wrap = False
    run = frame.paragraphs[0].add_run()
    run.text = printable(words)
    dress(run.font, style)
    point.data_label.position = where


def solid(shape: Any, colour: str) -> None:
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = rgb(colour)
