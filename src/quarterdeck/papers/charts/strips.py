"""Range, middle and limit, a line each, on one axis from zero."""

import altair as alt

from quarterdeck.papers.charts.look import (
    BOLD,
    COMPARISON,
    CONTEXT,
    INK,
    SIGNAL_TEXT,
    Layers,
    Row,
    axis_below,
    framed,
    given,
    line_of,
    measured,
    rows,
    shortened,
)
from quarterdeck.papers.charts.marks import marks
from quarterdeck.papers.drawings import LimitStrips, StripRow
from quarterdeck.papers.text import printable

PITCH = 50
THICK = 12
WORDS_ABOVE = -11
BAR_BELOW = 9
BELOW = 44  # px for the axis


def limit_strips(drawing: LimitStrips, width: int) -> Layers:
    """`drawing` over `width` px: mark, name and figures above each bar."""
    most = max((max(row.high, row.limit) for row in drawing.rows), default=0) or 1
    data = [_row(number, row, width * 0.62) for number, row in enumerate(drawing.rows)]
    base = alt.Chart(rows(data)).encode(y=line_of())
    domain = (0, most * 1.03)
    below = axis_below(printable(drawing.unit))
    words: Row = {"baseline": "middle", "dy": WORDS_ABOVE}
    layers = [
        base.mark_bar(height=THICK, yOffset=BAR_BELOW, fill=CONTEXT, stroke=COMPARISON).encode(
            x=alt.X(**measured("low", domain, below)), x2="high"
        ),
        *(
            _tick(base, name, domain, thick, below)
            for name, thick in (("middle", 1.5), ("limit", 4))
        ),
        *marks(base, x=alt.value(6), y=alt.Y("row:O", axis=None)),
        base.mark_text(align="left", fontWeight=BOLD, **words).encode(
            x=alt.value(18), text="name:N", color=given("tone")
        ),
        base.mark_text(align="right", **words).encode(x=alt.value(width - 4), text="words:N"),
    ]
    return framed(layers, width, PITCH * max(len(data), 1), (0, 2, BELOW, 2))


def _tick(
    base: alt.Chart, name: str, domain: tuple[float, float], thick: float, below: alt.Axis
) -> alt.Chart:
    tall = 24 if name == "limit" else THICK
    tick: alt.Chart = base.mark_tick(
        thickness=thick, height=tall, yOffset=BAR_BELOW, color=INK
    ).encode(x=alt.X(**measured(name, domain, below)))
    return tick


def _row(number: int, row: StripRow, room: float) -> Row:
    return {
        "row": number,
        "name": shortened(printable(row.name), room),
        "low": row.low,
        "middle": row.middle,
        "high": row.high,
        "limit": row.limit,
        "shape": str(row.shape),
        "words": printable(f"{row.low:g} to {row.high:g}, limit {row.limit:g}"),
        "tone": INK if row.shape == "within" else SIGNAL_TEXT,
    }
