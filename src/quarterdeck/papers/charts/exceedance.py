"""The chance that a year costs more than a sum, with its band, the limits and points in words."""

from dataclasses import dataclass
from functools import partial
from math import log10

import altair as alt
import numpy as np

from quarterdeck.papers.charts.labels import Label, label_layers, placed
from quarterdeck.papers.charts.look import (
    FAINT,
    INK,
    QUIET,
    SERIES,
    SIGNAL_TEXT,
    Layers,
    axis_below,
    axis_left,
    framed,
    measured,
    rows,
)
from quarterdeck.papers.charts.marks import marks
from quarterdeck.papers.drawings import Exceedance
from quarterdeck.papers.text import printable

PLOT = 230
ABOVE, BELOW, RIGHT, LEFT = 30, 44, 14, 34
IN_100 = 100
LEAST = 0.01  # of 100 years: where a log axis ends


@dataclass(frozen=True, slots=True)
class _Scales:
    """From loss and chance to px from the left and the bottom."""

    far: float
    most: float
    plot: float
    log: bool

    def x(self, loss: float) -> float:
        return self.plot * loss / self.far

    def y(self, chance: float) -> float:
        if not self.log:
            return PLOT * IN_100 * chance / self.most
        floor = log10(LEAST)
        return PLOT * (log10(max(IN_100 * chance, LEAST)) - floor) / (log10(self.most) - floor)


def exceedance(drawing: Exceedance, width: int) -> Layers:
    """`drawing` over `width` px; chance in 100 years, linear unless it asks for a log axis."""
    scales = _scales(drawing, width - LEFT - RIGHT)
    below = axis_below(f"more than, {printable(drawing.unit)}")
    losses = alt.X(**measured("loss", (0, scales.far), below))
    curve = alt.Chart(rows(_curve(drawing))).encode(x=losses)
    layers = [
        curve.mark_area(color=FAINT, opacity=1).encode(y=_chance("low", scales), y2="high"),
        curve.mark_line(color=SERIES, strokeWidth=2).encode(y=_chance("middle", scales)),
        *_points(drawing, losses, scales),
        *label_layers(_placed(drawing, scales), PLOT),
        _head(scales.log),
    ]
    return framed(layers, width, PLOT, (ABOVE, RIGHT, BELOW, LEFT))


def _scales(drawing: Exceedance, plot: float) -> _Scales:
    losses = [point.loss for point in drawing.curve] + [limit.loss for limit in drawing.limits]
    chances = [point.high for point in drawing.curve]
    chances += [point.chance_per_year for point in drawing.limits]
    far, most = max(losses, default=0) or 1, IN_100 * (max(chances, default=0) or 1)
    return _Scales(1.02 * far, IN_100 if drawing.log else 1.04 * most, plot, drawing.log)


def _curve(drawing: Exceedance) -> list[dict[str, float]]:
    return [
        {
            "loss": point.loss,
            "low": _shown(point.low, drawing.log),
            "middle": _shown(point.chance_per_year, drawing.log),
            "high": _shown(point.high, drawing.log),
        }
        for point in drawing.curve
    ]


def _shown(chance: float, log: bool) -> float:
    return max(IN_100 * chance, LEAST) if log else IN_100 * chance


def _chance(name: str, scales: _Scales) -> alt.Y:
    if not scales.log:
        return alt.Y(**measured(name, (0, scales.most), axis_left()))
    scale = alt.Scale(type="log", domain=[LEAST, scales.most], nice=False)
    return alt.Y(name, type="quantitative", scale=scale, axis=axis_left())


def _labels(drawing: Exceedance, scales: _Scales) -> list[Label]:
    words = [
        Label(scales.x(loss), scales.y(chance), printable(said), QUIET)
        for loss, chance, said in drawing.words
    ]
    limits = [
        Label(
            scales.x(limit.loss),
            scales.y(limit.chance_per_year),
            printable(limit.words),
            INK if limit.shape == "within" else SIGNAL_TEXT,
            bold=True,
        )
        for limit in drawing.limits
    ]
    return words + limits


def _placed(drawing: Exceedance, scales: _Scales) -> list[Label]:
    """The labels clear of the curve."""
    xs = [scales.x(point.loss) for point in drawing.curve] or [0.0]
    ys = [scales.y(point.chance_per_year) for point in drawing.curve] or [0.0]
    ceiling = partial(np.interp, xp=xs, fp=ys)
    return placed(_labels(drawing, scales), scales.plot + RIGHT, ceiling)


def _points(drawing: Exceedance, losses: alt.X, scales: _Scales) -> list[alt.Chart]:
    up = _chance("chance", scales)
    said = [{"loss": x, "chance": _shown(y, scales.log)} for x, y, _ in drawing.words]
    limits = [
        {
            "loss": limit.loss,
            "chance": _shown(limit.chance_per_year, scales.log),
            "shape": str(limit.shape),
        }
        for limit in drawing.limits
    ]
    dots = alt.Chart(rows(said)).mark_point(filled=True, size=40, color=SERIES, opacity=1)
    return [
        dots.encode(x=losses, y=up),
        *marks(alt.Chart(rows(limits)), x=losses, y=up),
    ]


def _head(log: bool) -> alt.Chart:
    words = "of 100 years, each line ten times the next" if log else "of 100 years"
    text: alt.Chart = (
        alt.Chart(rows([{"words": words}]))
        .mark_text(align="left", dy=-20)
        .encode(x=alt.value(-LEFT + 2), y=alt.value(0), text="words:N")
    )
    return text
