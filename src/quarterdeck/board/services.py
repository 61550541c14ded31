"""What can be done with a brief: prepare, set, check, publish."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from quarterdeck.board import changing, packs
from quarterdeck.board.brief import Copy, compose
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.checks import Obstacle, obstacles
from quarterdeck.board.workbook import write_figures
from quarterdeck.clients.models import Client
from quarterdeck.papers import deck, html, pdf
from quarterdeck.plans.folder import INITIATIVES, InitiativeRecord
from quarterdeck.risks.assessing import told
from quarterdeck.risks.services import looked_at

COPIES: tuple[Copy, ...] = ("board", "management")
DRAFT = "Draft: not to be given to the board"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Written:
    """The files of a brief, and what stands in the way of publishing it."""

    files: tuple[Path, ...]
    obstacles: tuple[Obstacle, ...]


def prepare(client: Client, as_of: date, actor: str, progress: Progress) -> Briefing:
    """Everything that a paper about this client on this day is composed from."""
    progress("simulating years")
    today = looked_at(client, as_of, actor)
    inputs = today.inputs
    found = told(today, inputs.of(INITIATIVES, InitiativeRecord), progress)
    meeting = inputs.profile.board.next_meeting
    version = packs.next_version(client, meeting)
    brief = Briefing(inputs, found, None, version)
    pack = packs.latest_before(client, meeting)
    if pack is None:
        return brief
    return replace(brief, before=changing.since(pack, inputs, found, brief.base, progress))


def write(
    brief: Briefing,
    folder: Path,
    progress: Progress,
    *,
    paper: pdf.Paper | None = None,
    draft: bool = False,
    overruled: frozenset[str] = frozenset(),
) -> Written:
    """Both copies as HTML, PDF and PPTX, the figures as XLSX for management alone.

    With obstacles, only a draft is written, and marked so; those of the kinds that were
    `overruled` on the record do not count.
    """
    documents = {copy: compose(brief, copy) for copy in COPIES}
    size = paper or brief.profile.paper
    found = tuple(obstacles(brief, documents["board"], size))
    stops = any(obstacle.kind not in overruled for obstacle in found)
    if stops and not draft:
        return Written((), found)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for copy, document in documents.items():
        if stops:
            head = replace(document.head, mark=DRAFT)
            document = replace(document, head=head)
        name = "brief" if copy == "board" else "brief-management"
        progress(f"setting {name}")
        page = folder / f"{name}.html"
        page.write_text(html.render(document), encoding="utf-8")
        sheet = folder / f"{name}.pdf"
        sheet.write_bytes(pdf.render(document, size))
        slides = folder / f"{name}.pptx"
        slides.write_bytes(deck.render(document))
        files += [page, sheet, slides]
    progress("setting the figures")
    figures = folder / "brief-management.xlsx"
    write_figures(brief, figures, *([DRAFT] if stops else []))
    return Written((*files, figures), found)
