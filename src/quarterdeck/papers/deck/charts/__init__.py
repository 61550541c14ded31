"""A chart as PowerPoint's own, with the paper's numbers in the sheet behind it."""

from typing import Any

from quarterdeck.papers.blocks import Chart
from quarterdeck.papers.deck.charts.columns import recovery, strips
from quarterdeck.papers.deck.charts.named import bars
from quarterdeck.papers.deck.charts.points import dots, exceedance
from quarterdeck.papers.deck.look import LABEL, QUIET, Style
from quarterdeck.papers.deck.notes import spoken
from quarterdeck.papers.deck.pieces import Piece, Place, text
from quarterdeck.papers.deck.sheet import Sheet, describe, inches
from quarterdeck.papers.drawings import (
    Bars,
    Drawing,
    Exceedance,
    LimitStrips,
    QuantileDots,
    Recovery,
)

NAME = Style(16, bold=True)
GAP = 0.05


def chart(it: Chart, wide: float, tall: float) -> Piece:
    """Title, subtitle, the chart and its source, `wide` × `tall` inches; its data are spoken."""
    above = [
        text(said, style, wide, most=most)
        for said, style, most in ((it.title, NAME, 2), (it.subtitle, QUIET, 2))
        if said.strip()
    ]
    source = text(it.source, LABEL, wide, most=2)
    used = sum(piece.height for piece in above)
    room = tall - used - source.height - 2 * GAP

    def draw(sheet: Sheet, place: Place) -> None:
        left, top = place
        for piece in above:
            piece.draw(sheet, (left, top))
            top += piece.height
        frame = _drawn(sheet, it.drawing, (left, top + GAP, wide, room))
        describe(frame, it.alternative)
        frame.name = "Chart"
        source.draw(sheet, (left, top + room + 2 * GAP))

    return Piece(tall, draw, (), tuple(spoken(it)), wide)


def _drawn(sheet: Sheet, drawing: Drawing, place: tuple[float, float, float, float]) -> Any:
    where = inches(*place)
    match drawing:
        case Bars():
            return bars(sheet.shapes, drawing, where)
        case Recovery():
            return recovery(sheet.shapes, drawing, where)
        case LimitStrips():
            return strips(sheet.shapes, drawing, where)
        case Exceedance():
            return exceedance(sheet.shapes, drawing, where)
        case QuantileDots():
            return dots(sheet.shapes, drawing, where)
