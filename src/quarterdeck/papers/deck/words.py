"""Inline text on a slide: cut where it must be, and written as runs."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Pt

from quarterdeck.papers.blocks import Inline, Opens, Strong
from quarterdeck.papers.deck.look import PITCH, Style
from quarterdeck.papers.deck.measure import lines
from quarterdeck.papers.palette import PALETTE
from quarterdeck.papers.text import SENTENCE_END, plain, printable

LEAD = 230  # letters that a paragraph keeps on its slide
MORE = "…"


def spans(text: Inline) -> tuple[str | Strong | Opens, ...]:
    return (text,) if isinstance(text, str | Strong | Opens) else text


def joined(*texts: Inline) -> Inline:
    """Texts in one, a space between them."""
    found = [spans(text) for text in texts if plain(text).strip()]
    return tuple(span for text in found for span in (*text, " "))[:-1]


def strong(text: Inline) -> Inline:
    """`text` in bold, its figures too."""
    return tuple(
        Opens(span.text, span.note, True) if isinstance(span, Opens) else Strong(plain((span,)))
        for span in spans(text)
    )


def cut(text: Inline, letters: int) -> Inline:
    """The first `letters` of `text`."""
    found: list[str | Strong | Opens] = []
    for span in spans(text):
        words = plain((span,))[:letters]
        letters -= len(words)
        if not words:
            break
        found.append(
            words
            if isinstance(span, str)
            else Strong(words)
            if isinstance(span, Strong)
            else Opens(words, span.note, span.strong)
        )
    return tuple(found)


def lead(text: Inline) -> Inline:
    """The first sentences of a paragraph, as many as a slide bears; all of a short one."""
    whole = plain(text)
    if len(whole) <= LEAD:
        return text
    ends = [found.start() for found in SENTENCE_END.finditer(whole)]
    return cut(text, max((end for end in ends if end <= LEAD), default=min(ends, default=LEAD)))


def fitted(text: Inline, style: Style, room: float, most: int) -> Inline:
    """`text` on at most `most` lines; what is cut ends in "…"."""
    if lines(text, style, room) <= most:
        return text
    low, high = 0, len(plain(text))
    while low < high:
        middle = (low + high + 1) // 2
        if lines((*spans(cut(text, middle)), MORE), style, room) <= most:
            low = middle
        else:
            high = middle - 1
    return (*spans(cut(text, low)), MORE)


def write(paragraph: Any, text: Inline, style: Style, language: str) -> None:
    """`text` as runs of a python-pptx paragraph."""
    paragraph.line_spacing = Pt(style.size * PITCH)
    paragraph.space_before = paragraph.space_after = Pt(0)
    for span in spans(text):
        words = printable(plain((span,)))
        if words:
            bold = isinstance(span, Strong) or (isinstance(span, Opens) and span.strong)
            run = paragraph.add_run()
            run.text = words
            dress(run.font, style, bold or style.bold)
            run._r.get_or_add_rPr().set("lang", language)


def dress(font: Any, style: Style, bold: bool | None = None) -> None:
    """Face, size and colour of `style` for a python-pptx font."""
    font.name, font.size = style.face, Pt(style.size)
    font.bold = style.bold if bold is None else bold
    font.color.rgb = rgb(style.colour)


def rgb(name: str) -> RGBColor:
    return RGBColor.from_string(PALETTE[name][1:].upper())
