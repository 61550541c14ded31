"""The standings as shapes on a chart: ring within, half-filled diamond near, square beyond."""

from typing import Any

import altair as alt

from quarterdeck.papers.charts.look import INK, SHEET, SIGNAL

DIAMOND = "M0,-1L1,0L0,1L-1,0Z"
HALF_DIAMOND = "M0,-1L0,1L-1,0Z"


def marks(base: alt.Chart, **encoding: Any) -> list[alt.Chart]:
    """Layers that mark the rows of `base` by their field `shape`."""

    def of(shape: str) -> alt.Chart:
        return base.transform_filter(f"datum.shape == '{shape}'").encode(**encoding)

    return [
        of("within").mark_point(
            opacity=1, shape="circle", size=70, stroke=INK, strokeWidth=1.75, fill=SHEET
        ),
        of("near").mark_point(
            opacity=1, shape=DIAMOND, size=120, stroke=SIGNAL, strokeWidth=1.5, fill=SHEET
        ),
        of("near").mark_point(
            opacity=1, shape=HALF_DIAMOND, size=120, stroke=None, fill=SIGNAL, filled=True
        ),
        of("beyond").mark_point(
            opacity=1, shape="square", size=90, stroke=None, fill=SIGNAL, filled=True
        ),
    ]
