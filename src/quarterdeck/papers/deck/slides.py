"""The slides in order: page one's three, a section each, the annexes; foot and notes on each."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn

from quarterdeck.papers.deck.look import LABEL, LEFT, TITLE, TITLE_TOP, WIDTH, Style
from quarterdeck.papers.deck.measure import lines
from quarterdeck.papers.deck.notes import reasons
from quarterdeck.papers.deck.package import NUMBER_WIDTH, empty, saved
from quarterdeck.papers.deck.page_one import ask_pieces, verdict_pieces, years_pieces
from quarterdeck.papers.deck.pieces import Piece, lay
from quarterdeck.papers.deck.sections import section_pieces
from quarterdeck.papers.deck.sheet import Sheet, bare, inches
from quarterdeck.papers.deck.words import fitted, write
from quarterdeck.papers.pages import Document
from quarterdeck.papers.text import long_date, plain, printable

TITLE_LINES = 2
NOTES = Style(12)
FOOT_ROOM = WIDTH - NUMBER_WIDTH
CONTINUED = " (continued)"
CONTINUED_ROOM = 2.6


def render(document: Document) -> bytes:
    """The whole paper as PPTX; the same document gives the same bytes."""
    made = _Deck(document, empty(document))
    page = document.page_one
    made.add(page.headline if page.headline.strip() else document.title, verdict_pieces(document))
    made.add(page.years.title, years_pieces(page))
    made.add(page.asks.title, ask_pieces(page.asks))
    for section in document.sections:
        made.add(section.title, section_pieces(section))
    for number, section in enumerate(document.annexes, start=1):
        made.add(f"Annex {number}: {section.title}", section_pieces(section))
    made.finish()
    return saved(made.deck, document)


@dataclass
class _Deck:
    document: Document
    deck: Any
    sheets: list[Sheet] = field(default_factory=list)

    def add(self, title: str, pieces: Iterable[Piece]) -> None:
        first = len(self.sheets)
        lay(pieces, lambda: self.fresh(title, continued=len(self.sheets) > first))

    def fresh(self, title: str, *, continued: bool) -> Sheet:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[0])
        sheet = Sheet(slide, self.document.language)
        sheet.frame()
        self.sheets.append(sheet)
        end = CONTINUED if continued else ""
        shown = f"{title.strip() or self.document.title}{end}"
        if lines(shown, TITLE, WIDTH) > TITLE_LINES:
            sheet.notes.append(printable(title))
            short = plain(fitted(title, TITLE, WIDTH - CONTINUED_ROOM * bool(end), TITLE_LINES))
            shown = f"{short}{end}"
        count = lines(shown, TITLE, WIDTH)
        sheet.top -= (TITLE_LINES - count) * TITLE.pitch
        holder = slide.shapes.title
        place = inches(LEFT, TITLE_TOP, WIDTH, count * TITLE.pitch)
        holder.left, holder.top, holder.width, holder.height = place
        _flush_left(holder.text_frame)
        write(holder.text_frame.paragraphs[0], shown, TITLE, sheet.language)
        return sheet

    def finish(self) -> None:
        """Foot and speaker's notes; reasons that nothing shown opens to stand on the last."""
        notes = {note.key: note for note in self.document.notes}
        opened = {key for sheet in self.sheets for key in sheet.opens}
        self.sheets[-1].opens += [key for key in notes if key not in opened]
        for number, sheet in enumerate(self.sheets, start=1):
            self.foot(sheet, number)
            said = [*sheet.notes, *reasons(sheet.opens, notes)]
            frame = sheet.slide.notes_slide.notes_text_frame
            for at, line in enumerate(said):
                paragraph = frame.add_paragraph() if at else frame.paragraphs[0]
                write(paragraph, line, NOTES, sheet.language)

    def foot(self, sheet: Sheet, number: int) -> None:
        """The layout's foot and number, filled."""
        for holder in self.deck.slide_layouts[0].placeholders:
            kind = holder.placeholder_format.type
            if kind == PP_PLACEHOLDER.TITLE:
                continue
            sheet.shapes._spTree.append(deepcopy(holder._element))
            frame = sheet.shapes[-1].text_frame
            frame.clear()
            _flush_left(frame)
            paragraph = frame.paragraphs[0]
            if kind == PP_PLACEHOLDER.FOOTER:
                write(
                    paragraph,
                    fitted(_foot(self.document), LABEL, FOOT_ROOM, 1),
                    LABEL,
                    sheet.language,
                )
            else:
                paragraph.alignment = PP_ALIGN.RIGHT
                write(paragraph, str(number), LABEL, sheet.language)
                _numbered(paragraph)


def _flush_left(frame: Any) -> None:
    bare(frame)
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _numbered(paragraph: Any) -> None:
    """The paragraph's run becomes a field that PowerPoint counts."""
    run = paragraph.runs[0]._r
    run.tag = qn("a:fld")
    run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    run.set("type", "slidenum")


def _foot(document: Document) -> str:
    head = document.head
    approved = f"Approved: {head.approved_by}" if head.approved_by else "Not yet approved"
    parts = [document.client, f"version {head.version}"]
    parts += [f"data as of {long_date(head.data_as_of)}", approved, head.mark]
    return "  ·  ".join(part for part in parts if part.strip())
