"""A paper as tagged PDF (PDF/UA-1), A4 or US Letter, set by Typst."""

import json
import re
from pathlib import Path
from typing import Literal

import typst

from quarterdeck.papers.charts import draw
from quarterdeck.papers.drawings import Drawing
from quarterdeck.papers.fonts import FOLDERS, settable
from quarterdeck.papers.pages import Document, YearsGrid
from quarterdeck.papers.palette import PALETTE
from quarterdeck.papers.setting import setting

TEXT_TAG = re.compile("<text [^>]*>")
WEIGHT = re.compile('font-weight="([0-9]+)"')
PLAIN_WEIGHT = 400
TEMPLATES = Path(__file__).parent / "paper"


def render(document: Document, paper: Literal["a4", "us-letter"] = "a4") -> bytes:
    """The whole paper; the same document gives the same bytes."""
    values = setting(document, _drawn) | {"look": PALETTE}
    pdf = typst.compile(
        TEMPLATES / "paper.typ",
        root=TEMPLATES,
        font_paths=list(FOLDERS),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"document": settable(json.dumps(values, ensure_ascii=False)), "paper": paper},
        timestamp=0,
    )
    assert isinstance(pdf, bytes)
    return pdf


def _drawn(drawing: Drawing | YearsGrid) -> str:
    """SVG whose text names its weight as a variation, else Typst sets the font's lightest."""
    return TEXT_TAG.sub(_weighted, draw(drawing))


def _weighted(tag: re.Match[str]) -> str:
    weight = WEIGHT.search(tag[0])
    setting = f"font-variation-settings:'wght' {weight[1] if weight else PLAIN_WEIGHT}"
    return tag[0].replace("<text ", f'<text style="{setting}" ', 1)
