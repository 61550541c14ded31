"""Years of equal chance as dots on a money axis, stacked; the limit as a line."""

from collections import Counter

import altair as alt

from quarterdeck.papers.charts.look import (
    BOLD,
    COMPARISON,
    CONTEXT,
    INK,
    LETTER,
    SHEET,
    SIGNAL,
    Layers,
    Row,
    axis_below,
    framed,
    measured,
    rows,
)
from quarterdeck.papers.drawings import QuantileDots
from quarterdeck.papers.text import printable

PLOT = 150
ABOVE, BELOW, SIDES = 22, 44, 12
DOT = 14  # px, its place with the gap around it


def quantile_dots(drawing: QuantileDots, width: int) -> Layers:
    """`drawing` over `width` px; a year without loss is an empty dot at zero."""
    plot = width - 2 * SIDES
    most = max((*drawing.values, drawing.limit or 0), default=0) or 1
    domain = (0.0, most * 1.04)
    data = _stacked(drawing, domain[1] * DOT / plot)
    tallest = max((row["level"] for row in data), default=1)
    pitch = min(DOT, PLOT / max(tallest, 1))
    dots = alt.Chart(rows(data)).mark_point(
        shape="circle", filled=True, opacity=1, size=0.6 * pitch**2, strokeWidth=1
    )
    below = axis_below(printable(drawing.unit))
    layers = [
        dots.encode(
            x=alt.X(**measured("loss", domain, below)),
            y=alt.Y(**measured("level", (0.0, PLOT / pitch))),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
        )
    ]
    if drawing.limit is not None:
        layers += _limit(drawing.limit, printable(drawing.limit_words), domain, plot, below)
    return framed(layers, width, PLOT, (ABOVE, SIDES, BELOW, SIDES))


def _stacked(drawing: QuantileDots, bin_width: float) -> list[Row]:
    """Dots in columns one dot wide, from the bottom up."""
    heights: Counter[int] = Counter()
    found = []
    for value in sorted(drawing.values):
        column = max(round(value / bin_width), 1) if value > 0 else 0
        heights[column] += 1
        beyond = drawing.limit is not None and value > drawing.limit
        fill = SIGNAL if beyond else (CONTEXT if value > 0 else SHEET)
        found.append(
            {
                "loss": column * bin_width,
                "level": heights[column] - 0.5,
                "fill": fill,
                "edge": SIGNAL if beyond else COMPARISON,
            }
        )
    return found


def _limit(
    limit: float, words: str, domain: tuple[float, float], plot: float, below: alt.Axis
) -> list[alt.Chart]:
    base = alt.Chart(rows([{"limit": limit, "words": words}])).encode(
        x=alt.X(**measured("limit", domain, below))
    )
    at = plot * limit / domain[1]
    right = at + len(words) * LETTER > plot and at > plot / 2
    return [
        base.mark_rule(strokeWidth=2, color=INK),
        base.mark_text(
            align="right" if right else "left", dy=-12, fontWeight=BOLD, color=INK
        ).encode(text="words:N", y=alt.value(0)),
    ]
