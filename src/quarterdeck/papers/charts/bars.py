"""Named sums as bars from zero, each with its figure; the one that is meant in the accent."""

import altair as alt

from quarterdeck.papers.charts.look import (
    BOLD,
    COMPARISON,
    LETTER,
    QUIET,
    SIGNAL,
    SIGNAL_TEXT,
    Layers,
    Row,
    framed,
    given,
    in_lines,
    line_of,
    measured,
    names,
    rows,
)
from quarterdeck.papers.drawings import Bars
from quarterdeck.papers.text import printable

PITCH = 22
THICK = 12
NAMES = 0.44  # their part of the width at most


def bars(drawing: Bars, width: int) -> Layers:
    """`drawing` over `width` px, names on the left."""
    longest = max((len(name) for name, _, _ in drawing.rows), default=0)
    left = min(width * NAMES, 14 + LETTER * longest)
    right = 10 + LETTER * max((len(figure) for _, _, figure in drawing.rows), default=0)
    most = max((value for _, value, _ in drawing.rows), default=0) or 1
    data = [
        _row(number, *row, meant=row[0] == drawing.meant, room=left - 8)
        for number, row in enumerate(drawing.rows)
    ]
    base = alt.Chart(rows(data)).encode(y=line_of())
    figure = alt.X(**measured("value", (0, most)))
    bar = base.mark_bar(height=THICK).encode(x=figure, x2=alt.datum(0), color=given("fill"))
    label = base.mark_text(align="left", dx=6, fontWeight=BOLD).encode(
        x=figure, text="figure:N", color=given("tone")
    )
    return framed(
        [*names(base, left, given("tone")), bar, label],
        width,
        PITCH * max(len(data), 1),
        (0, right, 0, left),
    )


def _row(number: int, name: str, value: float, figure: str, *, meant: bool, room: float) -> Row:
    return {
        "row": number,
        "name": in_lines(printable(name), room),
        "value": value,
        "figure": printable(figure),
        "fill": SIGNAL if meant else COMPARISON,
        "tone": SIGNAL_TEXT if meant else QUIET,
    }
