"""What stands on slides: pieces with a height, laid below each other and over more slides."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from quarterdeck.papers.blocks import Inline
from quarterdeck.papers.deck.look import BODY, BODY_END, LEFT, WIDTH, Style
from quarterdeck.papers.deck.measure import height
from quarterdeck.papers.deck.sheet import Sheet
from quarterdeck.papers.deck.words import fitted
from quarterdeck.papers.text import opened_notes, plain, printable

Place: TypeAlias = tuple[float, float]
MOST_LINES = 8
GAP = 0.16  # inches between pieces
LEAST_SHARE = 0.35  # of a slide that must be free before a piece is parted


@dataclass(frozen=True)
class Piece:
    """Drawn at a place, `height` inches high; what it leaves out is spoken.

    `split` parts it so that the first part takes at most so many inches, or gives None.
    """

    height: float
    draw: Callable[[Sheet, Place], object]
    opens: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    wide: float = WIDTH
    gap: float = GAP
    split: Callable[[float], "tuple[Piece, Piece] | None"] = lambda _room: None

    def put(self, sheet: Sheet, place: Place) -> None:
        self.draw(sheet, place)
        sheet.opens += self.opens
        sheet.notes += self.spoken


def lay(pieces: Iterable[Piece], fresh: Callable[[], Sheet]) -> None:
    """Pieces from the top down; what does not fit goes on to the next `fresh` slide."""
    waiting, sheet = deque(pieces), fresh()
    top = sheet.top
    while waiting:
        piece = waiting.popleft()
        room = BODY_END - top
        if piece.height <= room + 1e-6:
            piece.put(sheet, (LEFT, top))
            top += piece.height + piece.gap
            continue
        alone = top == sheet.top
        pair = piece.split(room) if alone or room > LEAST_SHARE * BODY else None
        if pair:
            pair[0].put(sheet, (LEFT, top))
            waiting.appendleft(pair[1])
        elif alone:
            raise ValueError(f"a part {piece.height:.1f} inches high fits on no slide")
        else:
            waiting.appendleft(piece)
        sheet = fresh()
        top = sheet.top


def text(
    said: Inline, style: Style, room: float, *, most: int = MOST_LINES, whole: Inline = ""
) -> Piece:
    """A text box. Whatever of `whole` (or `said`) it does not show is spoken."""
    whole = whole or said
    shown = fitted(said, style, room, most)
    left_out = plain(shown) != plain(whole)
    return Piece(
        height(shown, style, room),
        lambda sheet, place: sheet.text(place, room, (shown, style)),
        tuple(opened_notes(whole)),
        (printable(plain(whole)),) if left_out else (),
        room,
    )


def stacked(*pieces: Piece, gap: float = GAP) -> Piece:
    """Pieces that stay together where a slide bears them, one below the other."""

    def draw(sheet: Sheet, place: Place) -> None:
        left, top = place
        for piece in pieces:
            piece.draw(sheet, (left, top))
            top += piece.height + (gap if piece.height else 0)

    tall = sum(piece.height for piece in pieces)
    tall += gap * (sum(piece.height > 0 for piece in pieces) - 1)
    made = together(pieces, tall, draw, max(piece.wide for piece in pieces))
    return replace(made, split=lambda room: _parted(pieces, gap, room) if tall > BODY else None)


def _parted(pieces: tuple[Piece, ...], gap: float, room: float) -> tuple[Piece, Piece] | None:
    """As many pieces as fit, and the rest; where not even one fits, the first one parted."""
    count, used = 0, 0.0
    while count < len(pieces) and used + pieces[count].height <= room:
        used += pieces[count].height + gap
        count += 1
    if count in (0, len(pieces)):
        pair = pieces[0].split(room) if count == 0 else None
        return (pair[0], stacked(pair[1], *pieces[1:], gap=gap)) if pair else None
    return stacked(*pieces[:count], gap=gap), stacked(*pieces[count:], gap=gap)


def beside(first: Piece, second: Piece, offset: float) -> Piece:
    """Two pieces, the second `offset` inches to the right."""

    def draw(sheet: Sheet, place: Place) -> None:
        first.draw(sheet, place)
        second.draw(sheet, (place[0] + offset, place[1]))

    return together((first, second), max(first.height, second.height), draw)


def together(
    pieces: Iterable[Piece],
    tall: float,
    draw: Callable[[Sheet, Place], object],
    wide: float = WIDTH,
) -> Piece:
    """One piece that is drawn so, and opens and says what its parts do."""
    found = tuple(pieces)
    opens = tuple(key for piece in found for key in piece.opens)
    return Piece(tall, draw, opens, tuple(said for piece in found for said in piece.spoken), wide)
