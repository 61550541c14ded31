"""A paper as one self-contained, accessible HTML file: no script, nothing loaded from outside;
or as a part of a page that brings fonts and tokens itself.
"""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quarterdeck.papers.charts import PHONE_WIDTH, desk_width, draw
from quarterdeck.papers.drawings import Drawing
from quarterdeck.papers.fonts import font_faces
from quarterdeck.papers.pages import Document, YearsGrid
from quarterdeck.papers.palette import on_screen
from quarterdeck.papers.setting import setting

TEMPLATES = Path(__file__).parent / "screen"
STYLES = ("tokens.css", "type.css", "page.css", "blocks.css", "phone.css", "print.css")
ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGE_RULE = re.compile(r"@page[^{]*{[^}]*}")
MARKS_ROLES = re.compile(r' (?:role|aria-\w+)="[^"]*"')
BODY_RULE = re.compile(r"\bbody {")
COPIES = {"board": "Board’s copy", "management": "Management’s copy"}


def render(document: Document) -> str:
    """The whole paper, with fonts, drawings and the tables behind them."""
    return ENVIRONMENT.get_template("paper.html").render(
        paper=setting(document, _drawn), css=_css(), copies=COPIES
    )


def fragment(document: Document) -> str:
    """The whole paper as one element of class `paper`, without styles: they are `nested_css`."""
    return ENVIRONMENT.get_template("fragment.html").render(
        paper=setting(document, _drawn), copies=COPIES
    )


@cache
def nested_css() -> str:
    """The paper's styles, which hold inside of an element of class `paper` alone."""
    sheets = "\n".join((TEMPLATES / name).read_text("utf-8") for name in STYLES[1:])
    own = PAGE_RULE.sub("", sheets)
    return f".paper {{\n{BODY_RULE.sub('& {', own)}\n}}\n"


def _css() -> str:
    faces = (
        f'@font-face{{font-family:"{family}";src:url({uri}) format("woff2");font-weight:200 900}}'
        for family, uri in font_faces().items()
    )
    return "\n".join((*faces, *((TEMPLATES / name).read_text("utf-8") for name in STYLES)))


def _drawn(drawing: Drawing | YearsGrid) -> str:
    """For reading from a desk and, where it would be scaled below 12 px, again for a phone."""
    if isinstance(drawing, YearsGrid):
        return _bare(draw(drawing))
    desk, phone = (_bare(draw(drawing, width)) for width in (desk_width(drawing), PHONE_WIDTH))
    return f'<div class="desk-only">{desk}</div><div class="phone-only">{phone}</div>'


def _bare(svg: str) -> str:
    """In the reader's colours, and without roles of its parts: it is read as one picture."""
    return MARKS_ROLES.sub("", on_screen(svg))
