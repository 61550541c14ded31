"""Days promised and days proven, a line each: bar proven, heavy tick promised, dashed unproven."""

import altair as alt

from quarterdeck.papers.charts.look import (
    BOLD,
    COMPARISON,
    INK,
    QUIET,
    SIGNAL,
    SIGNAL_TEXT,
    Layers,
    Row,
    framed,
    given,
    line_of,
    measured,
    rows,
    shortened,
)
from quarterdeck.papers.drawings import Recovery, RecoveryRow
from quarterdeck.papers.text import printable

PITCH = 44
THICK = 12
NAMES, WORDS = 0.26, 0.32  # their parts of the width


def recovery(drawing: Recovery, width: int) -> Layers:
    """`drawing` over `width` px: service, bar and tick, and both in words."""
    left, right = width * NAMES, width * WORDS
    most = max((max(row.promised, row.proven or 0) for row in drawing.rows), default=0) or 1
    data = [_row(number, row, drawing.unit, left - 8) for number, row in enumerate(drawing.rows)]
    base = alt.Chart(rows(data)).encode(y=line_of())
    unproven = base.transform_filter("!datum.tested")
    plot = width - left - right
    layers = [
        base.mark_text(align="left").encode(
            x=alt.value(-left), text="name:N", color=alt.value(INK)
        ),
        base.mark_bar(height=THICK).encode(
            x=alt.X(**measured("proven", (0, most))), x2=alt.datum(0), color=given("fill")
        ),
        unproven.mark_bar(height=THICK, fill=None, stroke=COMPARISON, strokeDash=[3, 3]).encode(
            x=alt.X(**measured("promised", (0, most))), x2=alt.datum(0)
        ),
        base.mark_tick(thickness=3, height=26, color=INK).encode(
            x=alt.X(**measured("promised", (0, most)))
        ),
        base.mark_text(align="left", dy=-8).encode(x=alt.value(plot + 12), text="promise:N"),
        base.mark_text(align="left", dy=8, fontWeight=BOLD).encode(
            x=alt.value(plot + 12), text="proof:N", color=given("tone")
        ),
    ]
    return framed(layers, width, PITCH * max(len(data), 1), (0, right, 0, left))


def _row(number: int, row: RecoveryRow, unit: str, room: float) -> Row:
    late = row.proven is not None and row.proven > row.promised
    proof = "not tested" if row.proven is None else f"proven {row.proven:g} {unit}"
    return {
        "row": number,
        "name": shortened(printable(row.service), room),
        "promised": row.promised,
        "proven": row.proven or 0,
        "tested": row.proven is not None,
        "promise": printable(f"promised {row.promised:g} {unit}"),
        "proof": printable(proof),
        "fill": SIGNAL if late else COMPARISON,
        "tone": SIGNAL_TEXT if late else QUIET,
    }
