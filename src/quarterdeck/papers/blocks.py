"""What a page is made of: inline text, tables, decisions, questions, charts.

Everything is a frozen value. Text is given as text: the renderers escape it, keep figures with
their units, and draw the marks. Charts' data stand in `drawings`.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from quarterdeck.papers.drawings import Drawing

UNSEEN = {"seen": False}
"""Not among a part's words: keys, alternative texts, a document's annexes."""

Shape: TypeAlias = Literal["within", "near", "beyond", "unproven"]
"""A standing against a limit; the engine's `Standing` members may be given as they are."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the verdict: bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Opens:
    """A figure that opens to the note of that key; never parted over two lines."""

    text: str
    note: str = field(metadata=UNSEEN)
    strong: bool = field(default=False, metadata=UNSEEN)


Inline: TypeAlias = str | tuple[str | Strong | Opens, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A standing by shape and word: "Near your limit"; near and beyond take the accent."""

    shape: Shape = field(metadata=UNSEEN)
    word: str


@dataclass(frozen=True, slots=True)
class Side:
    """What stands in the side column: a mark, then range, confidence and proof, a line each."""

    mark: Mark | None = None
    lines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Inline
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The second and last level of heading, inside a section: a sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Inline, ...]
    numbered: bool = field(default=False, metadata=UNSEEN)
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A question, the bold sentence that answers it, the rest, and what would change our mind."""

    question: str
    answer: Inline
    rest: Inline
    side: Side
    would_change: Inline = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head and unit. Figures stand right, text, ranges and marks left.

    `share` is its part of the table's width; 0 takes what the text needs.
    """

    head: str
    unit: str = ""
    kind: Literal["text", "figure", "range", "mark"] = field(default="text", metadata=UNSEEN)
    share: float = field(default=1, metadata=UNSEEN)


Cell: TypeAlias = Inline | Mark


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads; the first column names the row. `meant` rows take the wash.

    Without a caption, the section's title names it for those who hear the page.
    ValueError when a row has not one cell for each column.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Inline = ""
    meant: tuple[int, ...] = field(default=(), metadata=UNSEEN)
    total: bool = field(default=False, metadata=UNSEEN)

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table “{self.caption}”, row {number}: "
                    f"{len(row)} cells for {len(self.columns)} columns"
                )


@dataclass(frozen=True, slots=True)
class Option:
    """One way to decide; doing nothing is one. `price` has its sum, `odds` what they become."""

    name: str
    price: Inline
    odds: Inline
    if_wrong: Inline
    proposed: bool = field(default=False, metadata=UNSEEN)


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision that is asked: why, the ways and their price, owner, date, words for minutes."""

    title: str
    why: Inline
    options: tuple[Option, ...]
    owner: str
    due: date
    minutes: str


@dataclass(frozen=True, slots=True)
class FactList:
    """Label and what is so, a line each."""

    rows: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing whose title states the finding; `behind` holds its data, set after the annexes.

    ValueError without an alternative text.
    """

    title: str
    subtitle: str
    source: str
    alternative: str = field(metadata=UNSEEN)
    drawing: Drawing = field(metadata=UNSEEN)
    behind: Table = field(metadata=UNSEEN)

    def __post_init__(self) -> None:
        if not self.alternative.strip():
            raise ValueError(f"chart “{self.title}” does not say in words what it shows")


@dataclass(frozen=True, slots=True)
class Question:
    question: str
    good_answer: Inline
    weak_evidence: Inline


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions to ask us, each with what a good answer sounds like and what is weak behind it."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words as they were said or are to be written into the minutes."""

    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step down from a sentence; an empty `text` shows the gap and what would fill it."""

    label: str
    text: Inline
    filled_by: Inline = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class ChangeSum:
    """What moved the figure since the last pack: first then, last today, parts between.

    Without an earlier pack there are no steps and `says` stands alone.
    """

    title: str
    steps: tuple[tuple[str, str], ...] = ()
    says: Inline = ""


Block: TypeAlias = (
    Paragraph
    | Heading
    | Bullets
    | Verdict
    | Table
    | DecisionCard
    | FactList
    | Chart
    | Questions
    | Quote
    | Ladder
    | ChangeSum
)
