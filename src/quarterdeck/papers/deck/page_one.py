"""Page one as slides: the verdicts, the hundred years and what changed, what to decide."""

from collections.abc import Iterator

from quarterdeck.papers.blocks import Column, Strong
from quarterdeck.papers.deck.blocks import steps, verdict
from quarterdeck.papers.deck.look import BODY, FIGURE, HEAD, TEXT, WIDTH, Style
from quarterdeck.papers.deck.pieces import Piece, beside, stacked, text
from quarterdeck.papers.deck.tables import Grid, table
from quarterdeck.papers.deck.years import subtitle, years_grid
from quarterdeck.papers.html import COPIES
from quarterdeck.papers.pages import Asks, Document, PageOne
from quarterdeck.papers.text import long_date, plain

YEARS_WIDTH = 6.0
CHANGE_LEFT = 6.9
TIGHT = 0.04
SOFT = Style(14, colour="ink-soft")


def verdict_pieces(document: Document) -> Iterator[Piece]:
    yield _head(document)
    yield from (verdict(it) for it in document.page_one.verdicts)


def _head(document: Document) -> Piece:
    head = document.head
    first = (
        f"{document.title}, {head.purpose.lower()}, {head.minutes} minutes  ·  "
        f"{head.body}, {long_date(head.meeting)}  ·  Data as of {long_date(head.data_as_of)}, "
        f"version {head.version}"
    )
    second = f"{COPIES[document.copy]}, owner: {head.owner}"
    return stacked(
        text((Strong(document.client), f"  ·  {first}"), HEAD, WIDTH, most=2),
        text(f"{second}  ·  {head.mark}" if head.mark else second, HEAD, WIDTH, most=2),
        gap=0,
    )


def years_pieces(page: PageOne) -> Iterator[Piece]:
    grid = years_grid(page.years)
    above = [subtitle(page.years, YEARS_WIDTH)] if page.years.subtitle.strip() else []
    squares = stacked(*above, grid, gap=TIGHT)
    changed = list(steps(page.change, WIDTH - CHANGE_LEFT))
    if changed and stacked(*changed).height <= BODY:
        yield beside(squares, stacked(*changed), CHANGE_LEFT)
    else:
        yield squares
        yield from steps(page.change, WIDTH)


def ask_pieces(asks: Asks) -> Iterator[Piece]:
    """Each decision with its price, date and odds, in a table."""
    columns = (Column("", share=0), Column("", share=1.2), Column("", share=1.2))
    rows = tuple((str(n), ask.text, ask.price) for n, ask in enumerate(asks.asks, start=1))
    if rows:
        yield table(
            Grid(asks.title, columns, rows, WIDTH, heads=False, styles=(FIGURE, TEXT, SOFT))
        )
    if plain(asks.together).strip():
        yield text(asks.together, TEXT, WIDTH)
