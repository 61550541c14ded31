"""Each drawing as SVG for screen and paper alike: one Vega-Lite description, drawn at 1:1."""

from functools import lru_cache
from typing import Any

from quarterdeck.papers.charts.bars import bars
from quarterdeck.papers.charts.dots import quantile_dots
from quarterdeck.papers.charts.exceedance import exceedance
from quarterdeck.papers.charts.look import CONFIG, svg_of
from quarterdeck.papers.charts.recovery import recovery
from quarterdeck.papers.charts.strips import limit_strips
from quarterdeck.papers.charts.years_grid import years_grid_svg
from quarterdeck.papers.drawings import (
    Bars,
    Drawing,
    Exceedance,
    LimitStrips,
    QuantileDots,
    Recovery,
)
from quarterdeck.papers.pages import YearsGrid

__all__ = ["DESK_WIDTH", "PHONE_WIDTH", "description", "desk_width", "draw"]

DESK_WIDTH = 416  # px: the 110 mm of the main column on paper
WIDE_WIDTH = 605  # px: the 160 mm of main and side column
PHONE_WIDTH = 340
KEPT = 256


def desk_width(drawing: Drawing | YearsGrid) -> int:
    """Px on paper and desk: recovery says when and who watched, and takes the side column."""
    return WIDE_WIDTH if isinstance(drawing, Recovery) else DESK_WIDTH


@lru_cache(maxsize=KEPT)
def draw(drawing: Drawing | YearsGrid, width: int = DESK_WIDTH) -> str:
    """SVG of `width` px (the hundred years have their own), text of at least 12 px."""
    match drawing:
        case YearsGrid():
            return years_grid_svg(drawing)
        case Exceedance():
            return svg_of(exceedance(drawing, width))
        case QuantileDots():
            return svg_of(quantile_dots(drawing, width))
        case Recovery():
            return svg_of(recovery(drawing, width))
        case Bars():
            return svg_of(bars(drawing, width))
        case LimitStrips():
            return svg_of(limit_strips(drawing, width))


def description(drawing: Exceedance, width: int) -> dict[str, Any]:
    """The same chart as a Vega-Lite description, for a browser that draws it itself."""
    return exceedance(drawing, width).to_dict() | {"config": CONFIG}
