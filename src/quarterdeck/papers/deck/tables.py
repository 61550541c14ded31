"""Native tables under rules: head, rows that go on over slides, the row that is meant washed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from quarterdeck.papers.blocks import Cell, Column, Inline, Mark, Strong
from quarterdeck.papers.deck.look import DETAIL, FIGURE, HEAD, Style
from quarterdeck.papers.deck.measure import height, width
from quarterdeck.papers.deck.pieces import Piece, Place
from quarterdeck.papers.deck.sheet import Sheet, describe, inches, toned
from quarterdeck.papers.deck.words import fitted, rgb, strong, write
from quarterdeck.papers.palette import PALETTE
from quarterdeck.papers.text import opened_notes, plain, printable

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
SIGNS = {"within": "○", "near": "◊", "beyond": "■", "unproven": "□"}
PAD = 0.07  # inches beside and above text
MOST_LINES = 9
TIGHTEST = 0.6
Edge: TypeAlias = Literal["top", "bottom"]


@dataclass(frozen=True)
class Grid:
    """A table as it is set; without heads it begins with its first row.

    `styles` are the columns' own, `large` the rows of figures; `wide` the table's inches;
    `name` its alternative text.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    wide: float
    heads: bool = True
    meant: tuple[int, ...] = ()
    total: bool = False
    styles: tuple[Style, ...] = ()
    lines: bool = True
    large: tuple[int, ...] = ()

    def style(self, row: int, column: int) -> Style:
        if row in self.large:
            return FIGURE
        return self.styles[column] if self.styles else DETAIL


def table(grid: Grid) -> Piece:
    """As tall as its rows; parted between rows, its head repeated."""
    widths = _widths(grid)
    shown = tuple(_shown(grid, number, widths) for number in range(len(grid.rows)))
    heads = tuple(
        fitted(_head(column), HEAD, room - 2 * PAD, MOST_LINES)
        for column, room in zip(grid.columns, widths, strict=True)
    )
    tall = ([_tall(heads, [HEAD] * len(heads), widths)] if grid.heads else []) + [
        _tall(row, [grid.style(number, n) for n in range(len(row))], widths)
        for number, row in enumerate(shown)
    ]
    rows = (heads, *shown) if grid.heads else shown
    cut = [row for row, whole in zip(shown, grid.rows, strict=True) if _words(row) != _words(whole)]
    said = tuple(
        "; ".join(_words(whole)) for row, whole in zip(shown, grid.rows, strict=True) if row in cut
    )
    opens = tuple(opened_notes(grid.rows))
    made = _Drawn(grid, rows, widths, tuple(tall))
    return Piece(
        sum(tall),
        made.draw,
        opens,
        said,
        grid.wide,
        split=lambda room: _split(grid, tall, room),
    )


def _split(grid: Grid, tall: Sequence[float], room: float) -> tuple[Piece, Piece] | None:
    first = 1 if grid.heads else 0
    count, used = 0, sum(tall[:first])
    for each in tall[first:]:
        if used + each > room:
            break
        count, used = count + 1, used + each
    if count in (0, len(grid.rows)):
        return None
    head = replace(grid, rows=grid.rows[:count], total=False)
    meant, large = (
        tuple(row - count for row in found if row >= count) for found in (grid.meant, grid.large)
    )
    return table(head), table(replace(grid, rows=grid.rows[count:], meant=meant, large=large))


def _widths(grid: Grid) -> list[float]:
    """Inches a column: a share of 0 takes what its texts need, the rest is shared out."""
    needs = {number: _need(grid, number) for number, c in enumerate(grid.columns) if c.share == 0}
    free = max(grid.wide - sum(needs.values()), grid.wide / 2)
    whole = sum(column.share for column in grid.columns) or 1
    found = [needs.get(n, free * c.share / whole) for n, c in enumerate(grid.columns)]
    return [room * grid.wide / sum(found) for room in found]


def _need(grid: Grid, number: int) -> float:
    column = grid.columns[number]
    texts = [_words((row[number],))[0] for row in grid.rows]
    style = replace(grid.style(-1, number), bold=True)
    bold, head = replace(HEAD, bold=True), plain(_head(column))
    heads = [width(head, bold) / 2, *(width(word, bold) for word in head.split(" "))]
    widest = max((*(width(text, style) for text in texts), *heads), default=0)
    return min(max(widest + 2 * PAD + 0.05, TIGHTEST), grid.wide / 4)


