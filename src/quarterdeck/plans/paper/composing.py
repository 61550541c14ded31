"""The business case as a paper."""

from quarterdeck.engine import wording
from quarterdeck.papers import pdf
from quarterdeck.papers.pages import Document, Head
from quarterdeck.plans.paper.matter import Matter
from quarterdeck.plans.paper.page_one import page_one
from quarterdeck.plans.paper.page_two import sections

MINUTES = 10
PAGES, LEAVES_OUT = 2, 3


def compose(matter: Matter) -> Document:
    """Two pages that name no open weakness; parts that find no room on the second are left out."""
    for without in range(LEAVES_OUT):
        document = _composed(matter, without)
        if pdf.body_pages(document, matter.profile.paper) <= PAGES:
            return document
    return _composed(matter, LEAVES_OUT)


def _composed(matter: Matter, without: int) -> Document:
    board = matter.profile.board
    return Document(
        title=f"Business case, {wording.date_long(matter.as_of)}",
        client=matter.profile.name,
        copy="board",
        language=matter.profile.language,
        head=Head(
            purpose="For decision",
            minutes=MINUTES,
            meeting=board.next_meeting,
            data_as_of=matter.as_of,
            version=1,
            owner=board.owner,
            approved_by=board.approved_by,
            mark=board.mark,
            body=board.body,
        ),
        page_one=page_one(matter),
        sections=sections(matter, without),
    )
