"""The hundred possible years as a group of a hundred squares, the limit as its outline."""

from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from quarterdeck.papers.deck.look import DETAIL, MEANT, QUIET, Style
from quarterdeck.papers.deck.measure import height
from quarterdeck.papers.deck.pieces import Piece, Place, text
from quarterdeck.papers.deck.sheet import Sheet, describe, filled, inches
from quarterdeck.papers.deck.words import fitted
from quarterdeck.papers.pages import YearsGrid
from quarterdeck.papers.text import plain, printable

SIDE, PITCH = 0.33, 0.4
AROUND = 0.035  # inches between the squares and the limit's outline
ABOVE = 0.42  # inches for the limit's label
LABELS, LABEL_WIDTH = 4.25, 1.75  # inches from the left, and wide
MOST_LINES = 4
GAP = 0.1


def years_grid(years: YearsGrid) -> Piece:
    """Grid, limit and labels, 6 inches wide."""
    label = fitted(years.limit_label, DETAIL, 10 * PITCH, 1)
    whole = (years.limit_label, years.beyond_label, years.some_label, years.none_label)
    shown = (plain(label), *(plain(text) for _, text, _, _ in _labels(years)))
    cut = tuple(printable(a) for a, b in zip(whole, shown, strict=True) if a != b)

    def draw(sheet: Sheet, place: Place) -> None:
        if plain(label).strip():
            sheet.text(place, 10 * PITCH, (label, DETAIL))
        top = place[1] + ABOVE
        _grid(sheet, years, (place[0], top))
        for from_top, said, style, _ in _labels(years):
            sheet.text((place[0] + LABELS, top + from_top), LABEL_WIDTH, (said, style))

    return Piece(ABOVE + 10 * PITCH, draw, (), cut)


def subtitle(years: YearsGrid, room: float) -> Piece:
    return text(years.subtitle, QUIET, room, most=2)


def _grid(sheet: Sheet, years: YearsGrid, place: Place) -> None:
    parts = []
    for number in range(100):
        row, column = divmod(number, 10)
        at = inches(place[0] + PITCH * column, place[1] + PITCH * row, SIDE, SIDE)
        square = sheet.shapes.add_shape(MSO_SHAPE.RECTANGLE, *at)
        square.name = f"Year {number + 1}"
        filled(square, *_shade(number, years))
        parts.append(square)
    if years.limit is not None:
        parts.append(_outline(sheet, years.limit, place))
    group = sheet.shapes.add_group_shape(parts)
    group.name = "A hundred possible years"
    describe(group, years.alternative)


def _shade(number: int, years: YearsGrid) -> tuple[str | None, str]:
    """Fill and edge."""
    if number < years.beyond:
        return "signal", "signal"
    if number < years.beyond + years.some:
        return "data-soft", "data-mid"
    return None, "data-mid"


def _outline(sheet: Sheet, limit: int, place: Place) -> Any:
    """Around the first `limit` squares, with a step where the last row is not full."""
    rows, rest = divmod(limit, 10)
    left, top = place[0] - AROUND, place[1] - AROUND
    right, step = left + 10 * PITCH, left + rest * PITCH
    middle, bottom = top + rows * PITCH, top + (rows + 1) * PITCH
    if limit == 0:
        corners = [(left, top), (left, bottom)]
    elif rows == 0:
        corners = [(left, top), (step, top), (step, bottom), (left, bottom)]
    elif rest == 0:
        corners = [(left, top), (right, top), (right, middle), (left, middle)]
    else:
        corners = [(left, top), (right, top), (right, middle), (step, middle), (step, bottom)]
        corners.append((left, bottom))
    points = [(Inches(x), Inches(y)) for x, y in corners]
    builder = sheet.shapes.build_freeform(*points[0])
    builder.add_line_segments(points[1:], close=limit > 0)
    outline = builder.convert_to_shape()
    outline.name = "Limit"
    filled(outline, None, "ink", 2.25)
    return outline


def _labels(years: YearsGrid) -> list[tuple[float, Any, Style, float]]:
    """From the grid's top, text, style and height: beside its squares, none over another."""
    none = 100 - years.beyond - years.some
    parts = (
        (years.beyond, years.beyond_label, MEANT),
        (years.some, years.some_label, QUIET),
        (none, years.none_label, QUIET),
    )
    found: list[tuple[float, Any, Style, float]] = []
    start, least = 0, 0.0
    for count, label, style in parts:
        said = fitted(label, style, LABEL_WIDTH, MOST_LINES)
        tall = height(said, style, LABEL_WIDTH)
        row = (start + max(count, 1) / 2) // 10
        top = max(PITCH * row + (SIDE - tall) / 2, least)
        found.append((top, said, style, tall))
        start, least = start + count, top + tall + GAP
    return _lifted(found)


def _lifted(labels: list[tuple[float, Any, Style, float]]) -> list[tuple[float, Any, Style, float]]:
    """None below the grid's end."""
    floor, found = 10 * PITCH, []
    for top, said, style, tall in reversed(labels):
        top = min(top, floor - tall)
        found.append((top, said, style, tall))
        floor = top - GAP
    return found[::-1]
