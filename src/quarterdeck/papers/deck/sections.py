"""A section as pieces: its side note beside the first, texts beside the chart they lead to."""

from collections.abc import Iterator

from quarterdeck.papers.blocks import Chart, Paragraph, Side, Verdict
from quarterdeck.papers.deck.beside import side_column, side_line
from quarterdeck.papers.deck.blocks import pieces
from quarterdeck.papers.deck.charts import chart
from quarterdeck.papers.deck.look import (
    BODY,
    GUTTER,
    SIDE_WIDTH,
    TEXT,
    TEXT_WIDTH,
    VERDICT,
    WIDTH,
)
from quarterdeck.papers.deck.pieces import GAP, Piece, beside, stacked, text
from quarterdeck.papers.deck.words import lead
from quarterdeck.papers.pages import Section
from quarterdeck.papers.text import opened_notes, plain, printable

LEFT_OF_CHART = 4.1
LITTLE = 1.0  # inches of text that may stand above a chart


def section_pieces(section: Section) -> Iterator[Piece]:
    side = section.side
    texts: list[Paragraph] = []
    for block in section.blocks:
        if isinstance(block, Paragraph) and not block.side:
            texts.append(block)
        elif isinstance(block, Chart):
            yield _by_chart(texts, side, block)
            texts, side = [], None
        else:
            yield from _beside(_texts(texts), side if texts else None)
            side, texts = None if texts else side, []
            own = None if isinstance(block, Verdict) else getattr(block, "side", None)
            if own and side:
                yield side_line(side)
            yield from _beside(list(pieces(block, section.title)), own or side)
            side = None
    yield from _beside(_texts(texts), side)


def _texts(found: list[Paragraph]) -> list[Piece]:
    return [piece for paragraph in found for piece in pieces(paragraph, "")]


def _beside(found: list[Piece], side: Side | None) -> Iterator[Piece]:
    """A side note in its column where the first piece leaves room for it, else in a line above."""
    if side and found and found[0].wide <= TEXT_WIDTH:
        found[0] = beside(found[0], side_column(side, SIDE_WIDTH), TEXT_WIDTH + GUTTER)
    elif side:
        yield side_line(side)
    yield from found


def _by_chart(texts: list[Paragraph], side: Side | None, it: Chart) -> Piece:
    """The chart, at its left what leads to it as far as there is room."""
    if not texts and not side:
        return chart(it, WIDTH, BODY)
    above = [text(lead(p.text), TEXT, WIDTH, whole=p.text) for p in texts]
    used = sum(piece.height + GAP for piece in above)
    if not side and used <= LITTLE:
        return stacked(*above, chart(it, WIDTH, BODY - used))
    left = [side_column(side, LEFT_OF_CHART)] if side else []
    used = sum(piece.height + GAP for piece in left)
    for paragraph in texts:
        piece = text(lead(paragraph.text), VERDICT, LEFT_OF_CHART, whole=paragraph.text)
        fits = used + piece.height <= BODY
        left.append(piece if fits else _only_spoken(paragraph))
        used += left[-1].height + (GAP if fits else 0)
    offset = LEFT_OF_CHART + GUTTER
    return beside(stacked(*left), chart(it, WIDTH - offset, BODY), offset)


def _only_spoken(paragraph: Paragraph) -> Piece:
    said = (printable(plain(paragraph.text)),)
    opens = tuple(opened_notes(paragraph))
    return Piece(0, lambda _sheet, _place: None, opens, said, gap=0)
