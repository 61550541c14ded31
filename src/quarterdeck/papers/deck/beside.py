"""Side notes: in the column at the right, or in a line above what takes the whole width."""

from quarterdeck.papers.blocks import Side
from quarterdeck.papers.deck.look import DETAIL, WIDTH
from quarterdeck.papers.deck.measure import width
from quarterdeck.papers.deck.pieces import Piece, Place, stacked, text
from quarterdeck.papers.deck.sheet import SIGN_ROOM, Sheet, toned
from quarterdeck.papers.deck.words import joined

MOST_LINES = 8
APART = 0.25
TIGHT = 0.04


def side_column(side: Side, room: float) -> Piece:
    """The mark, then its lines."""
    found = [_mark(side, room)] if side.mark else []
    said = joined(*side.lines)
    if said:
        found.append(text(said, DETAIL, room, most=MOST_LINES))
    return stacked(*found, gap=TIGHT) if found else Piece(0, lambda _sheet, _place: None)


def side_line(side: Side) -> Piece:
    """The mark and its lines in one, over the whole width."""
    said = joined(*side.lines)
    if side.mark is None:
        return text(said, DETAIL, WIDTH, most=2)
    style = toned(side.mark, DETAIL)
    offset = SIGN_ROOM + width(side.mark.word, style) + APART
    if offset > WIDTH / 2 or not said:
        return side_column(side, WIDTH)
    first, second = _mark(side, offset), text(said, DETAIL, WIDTH - offset, most=3)

    def draw(sheet: Sheet, place: Place) -> None:
        first.draw(sheet, place)
        second.draw(sheet, (place[0] + offset, place[1]))

    return Piece(max(first.height, second.height), draw, second.opens, second.spoken)


def _mark(side: Side, room: float) -> Piece:
    mark = side.mark
    assert mark is not None
    word = text(mark.word, toned(mark, DETAIL), room - SIGN_ROOM, most=3)

    def draw(sheet: Sheet, place: Place) -> None:
        sheet.sign(str(mark.shape), (place[0], place[1] + (DETAIL.pitch - 0.16) / 2))
        word.draw(sheet, (place[0] + SIGN_ROOM, place[1]))

    return Piece(word.height, draw, (), word.spoken, room, TIGHT)
