"""Each kind of block as the pieces that it takes."""

from collections.abc import Iterator
from dataclasses import replace

from quarterdeck.papers.blocks import (
    Block,
    Bullets,
    ChangeSum,
    Column,
    DecisionCard,
    FactList,
    Heading,
    Inline,
    Ladder,
    Option,
    Paragraph,
    Questions,
    Quote,
    Rung,
    Strong,
    Table,
    Verdict,
)
from quarterdeck.papers.deck.beside import side_column
from quarterdeck.papers.deck.look import (
    DETAIL,
    FIGURE,
    GUTTER,
    LABEL,
    PART,
    QUIET,
    SIDE_WIDTH,
    TEXT,
    TEXT_WIDTH,
    VERDICT,
    WIDTH,
    Style,
)
from quarterdeck.papers.deck.notes import spoken
from quarterdeck.papers.deck.pieces import GAP, Piece, Place, beside, stacked, text, together
from quarterdeck.papers.deck.sheet import Sheet
from quarterdeck.papers.deck.tables import Grid, table
from quarterdeck.papers.deck.words import joined, lead, spans, strong
from quarterdeck.papers.setting import WIDE_COLUMNS
from quarterdeck.papers.text import long_date, plain

INDENT = 0.3
ABOVE = 0.1  # inches between a hair line and what stands under it
TIGHT = 0.04
MOST_STEPS = 7
WAYS = ("Way", "Price", "Odds", "If it is the wrong choice")
ASKED = ("Question", "A good answer sounds like", "What is weak")


def pieces(block: Block, title: str, room: float = TEXT_WIDTH) -> Iterator[Piece]:
    """`block` without its side note; texts are `room` inches wide, `title` names its table.

    A chart is no business of this: it stands beside text, see `sections`.
    """
    match block:
        case Paragraph():
            yield text(lead(block.text), TEXT, room, whole=block.text)
        case Heading():
            yield text(block.text, PART, room, most=3)
        case Bullets():
            yield from _bullets(block, room)
        case Verdict():
            yield verdict(block)
        case Table():
            yield from _table(block, title)
        case DecisionCard():
            yield from _card(block)
        case FactList():
            yield table(pairs(title, block.rows))
        case Questions():
            yield table(_questions(block, title))
        case Quote():
            yield _quote(block, room)
        case Ladder():
            rows = tuple((rung.label, _rung(rung)) for rung in block.rungs)
            yield table(pairs(title, rows))
        case ChangeSum():
            yield from steps(block, WIDTH)


def verdict(it: Verdict) -> Piece:
    """Question, answer and the rest under a hair line, the side note at the right."""
    said = joined(strong(it.answer), it.rest)
    found = [text(said, VERDICT, TEXT_WIDTH)]
    if it.question.strip():
        found.insert(0, text(it.question, LABEL, TEXT_WIDTH, most=2))
    row = beside(stacked(*found, gap=TIGHT), side_column(it.side, SIDE_WIDTH), TEXT_WIDTH + GUTTER)

    def draw(sheet: Sheet, place: Place) -> None:
        sheet.rule(place[1])
        row.draw(sheet, (place[0], place[1] + ABOVE))

    made = together((row,), row.height + ABOVE, draw)
    return replace(made, spoken=(*made.spoken, *spoken(it)), gap=ABOVE)


def pairs(name: str, rows: tuple[tuple[str, Inline], ...], wide: float = WIDTH) -> Grid:
    """Labels and what is so."""
    columns = (Column("", share=1), Column("", share=3.6))
    return Grid(name, columns, rows, wide, heads=False, styles=(QUIET, DETAIL))


def steps(it: ChangeSum, room: float, style: Style = PART) -> Iterator[Piece]:
    """Title, the figures in a row (below each other where it is narrow), and what is said."""
    if it.title.strip():
        yield text(it.title, style, room, most=4)
    if it.steps:
        yield table(_in_a_row(it, room) if room == WIDTH else _below(it, room))
    if plain(it.says).strip():
        yield text(it.says, TEXT, room)


