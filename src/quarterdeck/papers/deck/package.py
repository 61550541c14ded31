"""The file: an empty deck in our look, and bytes that depend on the document alone."""

import re
from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE

from quarterdeck.papers.deck.look import (
    BOARD,
    BODY,
    BODY_TOP,
    FOOT_TALL,
    FOOT_TOP,
    LEFT,
    TALL,
    TITLE_TALL,
    TITLE_TOP,
    WIDE,
    WIDTH,
    WORK,
)
from quarterdeck.papers.deck.sheet import inches
from quarterdeck.papers.pages import Document
from quarterdeck.papers.palette import PALETTE
from quarterdeck.papers.text import printable

TITLE_ONLY = 5
NUMBER_WIDTH = 0.6
EPOCH = (1980, 1, 1, 0, 0, 0)
PLACES = {
    PP_PLACEHOLDER.TITLE: (LEFT, TITLE_TOP, WIDTH, TITLE_TALL),
    PP_PLACEHOLDER.FOOTER: (LEFT, FOOT_TOP, WIDTH - NUMBER_WIDTH, FOOT_TALL),
    PP_PLACEHOLDER.SLIDE_NUMBER: (LEFT + WIDTH - NUMBER_WIDTH, FOOT_TOP, NUMBER_WIDTH, FOOT_TALL),
    PP_PLACEHOLDER.BODY: (LEFT, BODY_TOP, WIDTH, BODY),
}
THEME = {
    "dk1": "ink", "lt1": "sheet", "dk2": "ink-soft", "lt2": "data-faint",
    "accent1": "data-strong", "accent2": "data-mid", "accent3": "data-soft", "accent4": "signal",
    "accent5": "ink-quiet", "accent6": "control", "hlink": "ink", "folHlink": "ink-quiet",
}  # fmt: skip
DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def empty(document: Document) -> Any:
    """A wide presentation with one layout: title, foot and number."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = inches(WIDE, TALL)
    layout = deck.slide_layouts[TITLE_ONLY]
    for other in list(deck.slide_layouts):
        if other is not layout:
            deck.slide_layouts.remove(other)
    for holder in [*deck.slide_master.placeholders, *layout.placeholders]:
        _placed(holder)
    _drop(deck.part.package, RELATIONSHIP_TYPE.THUMBNAIL)
    _drop(deck.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    _entitled(deck.core_properties, document)
    return deck


def _placed(holder: Any) -> None:
    place = PLACES.get(holder.placeholder_format.type)
    if place is None:
        holder._element.getparent().remove(holder._element)
        return
    holder.left, holder.top, holder.width, holder.height = inches(*place)


def _drop(part: Any, kind: str) -> None:
    for key, relation in list(part._rels.items()):
        if relation.reltype == kind:
            part._rels.pop(key)


def _entitled(core: Any, document: Document) -> None:
    day = datetime.combine(document.head.data_as_of, time())
    core.title = printable(f"{document.title}, {document.client}")[:255]
    core.author = core.last_modified_by = printable(document.head.owner)[:255]
    core.language = document.language
    core.created = core.modified = core.last_printed = day
    core.revision = document.head.version
    core.subject = core.keywords = core.comments = core.category = ""


def saved(deck: Any, document: Document) -> bytes:
    """`deck` in our fonts and colours; the same content gives the same bytes."""
    raw, made = BytesIO(), BytesIO()
    deck.save(raw)
    stamp = document.head.data_as_of.strftime("%Y-%m-%dT00:00:00Z").encode()
    with ZipFile(raw) as read, ZipFile(made, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            data = read.read(name)
            if name.startswith("ppt/theme/"):
                data = _themed(data)
            if name.endswith(".xlsx"):
                data = _undated(data, stamp)
            written.writestr(_entry(name), data)
    return made.getvalue()


def _undated(workbook: bytes, stamp: bytes) -> bytes:
    """The data behind a chart, dated as the paper's."""
    made = BytesIO()
    with ZipFile(BytesIO(workbook)) as read, ZipFile(made, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            data = read.read(name)
            data = DATED.sub(rb"\g<1>" + stamp, data) if name == "docProps/core.xml" else data
            written.writestr(_entry(name), data)
    return made.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _themed(theme: bytes) -> bytes:
    text = theme.decode("utf-8")
    for part, face in (("major", BOARD), ("minor", WORK)):
        pattern = rf'(<a:{part}Font>\s*<a:latin typeface=")[^"]*'
        text = re.sub(pattern, rf"\g<1>{face}", text)
    text = re.sub(r'<a:font script="[^"]*" typeface="[^"]*"/>', "", text)
    for name, colour in THEME.items():
        value = f'<a:{name}><a:srgbClr val="{PALETTE[colour][1:].upper()}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", value, text, flags=re.DOTALL)
    return text.encode("utf-8")
