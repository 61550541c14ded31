"""Workbooks: pages of text, tables with frozen heads, charts that can be edited.

Cells are written by their type: texts stay texts, whatever sign they begin with. A formula is
written only where a `Formula` stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from babel.numbers import get_currency_symbol

from quarterdeck.papers.palette import PALETTE

Kind = Literal["text", "number", "whole", "money", "share", "date"]
SERIF, SANS = "Georgia", "Arial"
SPARE_ROWS = 300
LONGEST_NAME = 31
WIDTHS: dict[Kind, int] = {
    "text": 24, "number": 12, "whole": 12, "money": 16, "share": 11, "date": 12
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its heading, what its cells hold, a note to it, its width in letters."""

    title: str
    kind: Kind = "text"
    note: str = ""
    width: int = 0

    @property
    def letters(self) -> int:
        return self.width or max(WIDTHS[self.kind], len(self.title) + 2)


@dataclass(frozen=True, slots=True)
class Formula:
    """What a cell works out, and what it came to when it was written."""

    text: str
    found: str | float = ""


@dataclass(frozen=True, slots=True)
class As:
    """A value that holds something else than its column."""

    value: str | float | date | Formula | None
    kind: Kind


Value = str | float | date | As | Formula | None


class Workbook:
    """A workbook that is being written; a context manager, written when it ends."""

    def __init__(self, path: Path, currency: str, *, title: str) -> None:
        import xlsxwriter  # takes as long as the whole command line to load

        self.book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
        self.book.set_properties({"title": title})
        symbol = get_currency_symbol(currency, "en_US")
        gap = " " if symbol.isalpha() else ""
        self._formats: dict[tuple[Any, ...], Any] = {}
        self._patterns: dict[str, str] = {
            "text": "@", "number": "General", "whole": "#,##0", "share": "0.00%",
            "money": f"[${symbol}]{gap}#,##0", "date": "yyyy-mm-dd",
        }  # fmt: skip

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if kind is None:
            self.book.close()

    def sheet(self, name: str) -> Any:
        """A new sheet without lines, printed as wide as a page."""
        sheet = self.book.add_worksheet(name[:LONGEST_NAME])
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def table(
        self, name: str, heads: Sequence[Head], rows: Iterable[Sequence[Value]], says: str = ""
    ) -> Any:
        """A sheet with what it holds in row 1, headings in row 2 and the rows below."""
        sheet = self.sheet(name)
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, says, self.format(says=True))
        for column, head in enumerate(heads):
            look = self.format(head.kind)
            sheet.set_column(column, column, head.letters, look)
            sheet.write_string(1, column, head.title, self.format(head.kind, head=True))
            if head.note:
                sheet.write_comment(1, column, head.note, {"x_scale": 1.6, "font_size": 9})
        count = 0
        for row in rows:
            for column, (head, value) in enumerate(zip(heads, row, strict=True)):
                self.put(sheet, 2 + count, column, value, head.kind)
            count += 1
        sheet.freeze_panes(2, 1)
        sheet.repeat_rows(1)
        sheet.autofilter(1, 0, 1 + max(count, 1), len(heads) - 1)
        return sheet

    def page(self, name: str, title: str, lines: Iterable[str]) -> Any:
        """A sheet of text."""
        sheet = self.sheet(name)
        sheet.set_column(0, 0, 110)
        sheet.set_row(0, 32)
        sheet.write_string(0, 0, title, self.format(title=True))
        for row, text in enumerate(lines, 1):
            sheet.write_string(row, 0, text, self.format())
        return sheet

    def put(
        self, sheet: Any, row: int, column: int, value: Value, kind: Kind = "text", **looks: bool
    ) -> None:
        """One cell, by the type of its value; a blank one only where it has a look of its own."""
        if value is None and not looks:
            return
        if isinstance(value, As):
            self.put(sheet, row, column, value.value, value.kind, **looks)
            return
        look = self.format(kind, **looks)
        if value is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, look, value.found)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)

    def format(self, kind: Kind = "text", **looks: bool) -> Any:
        """The look of a cell; each is made once."""
        key = (kind, *sorted(looks))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(self._look(kind, **looks))
        return self._formats[key]

    def _look(
        self, kind: Kind, *, head: bool = False, title: bool = False, says: bool = False,
        link: bool = False, left: bool = False,
    ) -> dict[str, Any]:  # fmt: skip
        look: dict[str, Any] = {"font_name": SANS, "font_size": 10, "valign": "top"}
        look |= {"font_color": PALETTE["ink"]}
        if title:
            return look | {"font_name": SERIF, "font_size": 18}
        if says:
            return look | {"font_color": PALETTE["ink-quiet"], "valign": "vcenter"}
        if link:
            return look | {"font_color": PALETTE["data-strong"], "underline": 1}
        if head:
            edge = {"bottom": 1, "bottom_color": PALETTE["control"], "text_wrap": True}
            side = "left" if kind in ("text", "date") else "right"
            return look | edge | {"bold": True, "bg_color": PALETTE["data-faint"], "align": side}
        if left or kind == "date":
            look |= {"align": "left"}
        return look | {"num_format": self._patterns[kind], "text_wrap": kind == "text"}
