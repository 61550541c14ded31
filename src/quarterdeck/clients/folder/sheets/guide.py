"""The first sheet of the workbook: what to do, in plain words, and where everything is."""

from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.clients.folder.sheets.parts import START
from quarterdeck.engine import wording
from quarterdeck.papers.xlsx import Workbook

STEPS = (
    "1. Fill in what you know and leave the rest blank: a careful “I do not know” is better than a "
    "guess nobody stands behind.",
    "2. Headings with a star (*) are needed. Point at a heading to read what belongs below it; "
    "cells with a list to choose from show an arrow.",
    "3. A row is known by its key. Leave the keys that are there; give a new row a new, short one "
    "without spaces.",
    "4. Sums are in {currency}. Chances and shares are percents; where it says low and high, the "
    "truth should lie between them in 90 of 100 cases. Days are written 2026-01-31.",
    "5. Where several things stand in one cell, part them with semicolons (;).",
    "6. Sheets with a dot in their name hold lists: their column Key says to which row of the "
    "other sheet they belong.",
    "7. A row that you delete here is not forgotten: say so when you send this back.",
    "8. Save it as .xlsx and send it back to whoever gave it to you. They read it with "
    "`quarterdeck client import`, and nothing is stored unless all of it is in order.",
)
CARE = "This file says what your firm runs on and where it is weak. Pass it on with care."


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet, what it holds and how many rows are filled."""

    sheet: str
    says: str
    rows: int


def guide(book: Workbook, client: str, currency: str, entries: Sequence[Entry]) -> None:
    """Writes the sheet."""
    made = book.sheet(START)
    made.set_column(0, 0, 28)
    made.set_column(1, 1, 95)
    made.set_column(2, 2, 8)
    made.set_row(0, 32)
    made.write_string(0, 0, f"What we know about {client}", book.format(title=True))
    made.write_string(1, 0, CARE, book.format(says=True))
    name = wording.currency_name(currency, 2)
    for row, step in enumerate(STEPS, 3):
        made.merge_range(row, 0, row, 2, "", book.format())
        made.write_string(row, 0, step.format(currency=name), book.format())
        made.set_row(row, 28)
    start = 4 + len(STEPS)
    for column, head in enumerate(("Sheet", "What it holds", "Rows")):
        made.write_string(start, column, head, book.format(head=True))
    for row, entry in enumerate(entries, start + 1):
        made.write_url(row, 0, f"internal:'{entry.sheet}'!A1", book.format(link=True), entry.sheet)
        made.write_string(row, 1, " ".join(entry.says.split()), book.format())
        book.put(made, row, 2, entry.rows or None, "whole")
