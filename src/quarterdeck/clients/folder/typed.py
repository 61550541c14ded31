"""Numbers as people type them and as spreadsheets show them: $1,200,000, 40%."""

import re
from decimal import Decimal

from quarterdeck.clients.folder.sheets.columns import Column

SHOWN = re.compile(r"[$€£]?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(%?)")


def plain(column: Column, text: str) -> str:
    """The text of a cell as a CSV would have it: numbers without signs and groups, shares of 1."""
    text = text.replace("\r\n", "\n").strip()
    found = SHOWN.fullmatch(text) if column.kind in ("number", "whole") else None
    if found is None:
        return text
    number = f"{found[1].replace(',', '')}{found[2] or ''}"
    return f"{Decimal(number) / 100:f}" if found[3] else number


def grouped(column: Column, text: str) -> str:
    """The text of a number's cell as people read it, with a comma every three digits."""
    is_number = column.kind in ("number", "whole") and SHOWN.fullmatch(text)
    return f"{Decimal(text):,f}" if is_number else text
