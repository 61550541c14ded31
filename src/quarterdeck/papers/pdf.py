"""A paper as tagged PDF (PDF/UA-1), A4 or US Letter, set by Typst."""

import json
import re
from pathlib import Path
from typing import Any, Literal, TypeAlias

import typst

from quarterdeck.papers.charts import desk_width, draw
from quarterdeck.papers.drawings import Drawing
from quarterdeck.papers.fonts import FOLDERS, settable
from quarterdeck.papers.pages import Document, Record, YearsGrid
from quarterdeck.papers.palette import PALETTE
from quarterdeck.papers.setting import Part, setting, setting_of_record

Paper: TypeAlias = Literal["a4", "us-letter"]
TEXT_TAG = re.compile("<text [^>]*>")
WEIGHT = re.compile('font-weight="([0-9]+)"')
PLAIN_WEIGHT = 400
TEMPLATES = Path(__file__).parent / "paper"


def render(document: Document, paper: Paper = "a4") -> bytes:
    """The whole paper; the same document gives the same bytes."""
    return _compiled("paper.typ", setting(document, _drawn), paper)


def render_record(record: Record, paper: Paper = "a4") -> bytes:
    """Minutes and the like; the same record gives the same bytes."""
    return _compiled("record.typ", setting_of_record(record, _drawn), paper)


def body_pages(document: Document, paper: Paper = "a4") -> int:
    """On how many pages page one and the sections stand, before the annexes begin."""
    found = typst.query(
        TEMPLATES / "paper.typ",
        "<body-pages>",
        field="value",
        one=True,
        **_given(setting(document, _drawn), paper),
    )
    return int(found)


def _compiled(template: str, values: Part, paper: Paper) -> bytes:
    pdf = typst.compile(
        TEMPLATES / template,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=0,
        **_given(values, paper),
    )
    assert isinstance(pdf, bytes)
    return pdf


def _given(values: Part, paper: Paper) -> dict[str, Any]:
    values = values | {"look": PALETTE}
    return {
        "root": TEMPLATES,
        "font_paths": list(FOLDERS),
        "ignore_system_fonts": True,
        "sys_inputs": {
            "document": settable(json.dumps(values, ensure_ascii=False)),
            "paper": paper,
        },
    }


def _drawn(drawing: Drawing | YearsGrid) -> str:
    """SVG whose text names its weight as a variation, else Typst sets the font's lightest."""
    return TEXT_TAG.sub(_weighted, draw(drawing, desk_width(drawing)))


def _weighted(tag: re.Match[str]) -> str:
    weight = WEIGHT.search(tag[0])
    setting = f"font-variation-settings:'wght' {weight[1] if weight else PLAIN_WEIGHT}"
    return tag[0].replace("<text ", f'<text style="{setting}" ', 1)
