"""A hundred squares, one a possible year: those with a loss first."""

from dataclasses import dataclass

from quarterdeck.board.sheet import Sheet

SIDE, STEP, ROW = 14, 17, 10


@dataclass(frozen=True, slots=True)
class Square:
    x: float
    y: float
    lost: bool


@dataclass(frozen=True, slots=True)
class Squares:
    """The drawing in pixels, and what it says. Of a thousand years, ten are a square."""

    squares: tuple[Square, ...]
    says: str
    note: str


def squares(sheet: Sheet) -> Squares | None:
    """None where the chance is not known, and where no square would be filled by it."""
    if sheet.years is None:
        return None
    each = sheet.base // 100
    lost = max(1, round(sheet.years / each))
    found = tuple(
        Square(0.5 + STEP * (n % ROW), 0.5 + STEP * (n // ROW), n < lost) for n in range(100)
    )
    says = f"Of {sheet.base:,} possible years, {sheet.years} bring a loss and {sheet.without} none."
    return Squares(found, says, "" if each == 1 else f"Each square is {each} years.")
