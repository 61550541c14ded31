"""What stops publication: data past their date, a page too long, words a director cannot use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quarterdeck.board.briefing import Briefing
from quarterdeck.data.plain import words as plain_words
from quarterdeck.engine import wording
from quarterdeck.engine.plain import check
from quarterdeck.papers import pdf
from quarterdeck.papers.pages import Document
from quarterdeck.papers.text import sentences
from quarterdeck.papers.text import words as count_words

MOST_WORDS_PAGE_ONE = 400
MOST_WORDS = 1_800
MOST_PAGES = 5
CASH_COUNTS_DAYS = 120
LIMIT_COUNTS_DAYS = 400


@dataclass(frozen=True)
class Obstacle:
    """Why a paper must not go out as it is, and what to do. `kind`: stale, long or words.

    `place` is where it is mended: scan, intelligence, cash, appetite, or a place in the paper.
    """

    kind: str
    says: str
    place: str = ""


def obstacles(brief: Briefing, document: Document, paper: pdf.Paper = "a4") -> list[Obstacle]:
    """Everything that stops publication of this copy, as it would be set on `paper`."""
    return [
        *stale(brief),
        *too_long(document),
        *too_many_pages(document, paper),
        *wrong_words(brief, document),
    ]


def stale(brief: Briefing) -> Iterator[Obstacle]:
    """Data past their date, by name."""
    board, on = brief.profile.board, brief.inputs.as_of
    looked = max((look.on for look in brief.inputs.looked), default=None)
    cash, appetite = brief.cash, brief.appetite
    yield from _old(
        "the newest scan", looked, on, board.oldest_data_days, "import a new scan", "scan"
    )
    for name, day in (
        ("the forecast of attacks (EPSS)", brief.inputs.epss_on),
        ("the list of attacks seen (KEV)", brief.inputs.kev_on),
    ):
        yield from _old(
            name,
            day,
            on,
            board.oldest_intelligence_days,
            "quarterdeck intel load FILE",
            "intelligence",
        )
    if cash:
        yield from _old(
            "cash.yaml", cash.as_of, on, CASH_COUNTS_DAYS, "ask the finance team", "cash"
        )
    if appetite.set_on:
        yield from _old(
            "appetite.yaml", appetite.set_on, on, LIMIT_COUNTS_DAYS,
            "ask the board to confirm it", "appetite",
        )  # fmt: skip


def too_long(document: Document) -> Iterator[Obstacle]:
    first, rest = count_words(document.page_one), count_words(document.sections)
    if first > MOST_WORDS_PAGE_ONE:
        yield Obstacle("long", f"page one has {first} words, more than {MOST_WORDS_PAGE_ONE}")
    if rest > MOST_WORDS:
        yield Obstacle("long", f"the pages after it have {rest:,} words, more than {MOST_WORDS:,}")


def too_many_pages(document: Document, paper: pdf.Paper) -> Iterator[Obstacle]:
    pages = pdf.body_pages(document, paper)
    if pages > MOST_PAGES:
        yield Obstacle(
            "long", f"page one and its sections take {pages} pages, more than {MOST_PAGES}"
        )


def wrong_words(brief: Briefing, document: Document) -> Iterator[Obstacle]:
    """Sentences of the body that a director cannot use."""
    allowed = names(brief)
    for sentence in sentences(document):
        for fault in check(sentence.text, plain_words(), allowed):
            offer = f" Say: {fault.offer}" if fault.offer else ""
            yield Obstacle(
                "words",
                f"{sentence.place}: “{fault.words}”: {fault.why}{offer} ({sentence.text})",
                sentence.place,
            )


def names(brief: Briefing) -> frozenset[str]:
    """The client's own names, which are not jargon here."""
    own = [brief.profile.name, *brief.profile.places]
    own += [s.name for s in brief.services.values()]
    own += [s.name for s in brief.suppliers]
    own += [o.name for o in brief.obligations]
    return frozenset(name for name in own if name)


def _old(
    name: str, day: date | None, on: date, most_days: int, mend: str, place: str
) -> Iterator[Obstacle]:
    if day is None:
        yield Obstacle("stale", f"{name} is missing: {mend}", place)
    elif (on - day).days > most_days:
        age = wording.duration((on - day).days * 24)
        when = wording.date_long(day)
        says = f"{name} is of {when}, {age} old; at most {most_days} days: {mend}"
        yield Obstacle("stale", says, place)