def _in_a_row(it: ChangeSum, room: float) -> Grid:
    columns = (Column(""),) * min(MOST_STEPS, len(it.steps))
    rows: list[tuple[Inline, ...]] = []
    for first in range(0, len(it.steps), MOST_STEPS):
        part = it.steps[first : first + MOST_STEPS]
        blank = ("",) * (len(columns) - len(part))
        rows.append((*(figure for figure, _ in part), *blank))
        rows.append((*(label for _, label in part), *blank))
    large = tuple(range(0, len(rows), 2))
    return Grid(
        it.title or "Steps", columns, tuple(rows), room, heads=False, lines=False, large=large
    )


def _below(it: ChangeSum, room: float) -> Grid:
    columns = (Column("", share=0), Column("", share=1))
    rows = tuple((figure, label) for figure, label in it.steps)
    return Grid(
        it.title or "Steps", columns, rows, room, heads=False, lines=False, styles=(FIGURE, DETAIL)
    )


def _bullets(it: Bullets, room: float) -> Iterator[Piece]:
    for number, item in enumerate(it.items, start=1):
        sign = text(f"{number}." if it.numbered else "–", TEXT, INDENT)
        said = text(lead(item), TEXT, room - INDENT, whole=item)
        row = beside(sign, said, INDENT)
        yield Piece(row.height, row.draw, row.opens, said.spoken, room, gap=0.08)


def _table(it: Table, title: str) -> Iterator[Piece]:
    wide = WIDTH if len(it.columns) > WIDE_COLUMNS else TEXT_WIDTH
    if it.caption.strip():
        yield text(it.caption, Style(14, bold=True), wide, most=3)
    name = it.caption.strip() or title.strip() or "Table"
    yield table(Grid(name, it.columns, it.rows, wide, meant=it.meant, total=it.total))
    if plain(it.note).strip():
        yield text(it.note, QUIET, wide)


def _card(it: DecisionCard) -> Iterator[Piece]:
    """Title, owner and day, why, the ways, and the words for the minutes."""
    columns = tuple(
        Column(head, share=share) for head, share in zip(WAYS, (1.2, 1, 1.3, 1.6), strict=True)
    )
    ways = Grid(
        f"Ways to decide: {it.title}",
        columns,
        tuple(_way(option) for option in it.options),
        WIDTH,
        meant=tuple(n for n, option in enumerate(it.options) if option.proposed),
    )
    head = stacked(
        text(it.title or " ", PART, WIDTH, most=2),
        text(f"{it.owner}, by {long_date(it.due)}", QUIET, WIDTH, most=2),
        text(lead(it.why), TEXT, WIDTH, whole=it.why),
        gap=TIGHT,
    )
    minutes = pairs("For the minutes", (("For the minutes", it.minutes),))
    yield stacked(head, table(ways), table(minutes), gap=GAP)


def _way(option: Option) -> tuple[Inline, ...]:
    name: Inline = (Strong(option.name), ", proposed") if option.proposed else option.name
    return name, option.price, option.odds, option.if_wrong


def _questions(it: Questions, title: str) -> Grid:
    columns = tuple(
        Column(head, share=share) for head, share in zip(ASKED, (1.4, 1.2, 1.2), strict=True)
    )
    rows = tuple(((Strong(q.question),), q.good_answer, q.weak_evidence) for q in it.questions)
    return Grid(title.strip() or "Questions to ask us", columns, rows, WIDTH)


def _quote(it: Quote, room: float) -> Piece:
    found = [text(it.text, TEXT, room - INDENT)]
    if it.who.strip():
        found.append(text(it.who, QUIET, room - INDENT, most=2))
    inner = stacked(*found)

    def draw(sheet: Sheet, place: Place) -> None:
        inner.draw(sheet, (place[0] + INDENT, place[1]))

    return together((inner,), inner.height, draw, room)


def _rung(rung: Rung) -> Inline:
    if plain(rung.text).strip():
        return joined(rung.text, rung.filled_by)
    return (
        Strong("□ Not here"),
        *(f" {w}" if isinstance(w, str) else w for w in spans(rung.filled_by)),
    )
