"""A board paper as values: head, page one, sections, annexes, notes.

A room composes a `Document`; `html.render` and `pdf.render` set it. Neither adds a sentence.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from quarterdeck.papers.blocks import UNSEEN, Block, ChangeSum, Inline, Side, Verdict
from quarterdeck.papers.text import opened_notes


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the title and at the foot of each page.

    `mark` is counsel's or another's mark ("Privileged and confidential"); `approved_by` is empty
    while nobody has approved it, and the foot then says so.
    """

    purpose: Literal["For decision", "For discussion", "For noting"]
    minutes: int
    meeting: date
    data_as_of: date
    version: int
    owner: str
    approved_by: str = ""
    mark: str = ""
    body: str = "Board"


@dataclass(frozen=True, slots=True)
class YearsGrid:
    """A hundred possible years: `beyond` above the limit, `some` with a loss, the rest with none.

    Labels stand beside their squares ("7 above $5 million"). `limit` is the board's limit in
    squares, None where none is set. ValueError unless the squares fit into a hundred, and when
    there is no alternative text.
    """

    title: str
    subtitle: str
    beyond: int = field(metadata=UNSEEN)
    some: int = field(metadata=UNSEEN)
    beyond_label: str
    some_label: str
    none_label: str
    alternative: str = field(metadata=UNSEEN)
    limit: int | None = field(default=None, metadata=UNSEEN)
    limit_label: str = ""

    def __post_init__(self) -> None:
        if min(self.beyond, self.some) < 0 or self.beyond + self.some > 100:
            raise ValueError("of 100 years, those beyond and those with some loss are at most 100")
        if self.limit is not None and not 0 <= self.limit <= 100:
            raise ValueError("a limit lies between 0 and 100 years")
        if not self.alternative.strip():
            raise ValueError("the hundred years do not say in words what they show")


@dataclass(frozen=True, slots=True)
class Ask:
    """What to decide, and in the work voice its price, date and the odds it leads to."""

    text: Inline
    price: Inline


@dataclass(frozen=True, slots=True)
class Asks:
    title: str
    asks: tuple[Ask, ...]
    together: Inline = ""


@dataclass(frozen=True, slots=True)
class PageOne:
    """The page that stands alone: at most 400 words."""

    headline: str
    verdicts: tuple[Verdict, ...]
    years: YearsGrid
    asks: Asks
    change: ChangeSum


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that is a sentence, its blocks, and what stands beside the first of them."""

    title: str
    blocks: tuple[Block, ...] = ()
    side: Side | None = None
    new_page: bool = field(default=False, metadata=UNSEEN)


@dataclass(frozen=True, slots=True)
class Note:
    """Where a figure opens to; `key` is what `Opens.note` names."""

    key: str = field(metadata=UNSEEN)
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. ValueError when a figure opens to a note that is not there, by its key."""

    title: str = field(metadata=UNSEEN)
    client: str = field(metadata=UNSEEN)
    copy: Literal["board", "management"] = field(metadata=UNSEEN)
    language: str = field(metadata=UNSEEN)
    head: Head = field(metadata=UNSEEN)
    page_one: PageOne
    sections: tuple[Section, ...] = ()
    annexes: tuple[Section, ...] = field(default=(), metadata=UNSEEN)
    notes: tuple[Note, ...] = field(default=(), metadata=UNSEEN)

    def __post_init__(self) -> None:
        keys = [note.key for note in self.notes]
        if len(set(keys)) < len(keys):
            raise ValueError("two notes have the same key")
        missing = sorted(set(opened_notes(self)) - set(keys))
        if missing:
            raise ValueError(f"figures open to notes that are missing: {', '.join(missing)}")


@dataclass(frozen=True, slots=True)
class Record:
    """A plain paper without a page one: minutes, a letter. Its figures open to nothing.

    ValueError when one does.
    """

    title: str
    client: str
    language: str
    headline: str
    sections: tuple[Section, ...]
    mark: str = ""

    def __post_init__(self) -> None:
        if next(iter(opened_notes(self.sections)), None) is not None:
            raise ValueError("a record has no notes that its figures could open to")
