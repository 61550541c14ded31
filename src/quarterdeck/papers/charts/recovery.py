"""Time promised and proven, a line each: bar proven, heavy tick promised, dashed unproven."""

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
    in_lines,
    line_of,
    measured,
    names,
    rows,
    shortened,
)
from quarterdeck.papers.drawings import Recovery, RecoveryRow
from quarterdeck.papers.text import printable

PITCH = 34
THICK = 11
TICK = 22
WIDE = 500  # px from which there is room to say when and who watched
NAMES, WORDS, WORDS_WIDE = 0.24, 0.36, 0.52  # parts of the width


def recovery(drawing: Recovery, width: int) -> Layers:
    """`drawing` over `width` px: service, bar and tick, and both in words."""
    wide = width >= WIDE
    left, right = width * NAMES, width * (WORDS_WIDE if wide else WORDS)
    most = max((max(row.promised, row.proven or 0) for row in drawing.rows), default=0) or 1
    data = [
        _row(number, row, left - 8, right - 12, wide=wide)
        for number, row in enumerate(drawing.rows)
    ]
    base = alt.Chart(rows(data)).encode(y=line_of())
    unproven = base.transform_filter("!datum.tested")
    aside = alt.value(width - left - right + 12)
    layers = [
        *names(base, left, alt.value(INK)),
        base.mark_bar(height=THICK).encode(
            x=alt.X(**measured("proven", (0, most))), x2=alt.datum(0), color=given("fill")
        ),
        unproven.mark_bar(height=THICK, fill=None, stroke=COMPARISON, strokeDash=[3, 3]).encode(
            x=alt.X(**measured("promised", (0, most))), x2=alt.datum(0)
        ),
        base.mark_tick(thickness=3, height=TICK, color=INK).encode(
            x=alt.X(**measured("promised", (0, most)))
        ),
        base.mark_text(align="left", dy=-8).encode(x=aside, text="promise:N"),
        base.mark_text(align="left", dy=7, fontWeight=BOLD).encode(
            x=aside, text="proof:N", color=given("tone")
        ),
    ]
    return framed(layers, width, PITCH * max(len(data), 1), (0, right, 0, left))


def _row(number: int, row: RecoveryRow, room: float, aside: float, *, wide: bool) -> Row:
    late = row.proven is not None and row.proven > row.promised
    proof = f"{row.proof}, {row.seen}" if wide and row.seen else row.proof
    return {
        "row": number,
        "name": in_lines(printable(row.service), room),
        "promised": row.promised,
        "proven": row.proven or 0,
        "tested": row.proven is not None,
        "promise": shortened(printable(row.promise), aside),
        "proof": shortened(printable(proof), aside),
        "fill": SIGNAL if late else COMPARISON,
        "tone": SIGNAL_TEXT if late else QUIET,
    }
