"""One slide to draw on, in inches: text boxes, rules, marks; its notes and what it opens to."""

from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Inches, Pt

from quarterdeck.papers.blocks import Inline, Mark
from quarterdeck.papers.deck.look import BODY_TOP, LEFT, MEANT, RULE_TOP, WIDTH, Style
from quarterdeck.papers.deck.measure import height
from quarterdeck.papers.deck.words import rgb, write
from quarterdeck.papers.text import printable

DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
SIGN = 0.16  # inches, a mark's side
SIGN_ROOM = 0.28


@dataclass
class Sheet:
    """A slide while it is filled from `top` down.

    Notes gather in `notes`, keys of reasons in `opens`.
    """

    slide: Any
    language: str
    top: float = BODY_TOP
    notes: list[str] = field(default_factory=list)
    opens: list[str] = field(default_factory=list)

    @property
    def shapes(self) -> Any:
        return self.slide.shapes

    def text(
        self, place: tuple[float, float], room: float, *paragraphs: tuple[Inline, Style]
    ) -> float:
        """A box with a paragraph each; its height."""
        tall = sum(height(text, style, room) for text, style in paragraphs)
        box = self.shapes.add_textbox(*inches(*place, room, tall))
        bare(box.text_frame)
        for number, (text, style) in enumerate(paragraphs):
            frame = box.text_frame
            paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
            write(paragraph, text, style, self.language)
        return tall

    def rule(
        self, top: float, left: float = LEFT, room: float = WIDTH, *, strong: bool = False
    ) -> None:
        ends = inches(left, top, left + room, top)
        line = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        line.line.width = Pt(1.5 if strong else 0.75)
        line.line.color.rgb = rgb("ink" if strong else "rule")
        unstyled(line)
        decorate(line)

    def sign(self, shape: str, place: tuple[float, float]) -> None:
        """Ring within, half-filled diamond near, square beyond, dashed ring unproven."""
        kind = {"near": MSO_SHAPE.DIAMOND, "beyond": MSO_SHAPE.RECTANGLE}
        self._sign(kind.get(shape, MSO_SHAPE.OVAL), shape, place)
        if shape == "near":
            left, top, side = (Inches(x) for x in (*place, SIGN))
            builder = self.shapes.build_freeform(left + side // 2, top)
            builder.add_line_segments([(left, top + side // 2), (left + side // 2, top + side)])
            half = builder.convert_to_shape()
            half.fill.solid()
            half.fill.fore_color.rgb = rgb("signal")
            half.line.fill.background()
            unstyled(half)
            decorate(half)

    def _sign(self, kind: MSO_SHAPE, shape: str, place: tuple[float, float]) -> None:
        sign = self.shapes.add_shape(kind, *inches(*place, SIGN, SIGN))
        meant = shape in ("near", "beyond")
        filled(sign, "signal" if shape == "beyond" else None, "signal" if meant else "ink")
        if shape == "unproven":
            sign.line.dash_style = MSO_LINE.DASH
        decorate(sign)

    def frame(self) -> None:
        self.rule(RULE_TOP, strong=True)


def toned(mark: Mark, style: Style) -> Style:
    """Near and beyond take the accent."""
    meant = mark.shape in ("near", "beyond")
    return Style(style.size, style.face, MEANT.colour if meant else "ink", bold=True)


def inches(*values: float) -> tuple[Any, ...]:
    return tuple(Inches(value) for value in values)


def bare(frame: Any) -> None:
    """No margins, words wrapped, nothing fitted."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def filled(shape: Any, fill: str | None, edge: str, points: float = 1) -> None:
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(fill)
    else:
        shape.fill.background()
    shape.line.color.rgb = rgb(edge)
    shape.line.width = Pt(points)
    unstyled(shape)


def unstyled(shape: Any) -> None:
    """Without the theme's effects and shadow."""
    for style in shape._element.xpath("./p:style"):
        shape._element.remove(style)


def describe(shape: Any, says: str) -> None:
    """`says` as the alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", printable(says))


def decorate(shape: Any) -> None:
    """Nothing to hear here."""
    shape._element.xpath(".//p:cNvPr")[0].append(etree.fromstring(DECORATIVE))
