"""Where things stand in the workbook: ranges by sheet and column."""

from dataclasses import dataclass

FIRST = 3
"""The first row below a table's heading, as the program counts."""
Z95 = "1.6448536269514722"


def letters(column: int) -> str:
    """The name of a column, from 0: A, Z, AA."""
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name


@dataclass(frozen=True, slots=True)
class Block:
    """`rows` rows of a sheet's table, from its first."""

    sheet: str
    rows: int

    @property
    def last(self) -> int:
        return FIRST + max(self.rows, 1) - 1

    def column(self, letter: str) -> str:
        """All rows of a column."""
        return f"'{self.sheet}'!${letter}${FIRST}:${letter}${self.last}"

    def row(self, number: int, first: str, last: str) -> str:
        """A row from one column to another; rows count from 0."""
        return f"'{self.sheet}'!${first}${FIRST + number}:${last}${FIRST + number}"

    def cell(self, letter: str, number: int) -> str:
        return f"'{self.sheet}'!${letter}${FIRST + number}"
