"""What all charts share: type, colours, axes without a box, and the way to SVG."""

from textwrap import wrap
from typing import Any, Literal, TypeAlias, cast

import altair as alt
import vl_convert

from quarterdeck.papers.fonts import FOLDERS
from quarterdeck.papers.palette import PALETTE

Layers: TypeAlias = alt.LayerChart
Row: TypeAlias = dict[str, Any]

INK, QUIET = PALETTE["ink"], PALETTE["ink-quiet"]
SIGNAL, SIGNAL_TEXT = PALETTE["signal"], PALETTE["signal-text"]
SERIES, COMPARISON, CONTEXT = PALETTE["data-strong"], PALETTE["data-mid"], PALETTE["data-soft"]
FAINT, RULE, SHEET = PALETTE["data-faint"], PALETTE["rule"], PALETTE["sheet"]

FONT = '"Source Sans 3"'
SIZE = 12
LINE = 15
BOLD: Literal[600] = 600
LETTER = 5.4  # px, a generous mean width at 12 px


CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "aria": False,
    "view": {"stroke": None},
    "tick": {"opacity": 1},
    "text": {"font": FONT, "fontSize": SIZE, "color": QUIET},
    "axis": {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": SIZE,
        "titleFontSize": SIZE,
        "labelFontWeight": "normal",
        "titleFontWeight": "normal",
        "labelColor": QUIET,
        "titleColor": QUIET,
        "domain": False,
        "ticks": False,
        "gridColor": RULE,
        "gridWidth": 1,
        "labelPadding": 6,
        "titlePadding": 8,
    },
}

for folder in FOLDERS:
    vl_convert.register_font_directory(str(folder))


def rows(found: list[Row]) -> alt.InlineData:
    """Inline data; a drawing without rows stays a drawing."""
    return alt.InlineData(values=found)


def measured(name: str, domain: tuple[float, float], axis: alt.Axis | None = None) -> Row:
    """A quantitative channel over exactly `domain`, bare unless an axis is given."""
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    return {"field": name, "type": "quantitative", "scale": scale, "axis": axis}


def axis_below(title: str) -> alt.Axis:
    """A money axis without grid; its title says the unit."""
    return alt.Axis(
        title=title,
        grid=False,
        tickCount=5,
        labelFlush=False,
        titleAnchor="start",
        titleAlign="left",
    )


def axis_left() -> alt.Axis:
    """Hair lines across, figures at their left."""
    return alt.Axis(title=None, grid=True, tickCount=3)


def line_of(name: str = "row") -> alt.Y:
    """Rows below each other in the order given."""
    return alt.Y(f"{name}:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def given(name: str) -> alt.Color:
    """The colour that stands in the data."""
    return alt.Color(f"{name}:N", scale=None)


def framed(
    layers: list[alt.Chart], width: float, height: float, margins: tuple[float, float, float, float]
) -> Layers:
    """Layers within `width` px in all; margins top, right, bottom, left lie inside of it."""
    top, right, bottom, left = margins
    chart = alt.layer(*layers).properties(
        width=width - left - right,
        height=height,
        autosize="none",
        padding={"top": top, "right": right, "bottom": bottom, "left": left},
    )
    return cast(Layers, chart)


def letters(width: float) -> int:
    """How many letters fit into `width` px."""
    return max(4, int(width / LETTER))


def shortened(text: str, width: float) -> str:
    """`text` as far as it fits into `width` px; its whole stands in the table behind."""
    room = letters(width)
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def in_lines(text: str, width: float) -> str:
    """`text` on at most two lines of `width` px."""
    return "\n".join(wrap(text, letters(width), max_lines=2, placeholder="…")) or text


def names(base: alt.Chart, left: float, colour: Any) -> list[alt.Chart]:
    """The rows' field `name`, `left` px before the axis; two lines stand about the row's middle."""

    def of(test: str, lift: float) -> alt.Chart:
        found: alt.Chart = (
            base.transform_filter(f"indexof(datum.name, '\\n') {test} 0")
            .mark_text(
                align="left", baseline="middle", lineBreak="\n", lineHeight=LINE - 2, dy=lift
            )
            .encode(x=alt.value(-left), text="name:N", color=colour)
        )
        return found

    return [of("<", 0), of(">", -(LINE - 2) / 2)]


def svg_of(chart: Layers) -> str:
    """`chart` as SVG with the shared look."""
    spec = chart.to_dict()
    spec["config"] = CONFIG
    return vl_convert.vegalite_to_svg(spec, vl_version="6.4")
