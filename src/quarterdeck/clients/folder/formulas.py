"""Texts that a spreadsheet would take for a formula: kept from it by the apostrophe that
spreadsheets themselves put before such a text."""

import re

_BEGINS = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")


def guarded(text: str) -> str:
    """`text` for a cell of a CSV; numbers stay as they are."""
    is_formula = _BEGINS.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def unguarded(cell: str) -> str:
    """The text of a cell that may have been guarded."""
    return cell[1:] if cell.startswith("'") and _BEGINS.match(cell) else cell
