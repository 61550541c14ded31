"""Charts of a workbook: the program's own, drawn from its cells, to be edited there."""

from dataclasses import dataclass
from math import floor, log10
from typing import Any

from quarterdeck.papers.palette import PALETTE
from quarterdeck.papers.xlsx import SANS, Workbook


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of a sheet, from 0, with the columns of losses and of chances."""

    sheet: str
    first: int
    last: int
    losses: int
    chances: int

    def column(self, number: int) -> list[Any]:
        return [self.sheet, self.first, number, self.last, number]


@dataclass(frozen=True, slots=True)
class Least:
    """Where the axes begin: the power of ten at or below the smallest sum and chance."""

    loss: float
    chance: float


def exceedance(
    book: Workbook, curve: Cells, limits: Cells | None, title: str, unit: str, least: Least
) -> Any:
    """The chance that a year costs more than a sum, on log axes: no cell may hold nothing or less.

    `curve.chances` is the column of the middle, right of it stand the band's ends; limits are
    points.
    """
    chart = book.book.add_chart({"type": "scatter", "subtype": "straight"})
    names = ("Low end of the range", "Middle", "High end of the range")
    for offset, name in zip((1, 0, 2), names, strict=True):
        colour, width = ("data-strong", 2.25) if offset == 0 else ("data-mid", 1)
        line = {"color": PALETTE[colour], "width": width}
        chart.add_series(_series(name, curve, curve.chances + offset) | {"line": line})
    if limits:
        mark = {"type": "diamond", "size": 9, "fill": {"color": PALETTE["signal"]}}
        looks = {"line": {"none": True}, "marker": mark | {"border": {"none": True}}}
        chart.add_series(_series("Limits set by the board", limits, limits.chances) | looks)
    chart.set_title({"name": title, "name_font": _font(12), "overlay": False})
    chart.set_x_axis(_axis(f"More than, {unit}", "#,##0", least.loss))
    chart.set_y_axis(_axis("Chance in a year", "0.###%", least.chance))
    chart.set_legend({"position": "bottom", "font": _font(9)})
    chart.set_size({"width": 860, "height": 480})
    return chart


def _series(name: str, cells: Cells, chances: int) -> dict[str, Any]:
    return {
        "name": name,
        "categories": cells.column(cells.losses),
        "values": cells.column(chances),
        "marker": {"type": "none"},
    }


def _axis(name: str, pattern: str, least: float) -> dict[str, Any]:
    return {
        "name": name, "num_format": pattern, "log_base": 10, "min": 10 ** floor(log10(least)),
        "crossing": "min", "name_font": _font(9), "num_font": _font(9),
        "line": {"color": PALETTE["control"]},
        "major_gridlines": {"visible": True, "line": {"color": PALETTE["rule"], "width": 0.5}},
    }  # fmt: skip


def _font(size: int) -> dict[str, Any]:
    return {"name": SANS, "size": size, "bold": False, "color": PALETTE["ink"]}
