"""Sets the business case."""

from pathlib import Path

from quarterdeck.papers import deck, html, pdf
from quarterdeck.plans.paper.composing import compose
from quarterdeck.plans.paper.matter import Matter

NAME = "business-case"


def write(matter: Matter, folder: Path) -> tuple[Path, ...]:
    """HTML, PDF and PPTX; the files."""
    document = compose(matter)
    folder.mkdir(parents=True, exist_ok=True)
    page, sheet, slides = (folder / f"{NAME}.{kind}" for kind in ("html", "pdf", "pptx"))
    page.write_text(html.render(document), encoding="utf-8")
    sheet.write_bytes(pdf.render(document, matter.profile.paper))
    slides.write_bytes(deck.render(document))
    return page, sheet, slides
