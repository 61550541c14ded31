"""The hundred possible years as squares, row by row, with the board's limit as an outline."""

from textwrap import wrap
from xml.sax.saxutils import escape

from quarterdeck.papers.pages import YearsGrid
from quarterdeck.papers.palette import PALETTE
from quarterdeck.papers.text import printable

SIDE = 14.0
PITCH = 17.0
TOP = 20.5
LABEL_X = 184
LABEL_CHARACTERS = 17
LABEL_LINES = 4
LINE = 14
GAP = 4
WIDTH, HEIGHT = 283, 196
SANS = 'font-family="\'Source Sans 3\'" font-size="12"'


def years_grid_svg(years: YearsGrid) -> str:
    """SVG at 1:1, 283 × 196 px; text 12 px."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="-3 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"{_squares(years)}{_limit(years)}{_labels(years)}</svg>"
    )


def _squares(years: YearsGrid) -> str:
    return "".join(_square(place, _shade(place, years)) for place in range(100))


def _shade(place: int, years: YearsGrid) -> tuple[str, str]:
    """Fill and edge."""
    if place < years.beyond:
        return PALETTE["signal"], PALETTE["signal"]
    if place < years.beyond + years.some:
        return PALETTE["data-soft"], PALETTE["data-mid"]
    return "none", PALETTE["data-mid"]


def _square(place: int, shade: tuple[str, str]) -> str:
    row, column = divmod(place, 10)
    x, y = 0.5 + PITCH * column, TOP + PITCH * row
    fill, edge = shade
    return f'<rect x="{x}" y="{y}" width="14" height="14" fill="{fill}" stroke="{edge}"/>'


def _limit(years: YearsGrid) -> str:
    if years.limit is None:
        return ""
    label = _text(0, 11, years.limit_label, PALETTE["ink"])
    path = f'<path d="{_outline(years.limit)}" fill="none" stroke="{PALETTE["ink"]}" '
    return f'{label}{path}stroke-width="2"/>'


def _outline(limit: int) -> str:
    """Around the first `limit` squares: a step where the last row is not full."""
    rows, rest = divmod(limit, 10)
    left, top = -1.0, TOP - 1.5
    right, step = left + PITCH * 10, left + PITCH * rest
    middle, bottom = top + PITCH * rows, top + PITCH * (rows + 1)
    if limit == 0:
        return f"M{left} {top}V{bottom}"
    if rows == 0:
        return f"M{left} {top}H{step}V{bottom}H{left}Z"
    if rest == 0:
        return f"M{left} {top}H{right}V{middle}H{left}Z"
    return f"M{left} {top}H{right}V{middle}H{step}V{bottom}H{left}Z"


def _labels(years: YearsGrid) -> str:
    """Each beside the middle of its squares, none above or below another's lines."""
    none = 100 - years.beyond - years.some
    parts = (
        (years.beyond, years.beyond_label, PALETTE["signal-text"], ' font-weight="600"'),
        (years.some, years.some_label, PALETTE["ink-quiet"], ""),
        (none, years.none_label, PALETTE["ink-quiet"], ""),
    )
    lines = [_lines(label) for _, label, _, _ in parts]
    tops = _tops([count for count, _, _, _ in parts], [LINE * len(found) for found in lines])
    return "".join(
        _text(LABEL_X, top + LINE * number + LINE - 3, line, colour, weight)
        for (_, _, colour, weight), top, found in zip(parts, tops, lines, strict=True)
        for number, line in enumerate(found)
    )


def _lines(label: str) -> list[str]:
    return wrap(printable(label), LABEL_CHARACTERS, max_lines=LABEL_LINES, placeholder="…") or [""]


def _tops(counts: list[int], heights: list[int]) -> list[float]:
    """Where each label begins: at its squares' middle, then down, then up, until none overlap."""
    tops: list[tuple[float, float]] = []
    start = 0
    for count, height in zip(counts, heights, strict=True):
        row = (start + max(count, 1) / 2) // 10
        above = tops[-1][1] + GAP if tops else 0.0
        top = max(TOP + PITCH * row + (SIDE - height) / 2, above)
        tops.append((top, top + height))
        start += count
    found, floor = [], float(HEIGHT)
    for (top, _), height in zip(reversed(tops), reversed(heights), strict=True):
        floor = min(top, floor - height)
        found.append(floor)
        floor -= GAP
    return found[::-1]


def _text(x: float, y: float, text: str, colour: str, weight: str = "") -> str:
    shown = escape(printable(text))
    return f'<text x="{x}" y="{y}" {SANS} fill="{colour}"{weight}>{shown}</text>'
