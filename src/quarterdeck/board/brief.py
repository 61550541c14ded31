"""The brief: one composition, a board's copy and management's copy."""

from typing import Literal

from quarterdeck.board.annexes import annexes
from quarterdeck.board.answers import Answer, answers
from quarterdeck.board.asking import Asked, asked
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.notes import notes
from quarterdeck.board.page_one import page_one
from quarterdeck.board.sections import (
    acceptances,
    ahead,
    changed,
    incidents,
    obligations,
    promises,
    questions,
    risk,
    suppliers,
    survival,
)
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Block, Side
from quarterdeck.papers.pages import Document, Head, Section

Copy = Literal["board", "management"]


def compose(brief: Briefing, copy: Copy = "board") -> Document:
    """The whole paper. The board's copy names no system and no open hole."""
    found = answers(brief)
    ask = asked(brief)
    return Document(
        title=f"Board brief, {brief.profile.board.next_meeting:%B %Y}",
        client=brief.profile.name,
        copy=copy,
        language=brief.profile.language,
        head=_head(brief, ask),
        page_one=page_one(brief, found, ask),
        sections=_sections(brief, found, ask),
        annexes=annexes(brief, copy),
        notes=notes(brief, found, copy),
    )


def _head(brief: Briefing, ask: Asked) -> Head:
    board = brief.profile.board
    return Head(
        purpose="For decision" if ask.cards else "For noting",
        minutes=board.minutes,
        meeting=board.next_meeting,
        data_as_of=brief.inputs.as_of,
        version=brief.version,
        owner=board.owner,
        approved_by=board.approved_by,
        mark=board.mark,
        body=board.body,
    )


def _sections(brief: Briefing, found: tuple[Answer, ...], ask: Asked) -> tuple[Section, ...]:
    return (
        risk.section(brief, found[1]),
        obligations.section(brief, found[2]),
        survival.section(brief, found[3]),
        suppliers.section(brief),
        changed.section(brief),
        promises.section(brief),
        incidents.section(brief),
        _decisions(brief, ask),
        acceptances.section(brief),
        ahead.section(brief),
        questions.section(brief),
    )


def _decisions(brief: Briefing, ask: Asked) -> Section:
    if not ask.cards:
        return Section("We ask for no decision this time")
    loss = brief.set_money(brief.point.loss)
    base = f"Odds are years of {brief.base:,} above {loss}, with the range in brackets."
    blocks: tuple[Block, ...] = tuple(card.block for card in ask.cards)
    count = wording.count_words(len(ask.cards))
    noun = "decision" if len(ask.cards) == 1 else "decisions"
    return Section(f"We ask you for {count} {noun}", blocks, Side(None, (base,)))