def _shown(grid: Grid, at: int, widths: Sequence[float]) -> tuple[Inline, ...]:
    summed = grid.total and at == len(grid.rows) - 1
    return tuple(
        fitted(
            strong(_inline(cell)) if summed else _inline(cell),
            grid.style(at, number),
            widths[number] - 2 * PAD,
            2 if grid.style(at, number) == FIGURE else MOST_LINES,
        )
        for number, cell in enumerate(grid.rows[at])
    )


def _inline(cell: Cell) -> Inline:
    if isinstance(cell, Mark):
        return (Strong(f"{SIGNS[str(cell.shape)]} {cell.word}"),)
    return cell


def _head(column: Column) -> Inline:
    return (Strong(column.head), f" {column.unit}") if column.unit else (Strong(column.head),)


def _words(row: Sequence[Cell]) -> list[str]:
    return [printable(plain(_inline(cell))) for cell in row]


def _tall(row: Sequence[Inline], styles: Sequence[Style], widths: Sequence[float]) -> float:
    texts = zip(row, styles, widths, strict=True)
    return 2 * PAD + max(height(text, style, room - 2 * PAD) for text, style, room in texts)


@dataclass(frozen=True)
class _Drawn:
    grid: Grid
    rows: tuple[tuple[Inline, ...], ...]
    widths: list[float]
    tall: tuple[float, ...]

    def draw(self, sheet: Sheet, place: Place) -> None:
        size = (len(self.rows), len(self.widths))
        shape = sheet.shapes.add_table(*size, *inches(*place, self.grid.wide, sum(self.tall)))
        describe(shape, self.grid.name)
        found = shape.table
        found._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE
        found.first_row, found.horz_banding = self.grid.heads, False
        for column, room in zip(found.columns, self.widths, strict=True):
            column.width = Inches(room)
        for number, row in enumerate(self.rows):
            found.rows[number].height = Inches(self.tall[number])
            for at, text in enumerate(row):
                self.cell(found.cell(number, at), number, at, text, sheet.language)

    def cell(self, cell: Any, number: int, at: int, text: Inline, language: str) -> None:
        is_head = self.grid.heads and number == 0
        flush = at == 0 and not self.grid.meant
        cell.margin_right = cell.margin_top = cell.margin_bottom = Inches(PAD)
        cell.margin_left = Inches(0 if flush else PAD)
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.TOP
        paragraph = cell.text_frame.paragraphs[0]
        figure = self.grid.columns[at].kind == "figure"
        paragraph.alignment = PP_ALIGN.RIGHT if figure else PP_ALIGN.LEFT
        whole = self.grid.rows[number - self.grid.heads][at] if not is_head else text
        style = HEAD if is_head else self.grid.style(number - self.grid.heads, at)
        write(paragraph, text, toned(whole, style) if isinstance(whole, Mark) else style, language)
        if number - self.grid.heads in self.grid.meant and not is_head:
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb("signal-wash")
        else:
            cell.fill.background()
        self.edges(cell, number, is_head)

    def edges(self, cell: Any, number: int, is_head: bool) -> None:
        """Above and under the head and at the end in ink, hair lines between rows."""
        last = number == len(self.rows) - 1
        sums = self.grid.total and number == len(self.rows) - 2
        if is_head or (number == 0 and self.grid.lines):
            _edge(cell, "top", 1.5, "ink")
        if is_head or (last and self.grid.lines) or sums:
            _edge(cell, "bottom", 0.75, "ink")
        elif self.grid.lines:
            _edge(cell, "bottom", 0.5, "rule")


def _edge(cell: Any, edge: Edge, points: float, colour: str) -> None:
    """A cell's rule; it must stand before the fill."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    line = etree.fromstring(
        f'<a:{"lnT" if edge == "top" else "lnB"} xmlns:a="{space}" w="{Pt(points)}" cap="flat">'
        f'<a:solidFill><a:srgbClr val="{PALETTE[colour][1:].upper()}"/></a:solidFill>'
        f'<a:prstDash val="solid"/></a:{"lnT" if edge == "top" else "lnB"}>'
    )
    properties = cell._tc.get_or_add_tcPr()
    lines = [child for child in properties if child.tag in (qn("a:lnT"), qn("a:lnB"))]
    properties.insert(len(lines), line)
